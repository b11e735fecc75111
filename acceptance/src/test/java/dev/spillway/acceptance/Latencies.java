package dev.spillway.acceptance;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * How long calls took, and whether they waited: the JVM counts how often a thread waited for a monitor or was parked.
 *
 * @param sortedNanos one duration for each call
 * @param waits how often the calling thread waited
 */
record Latencies(long[] sortedNanos, long waits) {

    /** Makes calls one after the other on a thread of its own. */
    static Latencies of(int calls, IntConsumer call) throws Exception {
        FutureTask<Latencies> task = new FutureTask<>(() -> measure(calls, call));
        Thread caller = new Thread(task, "caller");
        caller.start();
        return task.get(10, TimeUnit.MINUTES);
    }

    private static Latencies measure(int calls, IntConsumer call) {
        long[] nanos = new long[calls];
        long waitsBefore = waitsSoFar();
        for (int i = 0; i < calls; i++) {
            long started = System.nanoTime();
            call.accept(i);
            nanos[i] = System.nanoTime() - started;
        }
        long waits = waitsSoFar() - waitsBefore;
        Arrays.sort(nanos);
        return new Latencies(nanos, waits);
    }

    private static long waitsSoFar() {
        ThreadInfo info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return info.getBlockedCount() + info.getWaitedCount();
    }

    /** The duration that a share of all calls stayed within. */
    double micros(double share) {
        int index = Math.min(sortedNanos.length - 1, (int) (share * sortedNanos.length));
        return sortedNanos[index] / 1e3;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d calls, %d waits, p50 %.2f us, p99 %.1f us, p99.99 %.0f us, slowest %.0f us",
                sortedNanos.length,
                waits,
                micros(0.5),
                micros(0.99),
                micros(0.9999),
                micros(1));
    }
}
