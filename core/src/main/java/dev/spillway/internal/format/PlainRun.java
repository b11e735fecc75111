package dev.spillway.internal.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Copies characters that are written as they are, many at a time: the JDK narrows them to bytes with vector instructions,
 * and eight bytes are looked at in one step. Pays from about two dozen characters on. Confined to one thread at a time.
 */
final class PlainRun {
    /** Shorter texts are done sooner one by one. */
    static final int SHORTEST = 24;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final CharsetEncoder narrow = StandardCharsets.ISO_8859_1.newEncoder();
    private final CharBuffer from;
    private ByteBuffer to = ByteBuffer.allocate(0);

    /** For characters that stand in an array, from its beginning on. */
    PlainRun(char[] chunk) {
        from = CharBuffer.wrap(chunk);
    }

    /**
     * Copies characters up to the first one that may have to be written otherwise, or a few less.
     *
     * @param count how many there are, with room for so many bytes
     * @return how many it has copied; behind them the bytes are undefined
     */
    int copy(int count, byte[] bytes, int at, Escaping escaping) {
        if (to.array() != bytes) {
            to = ByteBuffer.wrap(bytes);
        }
        from.limit(count).position(0);
        to.limit(at + count).position(at);
        narrow.encode(from, to, false);
        return plain(bytes, at, to.position(), escaping) - at;
    }

    private static int plain(byte[] bytes, int from, int to, Escaping escaping) {
        boolean quoted = escaping.isQuoted();
        int at = from;
        while (at + Long.BYTES <= to) {
            long eight = (long) EIGHT.get(bytes, at);
            // Above 0x7E or below the space; a carry to the next byte comes only from one that is such itself.
            long odd = eight | (eight + ONES) | (eight - ONES * ' ');
            if (quoted) {
                odd |= zero(eight ^ ONES * '"') | zero(eight ^ ONES * '\\') | zero(eight ^ ONES * ']');
            }
            if ((odd & HIGH_BITS) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        boolean[] plain = escaping.plain();
        while (at < to && bytes[at] >= 0 && plain[bytes[at]]) {
            at++;
        }
        return at;
    }

    private static long zero(long eight) {
        return (eight - ONES) & ~eight;
    }
}
