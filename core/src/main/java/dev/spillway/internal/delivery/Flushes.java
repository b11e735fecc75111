package dev.spillway.internal.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** The callers that wait until everything up to a position is out of the buffer. {@link #add} may be called by any. */
final class Flushes {
    private final Queue<Flush> waiting = new ConcurrentLinkedQueue<>();

    private record Flush(long position, long deadlineNanos, CountDownLatch done) {}

    /** @param deadlineNanos when the caller goes away: nothing more is done for its sake then */
    CountDownLatch add(long position, long deadlineNanos) {
        Flush flush = new Flush(position, deadlineNanos, new CountDownLatch(1));
        waiting.add(flush);
        return flush.done;
    }

    /** Lets those go whose position is confirmed, and forgets those whose time is over. */
    void settle(long confirmedPosition, long nowNanos) {
        if (waiting.isEmpty()) {
            return;
        }
        waiting.removeIf(flush -> {
            if (flush.position <= confirmedPosition) {
                flush.done.countDown();
                return true;
            }
            return nowNanos - flush.deadlineNanos >= 0;
        });
    }

    /** Lets everybody go. */
    void settleAll(long nowNanos) {
        settle(Long.MAX_VALUE, nowNanos);
    }

    /** Whether somebody waits for what lies before a position. */
    boolean isAnyUpTo(long position) {
        for (Flush flush : waiting) {
            if (flush.position <= position) {
                return true;
            }
        }
        return false;
    }
}
