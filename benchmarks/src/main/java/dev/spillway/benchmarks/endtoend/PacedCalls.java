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

    /**
     * What each call took.
     *
     * @param calls nanoseconds from its begin to its end
     * @param waits the same, from when it was due: with what earlier calls that took too long had it wait, so a second in
     *     which nothing could be logged counts for each event of that second (coordinated omission)
     */
    record Times(long[] calls, long[] waits) {
        static Times measure(int count, int perMilli, IntConsumer call) {
            long[] calls = new long[count];
            long[] waits = new long[count];
            long start = System.nanoTime();
            long due = start;
            // When the calls before would have been over, had the thread been woken in time.
            long free = start;
            long late = 0;
            for (int i = 0; i < count; i++) {
                if (i % perMilli == 0) {
                    due = start + i / perMilli * MILLI;
                    late = Math.max(0, free - due);
                    free = Math.max(free, due);
                    await(due);
                }
                long before = System.nanoTime();
                call.accept(i);
                calls[i] = System.nanoTime() - before;
                free += calls[i];
                waits[i] = calls[i] + late;
            }
            return new Times(calls, waits);
        }

        private static void await(long due) {
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    static PacedCalls make(int count, int perMilli, IntConsumer call) {
        long[] nanos = Times.measure(count, perMilli, call).calls();
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
