package dev.spillway.internal.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Where loggers wait for room in the buffer, with {@code overflow=block}. They hold no lock while they wait. */
final class Room {
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /** How a wait ended. */
    enum Outcome {
        DONE,
        TIMED_OUT,
        INTERRUPTED
    }

    /** Tries until {@code attempt} succeeds, the time is over, or the thread is interrupted; keeps its interrupt flag. */
    Outcome await(BooleanSupplier attempt, long nanos) {
        long deadline = System.nanoTime() + nanos;
        Thread thread = Thread.currentThread();
        while (true) {
            waiting.add(thread);
            try {
                if (attempt.getAsBoolean()) {
                    return Outcome.DONE;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Outcome.TIMED_OUT;
                }
                if (thread.isInterrupted()) {
                    return Outcome.INTERRUPTED;
                }
                LockSupport.parkNanos(this, left);
            } finally {
                waiting.remove(thread);
            }
        }
    }

    /** Lets everybody try again. */
    void open() {
        for (Thread thread : waiting) {
            LockSupport.unpark(thread);
        }
    }
}
