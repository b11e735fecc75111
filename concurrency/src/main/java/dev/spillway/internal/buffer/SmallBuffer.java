package dev.spillway.internal.buffer;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The real buffer, with segments of a record or two, so that a few calls fill, release and use them again. Messages are
 * digits; what a reader saw is the number that they make, in which a 9 stands for a message that was altered.
 */
public final class SmallBuffer {
    private static final int LENGTH = 12;
    private static final int ALTERED = 9;
    /** A reader that needs more steps hangs. */
    private static final int MOST_STEPS = 100;

    private final Buffer buffer;
    private final Cursor cursor;
    private final byte[] read = new byte[LENGTH];

    /** An empty buffer. */
    public SmallBuffer(int segments, int recordsInEach) {
        int segmentBytes = recordsInEach * Segment.sizeOf(LENGTH);
        long bytes = (long) segments * segmentBytes;
        BufferSettings settings = new BufferSettings(bytes, LENGTH, 0, Overflow.DROP, Duration.ZERO);
        buffer = new Buffer(settings, new MemorySupply(segmentBytes, segments), null, List.of(), 0, () -> {});
        cursor = buffer.cursor();
    }

    /** The buffer itself. */
    public Buffer buffer() {
        return buffer;
    }

    /** Appends a message; returns its digit, or 0 if there was no room. */
    public int append(int digit) {
        byte[] message = new byte[LENGTH];
        Arrays.fill(message, (byte) digit);
        return buffer.append(message, 0, LENGTH, 0, Severity.INFO, digit, true) ? digit : 0;
    }

    /** Reads on as far as messages are published; {@code seen} is what was read before. */
    int read(int seen) {
        int digits = seen;
        for (int i = 0; i < MOST_STEPS && cursor.peek(0); i++) {
            digits = digits * 10 + digit();
            cursor.advance();
        }
        return digits;
    }

    /** Reads all that is not released. */
    public int readFromTheOldest() {
        cursor.moveTo(buffer.cursor());
        return read(0);
    }

    /** Reads on and confirms, which releases the segments that lie behind. */
    int confirm(int seen) {
        int digits = seen;
        for (int i = 0; i < MOST_STEPS && cursor.peek(0); i++) {
            digits = digits * 10 + digit();
            buffer.confirm(cursor);
        }
        buffer.release(cursor);
        buffer.tidy();
        return digits;
    }

    /** Gives up each claim that hangs, as if a second had gone by meanwhile. */
    int readWithoutPatience(int seen) {
        int digits = seen;
        for (long nanos = 0; nanos < 6 * Cursor.HANGING_NANOS; nanos += Cursor.HANGING_NANOS) {
            if (cursor.peek(nanos)) {
                digits = digits * 10 + digit();
                cursor.advance();
            }
        }
        return digits;
    }

    /** The segment that is written. */
    LiveSegment active() {
        return (LiveSegment) newest(cursor.segment());
    }

    private static Segment newest(Segment from) {
        Segment newest = from;
        for (Segment next = newest.next(); next != null; next = newest.next()) {
            newest = next;
        }
        return newest;
    }

    /** How many records were begun. */
    int claims() {
        return (int) buffer.endPosition() / Segment.sizeOf(LENGTH);
    }

    private int digit() {
        if (cursor.length() != LENGTH) {
            return ALTERED;
        }
        cursor.copy(0, read, 0, LENGTH);
        int digit = read[0];
        for (byte each : read) {
            if (each != digit) {
                return ALTERED;
            }
        }
        boolean whole = cursor.epochMillis() == digit
                && cursor.isLast()
                && cursor.structuredDataAt() == 0
                && cursor.severity() == Severity.INFO;
        return whole ? digit : ALTERED;
    }
}
