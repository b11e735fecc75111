package dev.spillway.internal.transport;

/**
 * What the answers to requests prove on one connection. A request is a TLS 1.3 {@code KeyUpdate(update_requested)}, which
 * the peer has to answer with a key update of its own (RFC 8446 section 4.6.3). It takes records in order and only as its
 * application reads, so an answer proves that all that was written before its request has been read.
 *
 * <pre>
 *              answer, none left open
 *   PROBING ─────────────────────────▶ PROMPT ◀─┐
 *      │                second request │        │ answer, none left open
 *      │ answer, one left open         ▼        │
 *      └───────────────────────────▶ LAGGING ───┘
 *
 *   any ──── more answers than requests ────▶ NONE
 * </pre>
 *
 * <p>A <em>prompt</em> peer answers at once. A <em>lagging</em> one holds each answer back until the next request comes,
 * as OpenSSL does, or until it has something to write; a second request beside the first makes it answer the first. So
 * up to two are open at a time, and it is never needed that more are.
 *
 * <p>Answers carry no number. The safe rule is to count: as a peer answers each request once at most, the n-th answer
 * proves that n requests have been read, and so what was written before the n-th. Which style the peer has, and whether
 * it answers two requests at once, does not matter for that; the latter only makes us believe less than is true. A peer
 * that updates its keys on its own breaks the count. It shows once an answer comes while no request is open; then, and
 * whenever somebody else has asked, nothing more is taken from this connection.
 *
 * <p>No time and no input or output here. Confined to the pump's thread.
 */
final class Receipts {
    /** What is known of the peer. */
    enum State {
        PROBING,
        PROMPT,
        LAGGING,
        NONE
    }

    private static final int MOST_OPEN = 2;

    private State state = State.PROBING;
    private long firstOpen;
    private long secondOpen;
    private int open;
    private long confirmed = -1;

    State state() {
        return state;
    }

    /** Whether the peer answers, so that what is not confirmed is not read. */
    boolean areGiven() {
        return state == State.PROMPT || state == State.LAGGING;
    }

    /** Requests that wait for an answer, 0 to 2. */
    int open() {
        return open;
    }

    /**
     * Whether another request may be sent.
     *
     * @param late whether the last one has waited for longer than a prompt peer takes
     */
    boolean mayAsk(boolean late) {
        return switch (state) {
            case NONE -> false;
            case PROMPT -> open == 0 || (open < MOST_OPEN && late);
            case PROBING, LAGGING -> open < MOST_OPEN;
        };
    }

    /** Notes a request, behind everything up to a position, which grows from one request to the next. */
    void asked(long position) {
        if (state == State.NONE) {
            return;
        }
        if (open == 0) {
            firstOpen = position;
        } else if (open == 1) {
            secondOpen = position;
            state = state == State.PROMPT ? State.LAGGING : state;
        } else {
            throw new IllegalStateException("a third request");
        }
        open++;
    }

    /** Notes an answer. */
    void answered() {
        if (state == State.NONE) {
            return;
        }
        if (open == 0) {
            disbelieve();
            return;
        }
        confirmed = firstOpen;
        firstOpen = secondOpen;
        open--;
        state = open == 0 ? State.PROMPT : State.LAGGING;
    }

    /** Takes nothing more for an answer. What was confirmed stays so. */
    void disbelieve() {
        state = State.NONE;
        open = 0;
    }

    /** The position up to which everything has been read by the peer; -1 if nothing is known. */
    long confirmed() {
        return confirmed;
    }
}
