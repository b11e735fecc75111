package dev.spillway.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * One connection to one destination, from its opening to its end. It takes messages and sends them; whether they must
 * be sent again elsewhere is not its concern. No method waits. Confined to the pump's thread.
 *
 * <pre>
 *   OPENING ──▶ OPEN ──finish()──▶ CLOSING
 *      └─────────┴──────────┴────────▶ ENDED
 * </pre>
 */
public interface Transport {

    /** Where the connection is in its life. */
    enum State {
        OPENING,
        OPEN,
        CLOSING,
        ENDED
    }

    /**
     * Messages that need not be sent again.
     *
     * @param end the position in the buffer up to which they lie, see {@link Message#end}
     * @param refusal why the endpoint will never take them, as the rest of a sentence; null if they have arrived
     */
    record Settled(long end, @Nullable String refusal) {}

    /**
     * How to go on after a failure.
     *
     * @param afterNanos how long to leave the destination alone; 0 for the usual back-off, {@link Long#MAX_VALUE} for the
     *     largest one
     * @param isLoud whether somebody has to do something about it
     */
    record Retry(long afterNanos, boolean isLoud) {
        /** The next attempt may work. */
        public static final Retry USUAL = new Retry(0, false);
        /** The next attempt works only if somebody has changed something. */
        public static final Retry SLOW = new Retry(Long.MAX_VALUE, true);
    }

    /** The state, as of the last {@link #step}. */
    State state();

    /**
     * Goes on with whatever can be done without waiting: connects, reads, writes, notices timeouts.
     *
     * @return whether anything moved
     */
    boolean step(long nowNanos);

    /** Takes a message, if there is room for it now. Only while {@link State#OPEN}. */
    boolean offer(Message message);

    /** Sends what was taken without waiting for more to go with it, and has the peer tell soon what it has read. */
    void hurry();

    /** Bytes that were taken and not yet handed to the operating system. */
    int heldBytes();

    /** Whether everything taken has been handed to the operating system. */
    boolean isFlushed();

    /**
     * Whether the transport knows what has become of each message, and tells it by {@link #settled}. If not, only an end
     * in order confirms, or a replay window.
     */
    boolean knowsFate();

    /**
     * Whether a peer on a stream tells what it has read, so that {@link #settled} confirms: not from the start, and it may
     * cease to.
     */
    default boolean givesReceipts() {
        return false;
    }

    /**
     * The next messages of which something new is known, in the order in which they were taken; null if there are none.
     * Each is told once.
     */
    @Nullable Settled settled();

    /**
     * Whether everything that was taken and is not settled has to be offered again, from its beginning, since it was
     * given up: true once each time. A transport that was {@link State#CLOSING} is {@link State#OPEN} again then.
     */
    boolean asksAgain();

    /** Ends the connection in order: sends what was taken, then says so, then waits for the peer's end. */
    void finish();

    /** Drops the connection at once. */
    void abort();

    /** Whether the peer answered the end that we began, and so has read everything. Once {@link State#ENDED}. */
    boolean isConfirmed();

    /** Why the connection ended, as the rest of a sentence; null if we ended it. */
    @Nullable String failure();

    /** How to go on after a {@link #failure}. */
    Retry retry();
}
