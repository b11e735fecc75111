package dev.spillway.benchmarks.endtoend;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds numbers between two tildes in a stream of bytes, whatever is around them: syslog, JSON, MessagePack, protobuf.
 * That is how the sink knows an event without knowing a format. Confined to one thread.
 */
final class NumberedBytes {
    private static final byte MARK = '~';
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int OUTSIDE = -1;

    private int[] found = new int[1024];
    private int count;
    private int number = OUTSIDE;
    private int digits;

    /** Looks through the next bytes of the stream and returns the numbers that end in them. */
    int[] next(byte[] chunk, int length) {
        count = 0;
        int at = 0;
        while (at < length) {
            if (number == OUTSIDE) {
                at = mark(chunk, at, length);
                if (at < length) {
                    begin();
                    at++;
                }
            } else {
                take(chunk[at++]);
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Where the next mark is, eight bytes at a time: what the sink takes, the sender on the same machine has not. */
    private static int mark(byte[] chunk, int from, int length) {
        int at = from;
        while (at + Long.BYTES <= length) {
            long eight = (long) EIGHT.get(chunk, at) ^ (ONES * MARK);
            if (((eight - ONES) & ~eight & HIGH_BITS) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < length && chunk[at] != MARK) {
            at++;
        }
        return at;
    }

    private void begin() {
        number = 0;
        digits = 0;
    }

    private void take(byte one) {
        if (one >= '0' && one <= '9' && digits < 9) {
            number = number * 10 + one - '0';
            digits++;
        } else if (one != MARK) {
            number = OUTSIDE;
        } else if (digits == 0) {
            begin();
        } else {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = number;
            number = OUTSIDE;
        }
    }
}
