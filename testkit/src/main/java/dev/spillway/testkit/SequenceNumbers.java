package dev.spillway.testkit;

import org.jspecify.annotations.Nullable;

/**
 * Where in a message a payload begins, and the numbers it claims.
 *
 * @param thread {@link Long#MAX_VALUE} if it cannot be read
 * @param number {@link Long#MAX_VALUE} if it cannot be read
 */
record SequenceNumbers(int position, long thread, long number) {
    private static final int MAX_DIGITS = 10;

    /** Finds the first payload with the prefix; null if there is none. */
    static @Nullable SequenceNumbers find(byte[] message, byte[] prefix) {
        for (int i = 0; i + prefix.length <= message.length; i++) {
            if (beginsAt(message, i, prefix)) {
                return read(message, i, i + prefix.length);
            }
        }
        return null;
    }

    private static boolean beginsAt(byte[] message, int at, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (message[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static SequenceNumbers read(byte[] message, int position, int from) {
        int threadEnd = digitsEnd(message, from);
        int numberEnd = digitsEnd(message, threadEnd + 1);
        return new SequenceNumbers(position, value(message, from, threadEnd), value(message, threadEnd + 1, numberEnd));
    }

    private static int digitsEnd(byte[] message, int from) {
        int at = from;
        while (at < message.length && message[at] >= '0' && message[at] <= '9') {
            at++;
        }
        return at;
    }

    private static long value(byte[] message, int from, int to) {
        if (to <= from || to - from > MAX_DIGITS) {
            return Long.MAX_VALUE;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + message[i] - '0';
        }
        return value;
    }
}
