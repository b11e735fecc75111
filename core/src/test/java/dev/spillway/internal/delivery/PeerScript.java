package dev.spillway.internal.delivery;

/**
 * What a simulated endpoint does on one connection. Immutable; the methods that are named like verbs return a variant.
 *
 * @param connect how a connection is answered
 * @param end what happens once a limit is reached
 * @param messages limit in messages read
 * @param bytes limit in bytes read
 * @param lifeNanos limit in time since the connection opened
 * @param bytesPerSecond how fast it reads; 0 for at once
 * @param receiveBuffer bytes that its kernel holds unread
 * @param latencyNanos one way
 * @param answerNanos how long it takes to answer our end; negative for never
 */
record PeerScript(
        Connect connect,
        End end,
        long messages,
        long bytes,
        long lifeNanos,
        long bytesPerSecond,
        int receiveBuffer,
        long latencyNanos,
        long answerNanos) {

    enum Connect {
        ACCEPT,
        REFUSE,
        BLACK_HOLE
    }

    /** How it ends, or fails. */
    enum End {
        /** FIN, and a reset in answer to whatever comes after. */
        CLOSE,
        /** FIN, while everything that still comes is read and thrown away. */
        CLOSE_AND_DISCARD,
        RESET,
        /** It reads no more. */
        STALL,
        /** From now on nothing passes, in neither direction, and nobody is told. */
        BLACK_HOLE
    }

    private static final long NONE = Long.MAX_VALUE;

    /** Reads everything at once, and answers an end at once. */
    static PeerScript readAll() {
        return new PeerScript(Connect.ACCEPT, End.CLOSE, NONE, NONE, NONE, 0, 256 * 1024, 500_000, 0);
    }

    static PeerScript refuse() {
        return readAll().connecting(Connect.REFUSE);
    }

    static PeerScript blackHole() {
        return readAll().connecting(Connect.BLACK_HOLE);
    }

    static PeerScript neverRead() {
        return readAll().afterBytes(0, End.STALL);
    }

    private PeerScript connecting(Connect how) {
        return new PeerScript(
                how, end, messages, bytes, lifeNanos, bytesPerSecond, receiveBuffer, latencyNanos, answerNanos);
    }

    PeerScript afterMessages(long count, End how) {
        return new PeerScript(
                connect, how, count, NONE, NONE, bytesPerSecond, receiveBuffer, latencyNanos, answerNanos);
    }

    PeerScript afterBytes(long count, End how) {
        return new PeerScript(
                connect, how, NONE, count, NONE, bytesPerSecond, receiveBuffer, latencyNanos, answerNanos);
    }

    PeerScript afterNanos(long nanos, End how) {
        return new PeerScript(
                connect, how, NONE, NONE, nanos, bytesPerSecond, receiveBuffer, latencyNanos, answerNanos);
    }

    PeerScript readAt(long rate) {
        return new PeerScript(connect, end, messages, bytes, lifeNanos, rate, receiveBuffer, latencyNanos, answerNanos);
    }

    PeerScript buffer(int unread) {
        return new PeerScript(
                connect, end, messages, bytes, lifeNanos, bytesPerSecond, unread, latencyNanos, answerNanos);
    }

    PeerScript latency(long nanos) {
        return new PeerScript(
                connect, end, messages, bytes, lifeNanos, bytesPerSecond, receiveBuffer, nanos, answerNanos);
    }

    PeerScript answerAfter(long nanos) {
        return new PeerScript(
                connect, end, messages, bytes, lifeNanos, bytesPerSecond, receiveBuffer, latencyNanos, nanos);
    }

    PeerScript neverAnswer() {
        return answerAfter(-1);
    }
}
