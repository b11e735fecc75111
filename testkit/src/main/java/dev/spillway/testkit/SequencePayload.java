package dev.spillway.testkit;

import java.nio.charset.StandardCharsets;

/**
 * A text that is a pure function of seed, thread and number: {@code #<seed>-<thread>-<number>-<filler>#}.
 *
 * <p>No character of it needs an escape in any format. The filler's first characters serve as a checksum.
 *
 * @param leastFiller at least {@link #CHECKSUM}
 * @param mostFiller at least {@code leastFiller}
 */
record SequencePayload(long seed, int leastFiller, int mostFiller) {
    static final int CHECKSUM = 8;
    private static final char MARK = '#';
    private static final char SEPARATOR = '-';
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz012345".toCharArray();
    private static final int BITS_PER_CHARACTER = 5;
    private static final int CHARACTERS_PER_WORD = 12;

    /** What all payloads of this seed begin with. */
    String prefix() {
        return MARK + Long.toHexString(seed) + SEPARATOR;
    }

    String text(int thread, long number) {
        long state = mix(mix(seed + thread) ^ number);
        int filler = leastFiller + (int) Long.remainderUnsigned(state, mostFiller - leastFiller + 1L);
        StringBuilder text = new StringBuilder(filler + 48).append(prefix());
        text.append(thread).append(SEPARATOR).append(number).append(SEPARATOR);
        long word = 0;
        for (int i = 0; i < filler; i++) {
            if (i % CHARACTERS_PER_WORD == 0) {
                state = mix(state + 1);
                word = state;
            }
            text.append(ALPHABET[(int) (word & (ALPHABET.length - 1))]);
            word >>>= BITS_PER_CHARACTER;
        }
        return text.append(MARK).toString();
    }

    byte[] bytes(int thread, long number) {
        return text(thread, number).getBytes(StandardCharsets.US_ASCII);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): each bit of the input changes about half of them. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
