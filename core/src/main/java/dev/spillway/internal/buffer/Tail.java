package dev.spillway.internal.buffer;

/**
 * The end of what is claimed in a segment, packed into one long so that one compare-and-set moves it all: offset in
 * units of 8 bytes (bits 0 to 19), records (20 to 39), events (40 to 59), sealed (61).
 */
final class Tail {
    /** Largest segment that the offset can describe. */
    static final int MAX_CAPACITY = 4 * 1024 * 1024;

    private static final long MASK = 0xF_FFFF;
    private static final long SEALED = 1L << 61;

    static final long EMPTY = 0;

    private Tail() {}

    static int offset(long tail) {
        return (int) (tail & MASK) * Segment.ALIGNMENT;
    }

    static long records(long tail) {
        return tail >>> 20 & MASK;
    }

    static long events(long tail) {
        return tail >>> 40 & MASK;
    }

    static boolean isSealed(long tail) {
        return (tail & SEALED) != 0;
    }

    static long claim(long tail, int size, boolean last) {
        return tail + size / Segment.ALIGNMENT + (1L << 20) + (last ? 1L << 40 : 0);
    }

    static long seal(long tail) {
        return tail | SEALED;
    }
}
