package dev.spillway.examples.collector.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into messages. Each frame decides for itself: a digit begins octet counting (RFC 5425 section
 * 4.3, RFC 6587 section 3.4.1), anything else a line that ends with LF or NUL (RFC 6587 section 3.4.2). CR, LF and
 * NUL around a message belong to no message. What is longer than the limit is cut and says so at its end.
 *
 * <p>Confined to one thread.
 */
public final class FrameReader {

    private static final int INITIAL_BUFFER_BYTES = 16 * 1024;
    private static final int MAX_COUNT_DIGITS = 8;
    private static final int NOT_COUNTED = -1;

    private final InputStream in;
    private final int maxBytes;
    private final Framing framing;
    private byte[] buffer;
    private int start;
    private int end;
    private @Nullable IOException failure;

    /**
     * A reader of the stream.
     *
     * @param maxBytes longest message that is kept whole, at least 1
     */
    public FrameReader(InputStream in, int maxBytes) {
        this(in, maxBytes, Framing.BY_FIRST_BYTE);
    }

    private FrameReader(InputStream in, int maxBytes, Framing framing) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.framing = framing;
        this.buffer = new byte[INITIAL_BUFFER_BYTES];
    }

    /** A reader of a stream of lines, whatever they begin with. */
    public static FrameReader ofLines(InputStream in, int maxBytes) {
        return new FrameReader(in, maxBytes, Framing.LINES);
    }

    /** A reader of a stream that is one message, line breaks and all. */
    public static FrameReader ofWhole(InputStream in, int maxBytes) {
        return new FrameReader(in, maxBytes, Framing.WHOLE);
    }

    /** First byte of the stream without taking it, or -1 if the stream ends here. */
    public int peek() {
        return start < end || fill() ? buffer[start] & 0xff : -1;
    }

    /**
     * Reads the next message, or returns null at the end of the stream. Waits for one as long as the stream does.
     *
     * @throws IOException if the stream failed; what had arrived by then has been returned before
     */
    public @Nullable String next() throws IOException {
        while (true) {
            while (start < end && isTrailer(buffer[start])) {
                start++;
            }
            if (start == end) {
                if (!fill()) {
                    return endOfStream();
                }
                continue;
            }
            int count = framing == Framing.BY_FIRST_BYTE ? readCount() : NOT_COUNTED;
            String message = count == NOT_COUNTED ? readLine() : readCounted(count);
            if (!message.isEmpty()) {
                return message;
            }
        }
    }

    private @Nullable String endOfStream() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** Reads {@code MSG-LEN SP}, or stays and returns {@link #NOT_COUNTED}. */
    private int readCount() {
        int count = 0;
        for (int digits = 0; digits <= MAX_COUNT_DIGITS; digits++) {
            if (start + digits == end && !fill()) {
                return NOT_COUNTED;
            }
            byte b = buffer[start + digits];
            if (b == ' ' && digits > 0) {
                start += digits + 1;
                return count;
            }
            if (b < '0' || b > '9' || (digits == 0 && b == '0')) {
                return NOT_COUNTED;
            }
            count = count * 10 + (b - '0');
        }
        return NOT_COUNTED;
    }

    private String readCounted(int count) {
        int wanted = Math.min(count, maxBytes);
        while (end - start < wanted) {
            if (!fill()) {
                int arrived = end - start;
                String part = take(arrived);
                return part + " [cut: " + arrived + " of " + count + " bytes arrived]";
            }
        }
        if (count == wanted) {
            return take(wanted);
        }
        int kept = wholeCharacters(wanted);
        String part = take(kept);
        skip(count - kept);
        return part + cutMark(kept, count);
    }

    private String readLine() {
        int scanned = 0;
        while (true) {
            for (int i = start + scanned; i < end; i++) {
                if (i - start > maxBytes) {
                    return readLongLine();
                }
                if (isEndOfLine(buffer[i])) {
                    return take(i - start);
                }
            }
            scanned = end - start;
            if (!fill()) {
                return scanned > maxBytes ? readLongLine() : take(scanned);
            }
        }
    }

    private String readLongLine() {
        int kept = wholeCharacters(maxBytes);
        String part = take(kept);
        long total = kept;
        while (start < end || fill()) {
            byte b = buffer[start++];
            if (isEndOfLine(b)) {
                break;
            }
            total++;
        }
        return part + cutMark(kept, total);
    }

    private static String cutMark(int kept, long total) {
        return " [cut: " + kept + " of " + total + " bytes kept]";
    }

    /** Takes bytes off the buffer as text, without the CR, LF and NUL that some senders count as well. */
    private String take(int length) {
        int last = start + length;
        while (last > start && isTrailer(buffer[last - 1])) {
            last--;
        }
        String text = new String(buffer, start, last - start, StandardCharsets.UTF_8);
        start += length;
        return text;
    }

    private void skip(int count) {
        int left = count;
        while (left > 0 && (start < end || fill())) {
            int step = Math.min(left, end - start);
            start += step;
            left -= step;
        }
    }

    /** Length of the part of the next {@code length} bytes that ends between two UTF-8 characters. */
    private int wholeCharacters(int length) {
        int first = length - 1;
        while (first > 0 && length - first < 4 && (buffer[start + first] & 0xc0) == 0x80) {
            first--;
        }
        int lead = buffer[start + first] & 0xff;
        int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
        return first > 0 && first + needed > length ? first : length;
    }

    /**
     * Reads more bytes behind those in the buffer, which may move them; false at the end of the stream. A failure is
     * an end as well, and is thrown once the message that it broke off has been returned.
     */
    private boolean fill() {
        if (failure != null) {
            return false;
        }
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (end == buffer.length) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            } else {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
        try {
            int read = in.read(buffer, end, buffer.length - end);
            end += Math.max(read, 0);
            return read > 0;
        } catch (IOException e) {
            failure = e;
            return false;
        }
    }

    private boolean isEndOfLine(byte b) {
        return framing != Framing.WHOLE && (b == '\n' || b == 0);
    }

    private static boolean isTrailer(byte b) {
        return b == '\n' || b == '\r' || b == 0;
    }

    private enum Framing {
        BY_FIRST_BYTE,
        LINES,
        WHOLE
    }
}
