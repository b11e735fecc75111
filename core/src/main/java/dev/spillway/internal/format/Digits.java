package dev.spillway.internal.format;

import java.nio.charset.StandardCharsets;

/** Decimal numbers as ASCII, without making strings of them. */
final class Digits {
    /** From 00 to 99: a division for two digits instead of one. */
    private static final byte[] PAIRS = pairs();

    private static final long[] POWERS = powers();

    private Digits() {}

    private static byte[] pairs() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append(i / 10).append(i % 10);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** How many digits a number that is not negative has. */
    static int count(long number) {
        // 0 counts as 1, and no other number gets a digit by it.
        long shown = number | 1;
        // The width in bits times the logarithm of 2 is right or one too few.
        int atLeast = ((Long.SIZE - Long.numberOfLeadingZeros(shown)) * 1233) >> 12;
        return atLeast < POWERS.length && shown >= POWERS[atLeast] ? atLeast + 1 : atLeast;
    }

    /** Writes a number that is not negative so that it ends before {@code end}; returns where it begins. */
    static int writeBefore(byte[] to, int end, long number) {
        int at = end;
        long high = number;
        while (high > Integer.MAX_VALUE) {
            at = writePair(to, at, (int) (high % 100));
            high /= 100;
        }
        int rest = (int) high;
        while (rest >= 100) {
            at = writePair(to, at, rest % 100);
            rest /= 100;
        }
        if (rest >= 10) {
            return writePair(to, at, rest);
        }
        to[--at] = (byte) ('0' + rest);
        return at;
    }

    private static int writePair(byte[] to, int end, int pair) {
        to[end - 1] = PAIRS[2 * pair + 1];
        to[end - 2] = PAIRS[2 * pair];
        return end - 2;
    }

    /** Fills {@code width} places before {@code end} with a number that is not negative, padded with {@code pad}. */
    static void fillBefore(byte[] to, int end, int width, int number, char pad) {
        int at = writeBefore(to, end, number);
        while (at > end - width) {
            to[--at] = (byte) pad;
        }
    }
}
