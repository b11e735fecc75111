package dev.spillway.testkit;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves threads behind, or in whose time a thread died of an uncaught exception.
 *
 * <p>Left behind are threads whose names begin with a prefix, which were not there before the class and do not end
 * within a grace period after it. Of uncaught exceptions those count that reach the default handler, of any thread.
 *
 * <pre>{@code
 * @RegisterExtension
 * static StrayThreads strayThreads = StrayThreads.named("spillway").within(Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>It replaces the default handler for the time of the class and calls the former one too, so classes with it should
 * not run at the same time.
 */
public final class StrayThreads implements BeforeAllCallback, AfterAllCallback {
    private static final String DEFAULT_PREFIX = "spillway";
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
    private static final int FRAMES_SHOWN = 8;

    private final String prefix;
    private final Duration grace;
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private Set<Thread> before = Set.of();
    private @Nullable String ownerId;
    private @Nullable UncaughtExceptionHandler formerHandler;

    /** Watches threads whose names begin with {@code spillway}, with a grace period of 30 s. */
    public StrayThreads() {
        this(DEFAULT_PREFIX, DEFAULT_GRACE);
    }

    private StrayThreads(String prefix, Duration grace) {
        this.prefix = prefix;
        this.grace = grace;
    }

    /** Watches threads whose names begin with a prefix, with a grace period of 30 s. */
    public static StrayThreads named(String prefix) {
        return new StrayThreads(prefix, DEFAULT_GRACE);
    }

    /** The same with another grace period. */
    public StrayThreads within(Duration period) {
        return new StrayThreads(prefix, period);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (ownerId != null) {
            return;
        }
        ownerId = context.getUniqueId();
        before = namedThreads();
        uncaught.clear();
        UncaughtExceptionHandler former = Thread.getDefaultUncaughtExceptionHandler();
        formerHandler = former;
        Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> {
            uncaught.add(new AssertionError("thread " + thread.getName() + " died of " + cause, cause));
            if (former != null) {
                former.uncaughtException(thread, cause);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (!context.getUniqueId().equals(ownerId)) {
            return;
        }
        ownerId = null;
        Set<Thread> left = awaitEnds();
        Thread.setDefaultUncaughtExceptionHandler(formerHandler);
        tell(left);
    }

    private Set<Thread> awaitEnds() throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        Set<Thread> left = strayThreads();
        while (!left.isEmpty()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                return left;
            }
            left.iterator().next().join(millis);
            left = strayThreads();
        }
        return left;
    }

    private Set<Thread> strayThreads() {
        Set<Thread> threads = namedThreads();
        threads.removeAll(before);
        return threads;
    }

    private Set<Thread> namedThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private void tell(Set<Thread> left) {
        if (left.isEmpty() && uncaught.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (!left.isEmpty()) {
            text.append(left.size()).append(" threads are alive ").append(grace).append(" after the class");
        }
        List<Thread> sorted =
                left.stream().sorted(Comparator.comparing(Thread::getName)).toList();
        sorted.forEach(thread -> describe(thread, text));
        uncaught.forEach(cause -> text.append(text.isEmpty() ? "" : "\n").append(cause.getMessage()));
        AssertionError error = new AssertionError(text.toString());
        uncaught.forEach(error::addSuppressed);
        throw error;
    }

    private static void describe(Thread thread, StringBuilder text) {
        text.append("\n  ").append(thread.getName()).append(", ").append(thread.getState());
        StackTraceElement[] stack = thread.getStackTrace();
        for (int i = 0; i < Math.min(stack.length, FRAMES_SHOWN); i++) {
            text.append("\n    at ").append(stack[i]);
        }
    }
}
