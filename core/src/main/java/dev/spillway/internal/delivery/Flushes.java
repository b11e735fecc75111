package dev.spillway.internal.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** The callers that wait until everything up to a position is out of the buffer. {@link #add} may be called by any. */
final class Flushes {
    private final Queue<Flush> waiting = new ConcurrentLinkedQueue<>();

    private record Flush(long position, CountDownLatch done) {}

    CountDownLatch add(long position) {
        Flush flush = new Flush(position, new CountDownLatch(1));
        waiting.add(flush);
        return flush.done;
    }

    /** Lets those go whose position is confirmed; returns whether others are left. */
    boolean settle(long confirmedPosition) {
        if (waiting.isEmpty()) {
            return false;
        }
        waiting.removeIf(flush -> {
            boolean reached = flush.position <= confirmedPosition;
            if (reached) {
                flush.done.countDown();
            }
            return reached;
        });
        return !waiting.isEmpty();
    }
}
