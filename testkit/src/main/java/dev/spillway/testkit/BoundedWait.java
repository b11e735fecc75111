package dev.spillway.testkit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do under a lock. */
final class BoundedWait {
    private BoundedWait() {}

    /**
     * Waits until something holds, and returns whether it does in the end. An interrupt ends the wait and is kept.
     *
     * @param lock guards what is asked for
     * @param changed is signalled when that changes
     */
    static boolean until(BooleanSupplier holds, ReentrantLock lock, Condition changed, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!holds.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return holds.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return holds.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
