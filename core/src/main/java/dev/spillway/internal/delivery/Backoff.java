package dev.spillway.internal.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: exponential, with full jitter. */
final class Backoff {
    /** Endpoints limit new connections, to 10 a second and less. */
    static final long LEAST_NANOS = 100_000_000L;

    private static final int MAX_DOUBLINGS = 30;

    private final long firstNanos;
    private final long largestNanos;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration largest, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.largestNanos = largest.toNanos();
        this.random = random;
    }

    /** The wait after one more failure, in nanoseconds. */
    long next() {
        long bound = firstNanos << Math.min(failures++, MAX_DOUBLINGS);
        long ceiling = bound <= 0 || bound >> Math.min(failures - 1, MAX_DOUBLINGS) != firstNanos
                ? largestNanos
                : Math.min(bound, largestNanos);
        return Math.max(LEAST_NANOS, random.nextLong(ceiling + 1));
    }

    void reset() {
        failures = 0;
    }
}
