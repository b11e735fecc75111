package dev.spillway.internal.buffer;

import dev.spillway.Severity;

/**
 * A place in the buffer, from which the reader goes forward record by record. Confined to the pump's thread.
 *
 * <p>Call {@link #peek} first; if it says that there is a record, the other methods tell of it until {@link #advance}.
 */
public final class Cursor {
    /** How long a logger may take to copy what it claimed, before the claim is given up. */
    static final long HANGING_NANOS = 1_000_000_000L;

    private Segment segment;
    private int offset;
    private int size;
    /** Those passed in the segment since its start. */
    private int records;

    private long hangingAt = -1;
    private long hangingSince;

    Cursor(Segment segment) {
        this.segment = segment;
        this.offset = segment.start();
    }

    /** Goes to where another cursor is. */
    public void moveTo(Cursor other) {
        moveTo(other.segment, other.offset, other.records);
    }

    private void moveTo(Segment newSegment, int newOffset, int newRecords) {
        segment = newSegment;
        offset = newOffset;
        records = newRecords;
        size = 0;
        hangingAt = -1;
    }

    /**
     * Looks for a record here, skipping what is void.
     *
     * @param nowNanos the current time, by which a claim that hangs for longer than 1 s is voided
     * @return whether a record is published here
     */
    public boolean peek(long nowNanos) {
        while (true) {
            // Whether it is complete must be known before where it ends.
            boolean complete = segment.isComplete();
            if (offset >= segment.end()) {
                Segment next = complete ? segment.next() : null;
                if (next == null) {
                    return false;
                }
                segment.passed(records);
                moveTo(next, next.start(), 0);
                continue;
            }
            size = segment.published(offset);
            if (size > 0) {
                return true;
            }
            int skip = segment.voided(offset);
            if (skip > 0) {
                offset += skip;
            } else if (!voidsHangingClaim(nowNanos)) {
                return false;
            }
        }
    }

    private boolean voidsHangingClaim(long nowNanos) {
        long place = position();
        if (place != hangingAt) {
            hangingAt = place;
            hangingSince = nowNanos;
            return false;
        }
        if (nowNanos - hangingSince < HANGING_NANOS) {
            return false;
        }
        hangingAt = -1;
        segment.voidClaim(offset);
        return true;
    }

    /** Goes past the record. */
    public void advance() {
        offset += size;
        size = 0;
        records++;
    }

    /** The position at which the segment begins where the cursor is. */
    public long segmentPosition() {
        return segment.base();
    }

    /** A number that grows along the buffer. */
    public long position() {
        return segment.base() + offset;
    }

    int offset() {
        return offset;
    }

    Segment segment() {
        return segment;
    }

    /** The record's size in the buffer, in bytes, with header and padding. */
    public int size() {
        return size;
    }

    /** The message's length in bytes. */
    public int length() {
        return segment.messageLength(offset);
    }

    /** Where in the message structured data begins, always within it; 0 if it has none. */
    public int structuredDataAt() {
        int at = segment.meta(offset) >>> 16;
        // A file may say anything, and its checks be right.
        return at < length() ? at : 0;
    }

    /** The severity of the event. */
    public Severity severity() {
        return Severity.ofCode(segment.meta(offset) >>> 8 & 7);
    }

    /** Whether the message stands for its event in the books. */
    public boolean isLast() {
        return (segment.meta(offset) & 1) != 0;
    }

    /** When the event was logged. */
    public long epochMillis() {
        return segment.epochMillis(offset);
    }

    /** Copies {@code length} bytes of the message, from its byte {@code from} on. */
    public void copy(int from, byte[] target, int to, int length) {
        segment.copy(offset, from, target, to, length);
    }
}
