package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Framing;
import java.util.Arrays;
import java.util.function.Consumer;

/** Tells messages in a stream apart, strictly: what a sender of ours would never send throws. */
final class FrameParser {
    private static final int LONGEST = 1 << 20;

    private final Framing framing;
    private byte[] bytes = new byte[1024];
    private int start;
    private int end;

    FrameParser(Framing framing) {
        this.framing = framing;
    }

    void feed(byte[] source, int from, int length) {
        if (end + length > bytes.length) {
            byte[] target = end - start + length > bytes.length / 2 ? new byte[2 * (end - start + length)] : bytes;
            System.arraycopy(bytes, start, target, 0, end - start);
            end -= start;
            start = 0;
            bytes = target;
        }
        System.arraycopy(source, from, bytes, end, length);
        end += length;
    }

    /** Hands over the next message, if it is complete. */
    boolean poll(Consumer<byte[]> consumer) {
        return framing == Framing.NEWLINE ? pollLine(consumer) : pollCounted(consumer);
    }

    private boolean pollLine(Consumer<byte[]> consumer) {
        int at = start;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at < end && take(consumer, start, at, at + 1);
    }

    private boolean pollCounted(Consumer<byte[]> consumer) {
        int length = 0;
        int at = start;
        while (at < end && bytes[at] != ' ') {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9 || (digit == 0 && at == start) || length > LONGEST) {
                throw new AssertionError("no octet count: "
                        + new String(bytes, start, Math.min(40, end - start), java.nio.charset.StandardCharsets.UTF_8));
            }
            length = length * 10 + digit;
            at++;
        }
        int begin = at + 1;
        if (at >= end || begin + length > end) {
            return false;
        }
        boolean endsLine = framing == Framing.OCTET_COUNTING_LF;
        if (endsLine && bytes[begin + length - 1] != '\n') {
            throw new AssertionError("no line feed at the end");
        }
        return take(consumer, begin, begin + length - (endsLine ? 1 : 0), begin + length);
    }

    private boolean take(Consumer<byte[]> consumer, int from, int to, int next) {
        start = next;
        consumer.accept(Arrays.copyOfRange(bytes, from, to));
        return true;
    }
}
