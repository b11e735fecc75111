package dev.spillway.examples.collector.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guesses down: each address may try five passwords, then one in ten seconds; all addresses together thirty, then
 * one in two seconds. Safe for use by many threads.
 */
final class Attempts {

    private static final int ADDRESSES = 1_000;

    private final Clock clock;

    // Guarded by this.
    private final Bucket all = new Bucket(30, Duration.ofSeconds(2));
    private final Map<String, Bucket> each = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** Counts an attempt; how long to wait before the next if it is one too many, else zero. */
    synchronized Duration begin(String address) {
        long now = clock.millis();
        Bucket own = each.computeIfAbsent(address, key -> new Bucket(5, Duration.ofSeconds(10)));
        long wait = Math.max(own.pause(now), all.pause(now));
        if (wait == 0) {
            own.take(now);
            all.take(now);
        }
        return Duration.ofMillis(wait);
    }

    /** Gives back what a right password has taken. */
    synchronized void succeeded(String address) {
        each.remove(address);
        all.giveBack();
    }

    /** So many at once, then one each interval: the time at which it would be full again tells how full it is. */
    private static final class Bucket {
        private final long capacityMillis;
        private final long intervalMillis;
        private long full;

        Bucket(int capacity, Duration interval) {
            this.intervalMillis = interval.toMillis();
            this.capacityMillis = capacity * intervalMillis;
        }

        /** Milliseconds until one more may be taken. */
        long pause(long now) {
            // A clock that was set back must not lock anybody out for longer than an empty bucket does.
            full = Math.min(full, now + capacityMillis);
            return Math.max(0, full + intervalMillis - capacityMillis - now);
        }

        void take(long now) {
            full = Math.max(full, now) + intervalMillis;
        }

        void giveBack() {
            full -= intervalMillis;
        }
    }
}
