package dev.spillway.internal.transport;

import java.io.IOException;

/**
 * Asks the peer of one connection from time to time what it has read, and follows its answers. It asks only while
 * something is unconfirmed: peers take it ill if keys are updated again and again without data between. Confined to the
 * pump's thread.
 */
final class Inquiry {
    /**
     * How long after a request the next may follow. The first follows so long after the connection opened: a program that
     * lives for a moment asks nothing, and a peer that breaks is seen to before anything is taken to have arrived.
     */
    static final long PAUSE_NANOS = 200_000_000L;
    /** A peer that has not answered by then may be waiting for a second request. */
    static final long LATE_NANOS = 1_000_000_000L;
    /** A connection that breaks so soon after its first request may have broken of it. */
    private static final long BREAKS_NANOS = 1_000_000_000L;

    private final Wire wire;
    private final ReceiptsRecord record;
    private final long pauseBytes;
    private final Receipts receipts = new Receipts();

    private long taken;
    private long written;
    /** The end of what was taken last, in the buffer. */
    private long takenEnd = -1;
    /** What the next request is to stand behind, in the stream and in the buffer; -1 if none is due. */
    private long dueWritten = -1;

    private long dueEnd;
    private long askedNanos;
    private long askedWritten;
    private long firstAskedNanos;
    private boolean hasAsked;
    private long toldEnd = -1;
    private boolean hurried;
    private boolean waits;
    private long waitsSince;

    /**
     * For a new connection.
     *
     * @param record what is known of the destination from earlier connections
     * @param pauseBytes so many bytes after a request the next may follow earlier
     */
    Inquiry(Wire wire, ReceiptsRecord record, long pauseBytes, long nowNanos) {
        this.wire = wire;
        this.record = record;
        this.pauseBytes = pauseBytes;
        this.askedNanos = nowNanos;
    }

    /** Whether the peer is one that tells what it has read. */
    boolean isAnswered() {
        return receipts.areGiven();
    }

    /** Notes a message of so many bytes in the stream that ends at a position in the buffer. */
    void took(int bytes, long end) {
        taken += bytes;
        takenEnd = end;
    }

    /** Notes bytes that the wire has taken. */
    void wrote(int bytes) {
        written += bytes;
    }

    /** Notes that the peer took something again after a while in which it did not: it lives. */
    void revived(long now) {
        waitsSince = now;
    }

    /** Has the next requests sent as soon as can be, until all is confirmed. */
    void hurry() {
        hurried = true;
    }

    /** Whether the peer gives receipts and one is missing. */
    boolean isIncomplete() {
        return isAnswered() && takenEnd > receipts.confirmed();
    }

    /** Takes answers and sends a request, if it is time for one. */
    void step(long now) throws IOException {
        listen();
        if (takenEnd <= receipts.confirmed()) {
            hurried = false;
        } else if (dueWritten < 0 && isDue(now)) {
            dueWritten = taken;
            dueEnd = takenEnd;
        }
        if (receipts.state() == Receipts.State.NONE) {
            dueWritten = -1;
        } else if (dueWritten >= 0 && written >= dueWritten && wire.request()) {
            asked(now);
        }
    }

    /** Takes answers, and asks for no more. */
    void listen() {
        if (wire.isAskedByOthers()) {
            receipts.disbelieve();
        }
        for (int answers = wire.takeAnswers(); answers > 0; answers--) {
            receipts.answered();
            record.answered();
            waits = false;
        }
    }

    private boolean isDue(long now) {
        boolean rested = now - askedNanos >= PAUSE_NANOS;
        boolean pressing = hurried || taken - askedWritten >= pauseBytes;
        // GnuTLS answers as it writes, and breaks the connection at the ninth update within a second.
        return (rested || (pressing && !wire.hasReceivedData()))
                && receipts.mayAsk(now - askedNanos >= LATE_NANOS)
                && wire.takesRequests();
    }

    private void asked(long now) {
        receipts.asked(dueEnd);
        dueWritten = -1;
        askedNanos = now;
        askedWritten = written;
        if (!hasAsked) {
            hasAsked = true;
            firstAskedNanos = now;
        }
        if (!waits) {
            waits = true;
            waitsSince = now;
        }
    }

    /** For how long a peer that gives receipts has owed one; 0 if it owes none. */
    long silentNanos(long now) {
        return waits && isIncomplete() ? now - waitsSince : 0;
    }

    /** The position up to which the peer has read everything; -1 if nothing new is known. */
    long takeConfirmed() {
        if (receipts.confirmed() == toldEnd) {
            return -1;
        }
        toldEnd = receipts.confirmed();
        return toldEnd;
    }

    /** Notes that the connection broke. */
    void broke(long now) {
        if (hasAsked && receipts.confirmed() < 0 && now - firstAskedNanos < BREAKS_NANOS) {
            record.broke();
        }
    }
}
