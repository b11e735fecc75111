package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LARGEST = Duration.ofSeconds(30);

    @Test
    void waitIsAnywhereBetweenTheLeastAndADoublingBound() {
        long[] lowest = new long[12];
        long[] highest = new long[12];
        Arrays.fill(lowest, Long.MAX_VALUE);
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 2_000; run++) {
            Backoff backoff = new Backoff(FIRST, LARGEST, random);
            for (int i = 0; i < lowest.length; i++) {
                long wait = backoff.next();
                lowest[i] = Math.min(lowest[i], wait);
                highest[i] = Math.max(highest[i], wait);
            }
        }
        for (int i = 0; i < lowest.length; i++) {
            long bound = Math.min(FIRST.toNanos() << i, LARGEST.toNanos());
            assertThat(lowest[i]).isBetween(Backoff.LEAST_NANOS, Backoff.LEAST_NANOS + bound / 50);
            assertThat(highest[i]).isBetween(bound - bound / 50, bound);
        }
    }

    @Test
    void resetBeginsAgain() {
        Backoff backoff = new Backoff(FIRST, LARGEST, largest());
        for (int i = 0; i < 100; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).isEqualTo(LARGEST.toNanos());
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(FIRST.toNanos());
    }

    @Test
    void hugeDelaysDoNotOverflow() {
        for (Duration delay : new Duration[] {Duration.ofSeconds(30), Duration.ofDays(365), Duration.ofDays(36_500)}) {
            Backoff backoff = new Backoff(delay, delay, largest());
            for (int i = 0; i < 100; i++) {
                assertThat(backoff.next()).isEqualTo(delay.toNanos());
            }
        }
    }

    @Test
    void noDelayStillLeavesTheLeastBetweenAttempts() {
        Backoff backoff = new Backoff(Duration.ZERO, Duration.ZERO, largest());
        assertThat(backoff.next()).isEqualTo(Backoff.LEAST_NANOS);
    }

    /** Draws the largest number that was asked for. */
    private static RandomGenerator largest() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
    }
}
