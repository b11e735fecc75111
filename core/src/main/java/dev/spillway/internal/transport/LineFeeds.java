package dev.spillway.internal.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Keeps a message on one line. */
final class LineFeeds {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private LineFeeds() {}

    /** Puts a space in the place of each. Most messages have none, so eight bytes are looked at in one step. */
    static void replace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            boolean eight = at + Long.BYTES <= to;
            if (!eight || isAmong((long) EIGHT.get(bytes, at))) {
                replaceEach(bytes, at, eight ? at + Long.BYTES : to);
            }
            at += Long.BYTES;
        }
    }

    private static boolean isAmong(long eight) {
        long zeroWhereFound = eight ^ ONES * '\n';
        return ((zeroWhereFound - ONES) & ~zeroWhereFound & HIGH_BITS) != 0;
    }

    private static void replaceEach(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                bytes[at] = ' ';
            }
        }
    }
}
