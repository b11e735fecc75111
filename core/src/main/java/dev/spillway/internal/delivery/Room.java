package dev.spillway.internal.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where loggers wait for room in the buffer, with {@code overflow=block}. They hold no lock while they wait. They are let
 * in when there is room for many events, or after a moment: waking them for a little room each costs more than to send
 * what they log.
 */
final class Room {
    /** The share of {@code bufferSize} that is enough to be let in for, also where the buffer is on disk. */
    private static final int SHARE = 8;
    /** Room that is not enough is theirs after so long. */
    private static final long MOMENT_NANOS = 1_000_000;

    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();
    private final long enough;

    // Confined to the pump's thread.
    private final List<Thread> called = new ArrayList<>();
    private long openedAt;
    private boolean owed;
    private long owedSince;

    /**
     * A room.
     *
     * @param position where {@link #freed} begins
     * @param bufferBytes {@code bufferSize}
     */
    Room(long position, long bufferBytes) {
        openedAt = position;
        enough = bufferBytes / SHARE;
    }

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

    /**
     * Takes note of how far the buffer has been freed.
     *
     * @param position of the oldest byte in use; greater by something too for whatever else may have made room
     * @param rests whether the pump has nothing to do for a while
     * @return whether everybody was let in
     */
    boolean freed(long position, boolean rests, long nowNanos) {
        if (position == openedAt) {
            return false;
        }
        if (!owed) {
            owed = true;
            owedSince = nowNanos;
        }
        if (!rests && position - openedAt < enough && nowNanos - owedSince < MOMENT_NANOS) {
            return false;
        }
        open();
        owed = false;
        openedAt = position;
        return true;
    }

    /** Lets everybody try again. */
    void open() {
        // First who waits now: whoever finds the buffer full again waits behind them, and calling would never end.
        called.addAll(waiting);
        for (Thread thread : called) {
            LockSupport.unpark(thread);
        }
        called.clear();
    }
}
