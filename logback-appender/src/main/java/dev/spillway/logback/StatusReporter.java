package dev.spillway.logback;

import ch.qos.logback.core.spi.ContextAware;
import dev.spillway.Reporter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Passes on what the engine reports to Logback's status messages, the same text at most once in 30 s: the next one says
 * how many were left out. Safe for use by many threads.
 */
final class StatusReporter implements Reporter {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int TEXTS_REMEMBERED = 64;

    private final ContextAware status;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Map<String, Repeats> recent = new LinkedHashMap<>();

    StatusReporter(ContextAware status, LongSupplier nanoTime) {
        this.status = status;
        this.nanoTime = nanoTime;
    }

    @Override
    public void info(String message) {
        report(message, status::addInfo);
    }

    @Override
    public void warn(String message) {
        report(message, status::addWarn);
    }

    /** A warning too: at an error status Spring Boot would end an application whose endpoint is down at its start. */
    @Override
    public void error(String message) {
        report(message, status::addWarn);
    }

    // Logback's status listeners are the user's code, so they are called without the lock.
    private void report(String message, Consumer<String> channel) {
        long leftOut = takeTurn(message);
        if (leftOut == 0) {
            channel.accept(message);
        } else if (leftOut > 0) {
            channel.accept(message + " (" + leftOut + " more since this was last reported)");
        }
    }

    /** Returns how many of this text were left out since the last one, or -1 if this one is to be left out too. */
    private long takeTurn(String message) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Repeats repeats = recent.get(message);
            if (repeats == null) {
                forgetOldest();
                recent.put(message, new Repeats(now));
                return 0;
            }
            if (now - repeats.reportedAt < INTERVAL_NANOS) {
                repeats.leftOut++;
                return -1;
            }
            return repeats.reportAgain(now);
        } finally {
            lock.unlock();
        }
    }

    private void forgetOldest() {
        assert lock.isHeldByCurrentThread();
        if (recent.size() >= TEXTS_REMEMBERED) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    private static final class Repeats {
        private long reportedAt;
        private long leftOut;

        private Repeats(long reportedAt) {
            this.reportedAt = reportedAt;
        }

        private long reportAgain(long now) {
            long count = leftOut;
            reportedAt = now;
            leftOut = 0;
            return count;
        }
    }
}
