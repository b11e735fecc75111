package dev.spillway.benchmarks.endtoend;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * How long calls took that one thread made at a fixed rate, a few in each millisecond.
 *
 * @param median in nanoseconds
 * @param p99 99th percentile, in nanoseconds
 * @param p999 99.9th percentile, in nanoseconds
 */
record PacedCalls(long median, long p99, long p999) {
    private static final long MILLI = 1_000_000;

    static PacedCalls make(int count, int perMilli, IntConsumer call) {
        long[] nanos = new long[count];
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i / perMilli * MILLI;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long before = System.nanoTime();
            call.accept(i);
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        return new PacedCalls(nanos[count / 2], nanos[(int) (count * 0.99)], nanos[(int) (count * 0.999)]);
    }

    static PacedCalls parse(String text) {
        long[] values =
                Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new PacedCalls(values[0], values[1], values[2]);
    }

    String format() {
        return String.format(Locale.ROOT, "%d %d %d", median, p99, p999);
    }
}
