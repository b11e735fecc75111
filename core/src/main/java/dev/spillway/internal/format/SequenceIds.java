package dev.spillway.internal.format;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * Numbers messages as RFC 5424 section 7.3.1 wants it: 1 to 2147483647, then 1 again.
 *
 * <p>Safe for use by many threads at once: one atomic addition each, without retries.
 */
public final class SequenceIds implements IntSupplier {
    private final AtomicLong drawn;

    /**
     * Starts counting.
     *
     * @param first the first number to give out, 1 to 2147483647
     * @throws IllegalArgumentException if it is outside that range
     */
    public SequenceIds(int first) {
        if (first < 1) {
            throw new IllegalArgumentException("the first sequenceId must be 1 to 2147483647, was " + first);
        }
        drawn = new AtomicLong(first - 1L);
    }

    /** The next number. */
    @Override
    public int getAsInt() {
        return (int) (drawn.getAndIncrement() % Integer.MAX_VALUE) + 1;
    }
}
