package dev.spillway.testkit;

import java.util.BitSet;

/** What arrived of one thread's numbers: a bit for each. */
final class SequenceTrack {
    private final BitSet seen = new BitSet();
    private int highest = -1;
    private long orderViolations;
    private long longestSpan;

    /**
     * Takes a number.
     *
     * @return whether it is new
     */
    boolean arrived(int number) {
        if (seen.get(number)) {
            longestSpan = Math.max(longestSpan, (long) highest - number + 1);
            return false;
        }
        seen.set(number);
        if (number < highest) {
            orderViolations++;
        } else {
            highest = number;
        }
        return true;
    }

    long orderViolations() {
        return orderViolations;
    }

    long longestSpan() {
        return longestSpan;
    }

    int distinct() {
        return seen.cardinality();
    }

    long missing(int issued) {
        return (long) issued - seen.get(0, issued).cardinality();
    }

    /** How many numbers arrived that were never issued. */
    long beyond(int issued) {
        return (long) distinct() - seen.get(0, issued).cardinality();
    }

    /** The first number at or after {@code from} that didn't arrive. */
    int nextMissing(int from) {
        return seen.nextClearBit(from);
    }
}
