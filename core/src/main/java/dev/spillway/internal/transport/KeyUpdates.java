package dev.spillway.internal.transport;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * Tells the peer's key updates (RFC 8446 section 4.6.3) from whatever else comes after a handshake, by what an engine says
 * of each record. Confined to the pump's thread.
 */
final class KeyUpdates {
    /**
     * The record of a key update: 5 bytes of header, 5 of message, 1 of type and 16 of tag, and what a peer adds to hide
     * that; JSSE adds 16. Session tickets, the only other messages that may come, are longer.
     */
    private static final int LEAST = 27;

    private static final int LARGEST = 64;

    private int answers;
    private boolean seenData;
    private boolean askedByOthers;

    /**
     * Notes a record that came, while there was nothing to be sent. Then JSSE reports {@code FINISHED} for a message of TLS
     * itself that leaves nothing to be done: not for data, even if the record holds none, not for alerts, and not for a
     * key update that wants one in return.
     */
    void received(SSLEngineResult result) {
        HandshakeStatus status = result.getHandshakeStatus();
        int length = result.bytesConsumed();
        boolean hasData = result.bytesProduced() > 0;
        seenData |= hasData;
        if (hasData && status == HandshakeStatus.NEED_WRAP) {
            askedByOthers = true;
        } else if (!hasData
                && result.getStatus() == Status.OK
                && status == HandshakeStatus.FINISHED
                && length >= LEAST
                && length <= LARGEST) {
            answers++;
        }
    }

    /** Notes a record that was sent. If data leaves something else to be sent, JSSE wants to replace a key that is old. */
    void sent(SSLEngineResult result) {
        askedByOthers |= result.bytesConsumed() > 0 && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    /** Updates that were no requests, since the last call. */
    int takeAnswers() {
        int taken = answers;
        answers = 0;
        return taken;
    }

    /** Whether the peer has sent data. */
    boolean haveSeenData() {
        return seenData;
    }

    /** Whether JSSE has asked for an update by itself. */
    boolean areAskedByOthers() {
        return askedByOthers;
    }
}
