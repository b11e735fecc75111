package dev.spillway.internal.format;

/** Decimal numbers as ASCII, without making strings of them. */
final class Digits {
    private Digits() {}

    /** How many digits a number that is not negative has. */
    static int count(long number) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Writes a number that is not negative so that it ends before {@code end}; returns where it begins. */
    static int writeBefore(byte[] to, int end, long number) {
        int at = end;
        long rest = number;
        do {
            to[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        return at;
    }

    /** Fills {@code width} places before {@code end} with a number that is not negative, padded with {@code pad}. */
    static void fillBefore(byte[] to, int end, int width, int number, char pad) {
        int at = writeBefore(to, end, number);
        while (at > end - width) {
            to[--at] = (byte) pad;
        }
    }
}
