package dev.spillway.testkit;

/**
 * What a {@link SyslogEndpoint} does on one connection.
 *
 * <p>One of the static methods chooses the plot, the {@code and} methods vary it. Instances are immutable.
 *
 * <pre>{@code
 * SyslogEndpoint.tls()
 *         .behaviour(1, Behaviour.closePolitelyAfter(900))
 *         .behaviour(2, Behaviour.resetAfterBytes(4711).andSlowly(20_000))
 *         .start();
 * }</pre>
 */
public final class Behaviour {
    /** What happens before the first byte of a message. */
    enum Opening {
        HANDSHAKE,
        STALL,
        GARBAGE
    }

    /** What happens once a limit is reached. */
    enum Ending {
        CLOSE,
        RESET,
        STALL
    }

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final Opening opening;
    private final Ending ending;
    private final long maxMessages;
    private final long maxBytes;
    private final long bytesPerSecond;
    private final boolean answersClose;

    private Behaviour(
            Opening opening,
            Ending ending,
            long maxMessages,
            long maxBytes,
            long bytesPerSecond,
            boolean answersClose) {
        this.opening = opening;
        this.ending = ending;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.bytesPerSecond = bytesPerSecond;
        this.answersClose = answersClose;
    }

    private static Behaviour limited(Ending ending, long maxMessages, long maxBytes) {
        return new Behaviour(Opening.HANDSHAKE, ending, maxMessages, maxBytes, NO_LIMIT, true);
    }

    private static Behaviour opening(Opening opening) {
        return new Behaviour(opening, Ending.CLOSE, NO_LIMIT, NO_LIMIT, NO_LIMIT, true);
    }

    /** Reads until the client ends, then ends in order too. The default. */
    public static Behaviour readAll() {
        return opening(Opening.HANDSHAKE);
    }

    /**
     * Takes exactly so many messages, then sends close_notify (TLS) and FIN. What the client sends after that is
     * discarded until it ends too, so that it is told by the FIN and not by a reset; at most 5 s.
     *
     * @param messages at least 0
     */
    public static Behaviour closePolitelyAfter(long messages) {
        return limited(Ending.CLOSE, atLeast(0, "messages", messages), NO_LIMIT);
    }

    /**
     * Takes exactly so many messages, then resets the connection (RST).
     *
     * @param messages at least 0
     */
    public static Behaviour resetAfterMessages(long messages) {
        return limited(Ending.RESET, atLeast(0, "messages", messages), NO_LIMIT);
    }

    /**
     * Takes exactly so many bytes of frames (the plain text on TLS), then resets the connection (RST): with a number
     * inside a frame, in its middle.
     *
     * @param bytes at least 0
     */
    public static Behaviour resetAfterBytes(long bytes) {
        return limited(Ending.RESET, NO_LIMIT, atLeast(0, "bytes", bytes));
    }

    /** Completes the TLS handshake, then never reads: the client's window fills up. */
    public static Behaviour neverRead() {
        return stallAfterBytes(0);
    }

    /**
     * Takes exactly so many bytes of frames, then keeps the connection open and reads no more.
     *
     * @param bytes at least 0
     */
    public static Behaviour stallAfterBytes(long bytes) {
        return limited(Ending.STALL, NO_LIMIT, atLeast(0, "bytes", bytes));
    }

    /** Accepts, then neither reads nor writes: a TLS client waits for the handshake. */
    public static Behaviour stallBeforeHandshake() {
        return opening(Opening.STALL);
    }

    /** Accepts, sends bytes that are no TLS, and ends. Nothing is read as messages. */
    public static Behaviour garbageInsteadOfHandshake() {
        return opening(Opening.GARBAGE);
    }

    /**
     * Reads at a steady rate.
     *
     * @param bytesPerSecond bytes on the wire, at least 1
     */
    public static Behaviour readSlowly(long bytesPerSecond) {
        return readAll().andSlowly(bytesPerSecond);
    }

    /** Reads until the client ends and then keeps its own side open, without close_notify and without FIN. */
    public static Behaviour readThenNeverAnswerClose() {
        return readAll().andNeverAnsweringClose();
    }

    /**
     * The same, but read at a steady rate after the handshake.
     *
     * @param rate bytes on the wire per second, at least 1
     */
    public Behaviour andSlowly(long rate) {
        atLeast(1, "bytesPerSecond", rate);
        return new Behaviour(opening, ending, maxMessages, maxBytes, rate, answersClose);
    }

    /** The same, but the client's end is not answered. */
    public Behaviour andNeverAnsweringClose() {
        return new Behaviour(opening, ending, maxMessages, maxBytes, bytesPerSecond, false);
    }

    private static long atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
        return value;
    }

    Opening opening() {
        return opening;
    }

    Ending ending() {
        return ending;
    }

    long maxMessages() {
        return maxMessages;
    }

    long maxBytes() {
        return maxBytes;
    }

    boolean isRateLimited() {
        return bytesPerSecond != NO_LIMIT;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    boolean answersClose() {
        return answersClose;
    }
}
