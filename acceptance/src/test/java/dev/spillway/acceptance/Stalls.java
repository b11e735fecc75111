package dev.spillway.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Looks how long this machine keeps a thread from running that is due, by one that is due all the time. */
final class Stalls implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;

    private final Thread thread = new Thread(this::watch, "stalls");
    private volatile long longestNanos;
    private volatile boolean closed;

    Stalls() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long before = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            longestNanos = Math.max(longestNanos, now - before - TICK_NANOS);
            before = now;
        }
    }

    /** The longest since the start. */
    Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    @Override
    public void close() {
        closed = true;
    }
}
