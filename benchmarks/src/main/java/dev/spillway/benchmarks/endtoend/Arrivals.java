package dev.spillway.benchmarks.endtoend;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Which numbered events have arrived, how often and when. Safe for use by many threads. */
final class Arrivals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BitSet seen = new BitSet();
    private long distinct;
    private long duplicates;
    private long bytes;
    private long lastNanos = System.nanoTime();
    private long wanted = Long.MAX_VALUE;

    /**
     * What has arrived so far.
     *
     * @param distinct events
     * @param duplicates events that arrived again
     * @param bytes what carried them, without TLS and compression
     * @param quietNanos how long ago the last one came
     */
    record Count(long distinct, long duplicates, long bytes, long quietNanos) {
        static Count parse(String text) {
            long[] values =
                    Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Count(values[0], values[1], values[2], values[3]);
        }

        String format() {
            return String.format(Locale.ROOT, "%d %d %d %d", distinct, duplicates, bytes, quietNanos);
        }
    }

    void add(int[] numbers, int length) {
        lock.lock();
        try {
            bytes += length;
            for (int number : numbers) {
                if (seen.get(number)) {
                    duplicates++;
                } else {
                    seen.set(number);
                    distinct++;
                }
            }
            if (numbers.length > 0) {
                lastNanos = System.nanoTime();
            }
            if (distinct >= wanted) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many different events have arrived, or nothing has come for a while. */
    Count await(long events, long patienceNanos) throws InterruptedException {
        lock.lock();
        try {
            wanted = events;
            long since = System.nanoTime();
            while (distinct < events) {
                long quiet = System.nanoTime() - Math.max(since, lastNanos);
                if (quiet >= patienceNanos) {
                    break;
                }
                changed.await(patienceNanos - quiet, TimeUnit.NANOSECONDS);
            }
            wanted = Long.MAX_VALUE;
            return new Count(distinct, duplicates, bytes, System.nanoTime() - lastNanos);
        } finally {
            lock.unlock();
        }
    }
}
