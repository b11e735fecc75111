package dev.spillway.jul;

import dev.spillway.Reporter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.ErrorManager;
import org.jspecify.annotations.Nullable;

/**
 * Tells the handler's {@link ErrorManager} of trouble. There is no channel for good news, so it says none. Safe for use
 * by many threads; takes no lock of its own.
 */
final class HandlerReporter implements Reporter {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(30).toNanos();

    private final Channel channel;
    private final LongSupplier nanoTime;
    /** When the next failure on a logging thread may be told. */
    private final AtomicLong due;

    /** As {@link java.util.logging.Handler#reportError}. */
    interface Channel {
        void report(String message, @Nullable Exception exception, int code);
    }

    HandlerReporter(Channel channel, LongSupplier nanoTime) {
        this.channel = channel;
        this.nanoTime = nanoTime;
        due = new AtomicLong(nanoTime.getAsLong());
    }

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
        channel.report(message, null, ErrorManager.GENERIC_FAILURE);
    }

    @Override
    public void error(String message) {
        channel.report(message, null, ErrorManager.WRITE_FAILURE);
    }

    /** Why the handler does not start. */
    void refused(String message) {
        channel.report(message + "; the handler does not start, and ships nothing", null, ErrorManager.OPEN_FAILURE);
    }

    /** What was set in vain. */
    void ignored(String message) {
        channel.report(message + "; it is ignored", null, ErrorManager.OPEN_FAILURE);
    }

    /**
     * What the application's own code threw while a record was published. Told once in 30 s at most, for it may be so
     * for each record; and since this comes before the telling, an error manager that logs ends here too.
     *
     * @param what such as {@code the filter}
     * @param code one of the error manager's
     */
    void threw(String what, Throwable thrown, int code) {
        long now = nanoTime.getAsLong();
        long dueAt = due.get();
        if (now - dueAt >= 0 && due.compareAndSet(dueAt, now + INTERVAL_NANOS)) {
            Exception exception = thrown instanceof Exception cause ? cause : new IllegalStateException(thrown);
            channel.report(
                    what + " threw " + thrown + "; the record is dropped, and so may be others", exception, code);
        }
    }
}
