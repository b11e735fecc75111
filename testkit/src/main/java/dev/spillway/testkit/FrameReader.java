package dev.spillway.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes a stream apart into messages, choosing the framing for each frame: a digit begins octet counting (RFC 5425
 * section 4.3, {@code MSG-LEN SP SYSLOG-MSG}), anything else a line up to LF (RFC 6587 section 3.4.2).
 *
 * <p>A frame that begins with a digit but is no octet count is malformed: it is counted and read as a line, so that
 * the evidence arrives.
 */
final class FrameReader {
    /** Receives whole messages. */
    interface Sink {
        /**
         * Takes a message of {@code length} bytes at {@code from}; the array is reused afterwards.
         *
         * @return whether to go on
         */
        boolean message(byte[] data, int from, int length);
    }

    private static final int MAX_LENGTH_DIGITS = 8;
    private static final int INCOMPLETE = -1;
    private static final int NOT_COUNTED = -2;

    private final Sink sink;
    private byte[] held = new byte[512];
    private int heldLength;
    private long taken;
    private int malformed;

    // What octetCount() found last, for the caller that saw it succeed.
    private int bodyLength;

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** How many bytes were taken in all; while the sink is called, up to its message's end. */
    long bytesTaken() {
        return taken;
    }

    /** How many bytes of an unfinished frame are held. */
    int incompleteBytes() {
        return heldLength;
    }

    /** How many frames began with a digit and were no octet count. */
    int malformedFrames() {
        return malformed;
    }

    /**
     * Reads the buffer, which must have an array, until it is empty or the sink wants no more.
     *
     * @return whether the sink wants more
     */
    boolean feed(ByteBuffer input) {
        byte[] data = input.array();
        int end = input.arrayOffset() + input.limit();
        int at = input.arrayOffset() + input.position();
        boolean more = true;
        while (at < end && more) {
            if (heldLength > 0) {
                at = completeHeld(data, at, end);
                if (heldLength > 0 && isWhole()) {
                    more = emitHeld();
                }
                continue;
            }
            int next = frameEnd(data, at, end);
            if (next < 0) {
                hold(data, at, end);
                at = end;
            } else {
                taken += next - at;
                more = emit(data, at, next);
                at = next;
            }
        }
        input.position(at - input.arrayOffset());
        return more;
    }

    /** The index after the frame that begins at {@code from}, or less than 0 if it isn't complete before {@code end}. */
    private int frameEnd(byte[] data, int from, int end) {
        int body = octetCount(data, from, end);
        if (body == INCOMPLETE) {
            return INCOMPLETE;
        }
        if (body != NOT_COUNTED) {
            return end - body >= bodyLength ? body + bodyLength : INCOMPLETE;
        }
        for (int i = from; i < end; i++) {
            if (data[i] == '\n') {
                return i + 1;
            }
        }
        return INCOMPLETE;
    }

    /** Where the body of an octet-counted frame begins; leaves its length in {@link #bodyLength}. */
    private int octetCount(byte[] data, int from, int end) {
        if (data[from] < '1' || data[from] > '9') {
            return NOT_COUNTED;
        }
        int length = 0;
        for (int i = from; i < end; i++) {
            int c = data[i];
            if (c == ' ') {
                bodyLength = length;
                return i + 1;
            }
            if (c < '0' || c > '9' || i - from >= MAX_LENGTH_DIGITS) {
                return NOT_COUNTED;
            }
            length = length * 10 + (c - '0');
        }
        return INCOMPLETE;
    }

    private boolean emit(byte[] data, int from, int to) {
        int body = octetCount(data, from, to);
        if (body >= 0) {
            return sink.message(data, body, bodyLength);
        }
        if (data[from] >= '0' && data[from] <= '9') {
            malformed++;
        }
        return sink.message(data, from, to - 1 - from);
    }

    private boolean emitHeld() {
        int length = heldLength;
        heldLength = 0;
        return emit(held, 0, length);
    }

    /** Appends to the held frame no more than belongs to it, and returns the index after what was taken. */
    private int completeHeld(byte[] data, int from, int end) {
        int at = from;
        while (at < end) {
            int body = octetCount(held, 0, heldLength);
            if (body >= 0) {
                int missing = body + bodyLength - heldLength;
                int taken = Math.min(missing, end - at);
                hold(data, at, at + taken);
                return at + taken;
            }
            if (body == NOT_COUNTED) {
                int lineEnd = at;
                while (lineEnd < end && data[lineEnd] != '\n') {
                    lineEnd++;
                }
                int to = Math.min(end, lineEnd + 1);
                hold(data, at, to);
                return to;
            }
            hold(data, at, at + 1);
            at++;
            if (isWhole()) {
                return at;
            }
        }
        return at;
    }

    private boolean isWhole() {
        int body = octetCount(held, 0, heldLength);
        if (body >= 0) {
            return heldLength - body == bodyLength;
        }
        return body == NOT_COUNTED && held[heldLength - 1] == '\n';
    }

    private void hold(byte[] data, int from, int to) {
        int length = to - from;
        if (held.length - heldLength < length) {
            held = Arrays.copyOf(held, Math.max(heldLength + length, 2 * held.length));
        }
        System.arraycopy(data, from, held, heldLength, length);
        heldLength += length;
        taken += length;
    }
}
