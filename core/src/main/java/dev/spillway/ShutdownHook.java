package dev.spillway;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes an engine when the JVM ends. The JVM runs its hooks all at once; this one lets those that still log finish first,
 * so that their events are shipped too: Spring Boot's, which it knows, the one of the engine's owner, and others while they
 * log.
 */
final class ShutdownHook extends Thread {
    /** The thread that the JVM runs when the last thread of the application has ended by itself. */
    private static final String END_OF_MAIN = "DestroyJavaVM";

    /**
     * How long nobody may have logged before a JVM that was told to end is taken to have nothing more to say. Its hooks,
     * such as a server's that logs its own end, run beside this one and cannot be told from other threads.
     */
    private static final Duration QUIET = Duration.ofMillis(250);

    /**
     * How long the JVM may take to start its hooks, which it does one after the other, before those that have started are
     * taken to be all.
     */
    private static final Duration STARTS = Duration.ofSeconds(3);

    private static final long LOOK_NANOS = 1_000_000;

    private static final Set<String> LOGGING_HOOKS = Set.of("SpringApplicationShutdownHook");

    private final Spillway engine;
    private volatile OwnersEnd ownersEnd = OwnersEnd.SILENT;
    private volatile boolean installed;

    private ShutdownHook(Spillway engine, String name) {
        super(null, null, "spillway-" + name + "-hook", 0, false);
        this.engine = engine;
    }

    /** A hook for an engine, not installed yet. */
    static ShutdownHook of(Spillway engine, String name) {
        return new ShutdownHook(engine, name);
    }

    /** Says what the engine's owner does at the JVM's end, from now on. */
    void yieldTo(OwnersEnd newOwnersEnd) {
        ownersEnd = newOwnersEnd;
    }

    /** Installs the hook; does nothing if the JVM is already ending. */
    void install() {
        try {
            Runtime.getRuntime().addShutdownHook(this);
            installed = true;
        } catch (IllegalStateException e) {
            // The JVM is ending, and whoever starts an engine now has to close it.
        }
    }

    /** Whether it was installed, and the JVM runs it unless it has been removed. */
    boolean isInstalled() {
        return installed;
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, and finds the engine closed.
        }
    }

    @Override
    public void run() {
        awaitStartOfAllHooks();
        List<Thread> threads = threads();
        try {
            for (Thread thread : threads) {
                if (LOGGING_HOOKS.contains(thread.getName())) {
                    // The JVM waits for it anyway, so this makes no end later than it is.
                    thread.join();
                }
            }
            if (ownersEnd == OwnersEnd.CLOSES) {
                engine.awaitCloseByOwner();
            } else if (ownersEnd == OwnersEnd.LATE || wasToldToEnd(threads)) {
                engine.awaitQuiet(QUIET);
            }
        } catch (InterruptedException e) {
            // Then at once.
        }
        engine.close();
    }

    /** A hook that has not started yet is among no list of threads. */
    private static void awaitStartOfAllHooks() {
        long started = System.nanoTime();
        while (someHookWaitsForItsStart() && System.nanoTime() - started < STARTS.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The thread that starts the hooks then joins them. Where there is none, this is no end of a JVM. */
    private static boolean someHookWaitsForItsStart() {
        for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
            for (int i = 0; i < stack.length; i++) {
                if (stack[i].getClassName().equals("java.lang.ApplicationShutdownHooks")) {
                    return i == 0 || !stack[i - 1].getMethodName().equals("join");
                }
            }
        }
        return false;
    }

    private static boolean wasToldToEnd(List<Thread> threads) {
        return threads.stream().noneMatch(thread -> thread.getName().equals(END_OF_MAIN));
    }

    private static List<Thread> threads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        for (ThreadGroup parent = group; parent != null; parent = parent.getParent()) {
            group = parent;
        }
        Thread[] threads = new Thread[group.activeCount() * 2 + 16];
        int count = group.enumerate(threads, true);
        return List.of(Arrays.copyOf(threads, count));
    }
}
