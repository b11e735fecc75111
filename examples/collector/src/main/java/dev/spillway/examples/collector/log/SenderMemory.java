package dev.spillway.examples.collector.log;

/**
 * The last 200,000 hashes of one sender's messages: a ring in the order of their arrival, and a set of the same hashes
 * to find one in, open addressing with linear probing. Both grow with what they hold. Confined to one thread at a time.
 */
final class SenderMemory {

    /** Most hashes that are kept; the oldest go first. */
    static final int CAPACITY = 200_000;

    private static final int FIRST_SIZE = 64;
    private static final long EMPTY = 0;

    private long[] ring = new long[FIRST_SIZE];
    private long[] set = new long[2 * FIRST_SIZE];
    private int oldest;
    private int size;

    /** Bytes of memory that it takes. */
    long bytes() {
        return 8L * (ring.length + set.length);
    }

    /** Keeps the hash; false if it is kept already. */
    boolean add(long hash) {
        long key = hash == EMPTY ? 1 : hash;
        if (set[find(key)] == key) {
            return false;
        }
        if (size == CAPACITY) {
            remove(ring[oldest]);
            oldest = next(oldest);
            size--;
        }
        if (size == ring.length) {
            grow();
        }
        ring[(int) (((long) oldest + size) % ring.length)] = key;
        size++;
        set[find(key)] = key;
        return true;
    }

    /** Takes back the hash that was added last. */
    void removeNewest() {
        size--;
        remove(ring[(int) (((long) oldest + size) % ring.length)]);
    }

    private int next(int index) {
        return index + 1 == ring.length ? 0 : index + 1;
    }

    private void grow() {
        long[] larger = new long[Math.min(2 * ring.length, CAPACITY)];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[(oldest + i) % ring.length];
        }
        ring = larger;
        oldest = 0;
        // Never more than four fifths full: 200,000 of 262,144 are 0.76.
        int wanted = Integer.highestOneBit(Math.max(1, ring.length * 5 / 4 - 1)) * 2;
        if (wanted > set.length) {
            set = new long[wanted];
            for (int i = 0; i < size; i++) {
                set[find(ring[i])] = ring[i];
            }
        }
    }

    /** Where the key stands, or where it would be put. */
    private int find(long key) {
        int mask = set.length - 1;
        int index = home(key);
        while (set[index] != EMPTY && set[index] != key) {
            index = (index + 1) & mask;
        }
        return index;
    }

    private int home(long key) {
        return (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & (set.length - 1);
    }

    /** Empties the key's place and moves those behind it up, so that none is cut off from its home. */
    private void remove(long key) {
        int mask = set.length - 1;
        int hole = find(key);
        int index = hole;
        while (true) {
            index = (index + 1) & mask;
            if (set[index] == EMPTY) {
                break;
            }
            boolean mayMove = ((index - home(set[index])) & mask) >= ((index - hole) & mask);
            if (mayMove) {
                set[hole] = set[index];
                hole = index;
            }
        }
        set[hole] = EMPTY;
    }
}
