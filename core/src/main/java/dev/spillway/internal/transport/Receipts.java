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
 * it answers two requests at once, does not matter for that; the latter only makes us believe less than is true.
 *
 * <p>But a peer may also update its keys on its own, at any time, and that looks like an answer. So an answer is believed
 * only once a further request was sent after it, and was followed by an answer again. A single update of the peer's own
 * is then never mistaken, nor is a burst of them: what it counts for too much is not believed before the burst has shown
 * more answers than there are requests. Then, and whenever somebody else has asked, nothing more is taken from this
 * connection. What could still deceive us are updates of the peer's own before and after a request, with that one and
 * another unread.
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
    /** How many of the last requests matter: what an answer confirms is one of the last three. */
    private static final int MOST_KNOWN = 3;

    private final long[] positions = new long[MOST_KNOWN];

    private State state = State.PROBING;
    private long asked;
    private long answered;
    /** How many answers had come when the last request was sent. */
    private long answeredBefore;

    private long confirmed = -1;

    State state() {
        return state;
    }

    /** Whether the peer has shown that it answers, so that what is not confirmed is not read. */
    boolean areGiven() {
        return state != State.NONE && confirmed >= 0;
    }

    /** Requests that wait for an answer, 0 to 2. */
    int open() {
        return (int) (asked - answered);
    }

    /**
     * Whether another request may be sent.
     *
     * @param late whether the last one has waited for longer than a prompt peer takes
     */
    boolean mayAsk(boolean late) {
        return switch (state) {
            case NONE -> false;
            case PROMPT -> open() == 0 || (open() < MOST_OPEN && late);
            case PROBING, LAGGING -> open() < MOST_OPEN;
        };
    }

    /** Notes a request, behind everything up to a position, which grows from one request to the next. */
    void asked(long position) {
        if (state == State.NONE) {
            return;
        }
        if (open() == MOST_OPEN) {
            throw new IllegalStateException("a third request");
        }
        if (open() > 0 && state == State.PROMPT) {
            state = State.LAGGING;
        }
        positions[(int) (asked % MOST_KNOWN)] = position;
        asked++;
        answeredBefore = answered;
    }

    /** Notes an answer. */
    void answered() {
        if (state == State.NONE) {
            return;
        }
        if (open() == 0) {
            disbelieve();
            return;
        }
        answered++;
        if (answeredBefore > 0) {
            confirmed = positions[(int) ((answeredBefore - 1) % MOST_KNOWN)];
        }
        state = open() == 0 ? State.PROMPT : State.LAGGING;
    }

    /** Takes nothing more for an answer. What was confirmed stays so. */
    void disbelieve() {
        state = State.NONE;
        asked = answered;
    }

    /** The position up to which everything has been read by the peer; -1 if nothing is known. */
    long confirmed() {
        return confirmed;
    }
}
