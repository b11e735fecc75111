package dev.spillway.internal.delivery;

/**
 * How much to send over one connection before the endpoint must confirm it.
 *
 * <p>Without receipts only two things confirm: the window overflows, or an end in order that we began. An endpoint that
 * ends each connection itself before the window is full would have the same messages sent again for ever. So after two
 * connections in a row that confirmed nothing, the next ones are given a budget: half of what was sent in vain, then an
 * end in order, which confirms. Each further failure halves it, each few successes double it, until it is as large as
 * the window and so of no more use.
 *
 * <p>An endpoint that takes a single message and ends at once is always faster than our end. It gets messages one by
 * one: each on a connection that was watched for a while before, so that the end is known to be an answer to the message,
 * and with our end right behind it. Confined to the pump's thread.
 */
final class Pacing {
    private static final int FRUITLESS = 2;
    private static final int FRUITFUL = 4;
    private static final int MOST_DOUBLINGS = 10;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final long windowBytes;
    private long budget = UNLIMITED;
    private boolean single;
    private int fruitless;
    private int fruitful;
    private boolean endedByPeer;
    private int patience;

    Pacing(long windowBytes) {
        this.windowBytes = windowBytes;
    }

    /** Bytes that the next connection may carry; at least one message is sent whatever it is. */
    long budget() {
        return budget;
    }

    /** Whether the next connection is watched first, then carries one message, and ends without waiting for quiet. */
    boolean isSingle() {
        return single;
    }

    /** An end that we began was answered, so everything sent is confirmed. */
    void confirmed(Session session) {
        fruitless = 0;
        patience = 0;
        if (budget == UNLIMITED || session.sentBytes() == 0 || ++fruitful < FRUITFUL) {
            return;
        }
        fruitful = 0;
        long doubled = single ? 2 * session.sentBytes() : 2 * budget;
        single = false;
        budget = doubled >= windowBytes ? UNLIMITED : doubled;
    }

    /** We ended the connection and had no answer: a budget is of no use here. */
    void unanswered() {
        patience = Math.min(patience + 1, MOST_DOUBLINGS);
        fruitless = 0;
        budget = UNLIMITED;
        single = false;
    }

    /** The endpoint ended the connection, or the network did. */
    void broken(Session session) {
        endedByPeer = true;
        if (session.hasProgressed()) {
            fruitless = 0;
        } else if (session.sentBytes() > 0) {
            fruitless++;
            shrink(session.sentBytes());
        }
    }

    private void shrink(long sentInVain) {
        fruitful = 0;
        if (budget <= 1) {
            single = true;
        } else if (budget != UNLIMITED || fruitless >= FRUITLESS) {
            budget = Math.max(1, Math.min(budget, sentInVain) / 2);
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
        return nanos > Long.MAX_VALUE >> patience ? Long.MAX_VALUE : nanos << patience;
    }
}
