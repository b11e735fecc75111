package dev.spillway.benchmarks.endtoend;

import java.util.concurrent.locks.LockSupport;

/** How fast a sink reads: as fast as it can, at a certain speed, or not at all. Safe for use by many threads. */
final class Throttle {
    private static final long LOOK_NANOS = 1_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private volatile boolean paused;
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    void pause() {
        paused = true;
    }

    /** Reads on, at most so fast. */
    void resume(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
        paused = false;
    }

    /** Waits before more is read. */
    void pass(int bytes) {
        if (bytesPerSecond < Long.MAX_VALUE) {
            rest(bytes * SECOND_NANOS / bytesPerSecond);
        }
        while (paused) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void rest(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
