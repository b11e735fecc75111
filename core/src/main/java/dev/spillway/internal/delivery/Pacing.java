package dev.spillway.internal.delivery;

/**
 * How much to send over one connection before the endpoint must confirm it.
 *
 * <p>Without receipts only two things confirm: the window overflows, or an end in order that we began. An endpoint that
 * ends each connection itself before the window is full would have the same messages sent again for ever. So after two
 * connections in a row that confirmed nothing, the next one is given a budget: half of what was sent in vain, then an
 * end in order, which confirms. The budget is halved by each failure and doubled by each success, until it is as large
 * as the window and so of no more use. Confined to the pump's thread.
 */
final class Pacing {
    private static final int FRUITLESS = 2;
    private static final int MOST_DOUBLINGS = 6;

    private final long windowBytes;
    private long budget = Long.MAX_VALUE;
    private int fruitless;
    private boolean endedByPeer;
    private int patience;

    Pacing(long windowBytes) {
        this.windowBytes = windowBytes;
    }

    /** Bytes that the next connection may carry; at least one message is sent whatever it is. */
    long budget() {
        return budget;
    }

    /** An end that we began was answered, so everything sent is confirmed. */
    void confirmed() {
        fruitless = 0;
        patience = 0;
        if (budget != Long.MAX_VALUE) {
            budget = budget >= windowBytes ? Long.MAX_VALUE : budget * 2;
        }
    }

    /** The connection ended without an answer. */
    void broken(Session session) {
        if (session.ending() == null) {
            endedByPeer = true;
        } else {
            patience = Math.min(patience + 1, MOST_DOUBLINGS);
        }
        if (session.hasProgressed()) {
            fruitless = 0;
        } else if (session.sentBytes() > 0) {
            fruitless++;
        }
        if (fruitless >= FRUITLESS) {
            budget = Math.max(1, Math.min(budget, session.sentBytes()) / 2);
        }
    }

    /**
     * Whether this endpoint ends connections of its own accord. Then an end of ours waits for a moment of quiet: an end
     * that it began before, and that is still on its way, must not be taken for an answer.
     */
    boolean mustSettle() {
        return endedByPeer;
    }

    /**
     * Stretches the times after which idle or old connections are ended, for an endpoint that never answers an end: each
     * one there costs a replay.
     */
    long stretch(long nanos) {
        return nanos << patience;
    }
}
