package dev.spillway.benchmarks.endtoend;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of {@link Situations}: warms up, then one thread logs at a fixed rate while something happens to the sink, and
 * {@code result} says what it found. Arguments: protocol, front end, configuration, {@link Situation}, calls a second,
 * seconds. The system property {@code patience} has the seconds without an event after which no more are awaited,
 * 30 unless it says otherwise.
 */
public final class SituationRun {
    private static final int WARM_UP = 300_000;
    private static final int WARM_UP_SECONDS = 2;
    /** Nothing for so long: no more will come. Some peers wait for longer before they try again. */
    private static final int PATIENCE_SECONDS = Integer.getInteger("patience", 30);

    private static final long MILLI = 1_000_000;

    private SituationRun() {}

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        Situation situation = Situation.valueOf(arguments[3]);
        int perMilli = Integer.parseInt(arguments[4]) / 1000;
        int seconds = Integer.parseInt(arguments[5]);
        try (RunningShipper shipper = RunningShipper.start(arguments[0], arguments[1], arguments[2])) {
            System.out.println("result " + measure(shipper, situation, perMilli, seconds));
        }
        // A peer's threads need not be daemons.
        System.exit(0);
    }

    private static String measure(RunningShipper shipper, Situation situation, int perMilli, int seconds)
            throws Exception {
        FrontEnd frontEnd = shipper.frontEnd();
        frontEnd.enter();
        for (int i = 0; i < WARM_UP; i++) {
            frontEnd.log(i);
        }
        int slowWarmUp = WARM_UP_SECONDS * 1000 * perMilli;
        PacedCalls.make(slowWarmUp, perMilli, i -> frontEnd.log(WARM_UP + i));
        int first = WARM_UP + slowWarmUp;
        Arrivals.Count before = shipper.arrived(first, PATIENCE_SECONDS);

        int count = seconds * 1000 * perMilli;
        CompletableFuture<Long> over = direct(situation, shipper);
        PacedCalls.Times times = PacedCalls.Times.measure(count, perMilli, i -> frontEnd.log(first + i));
        long end = Math.max(System.nanoTime(), over.get());
        Arrivals.Count after = shipper.arrived(before.distinct() + count, PATIENCE_SECONDS);
        long last = System.nanoTime() - after.quietNanos();
        int from = Math.min(count, situation.startMillis() * perMilli);
        int to = Math.min(count, situation.endMillis() * perMilli);
        long arrived = after.distinct() - before.distinct();
        return String.format(
                Locale.ROOT,
                "sent=%d lost=%d duplicates=%d %s %s longestMs=%d blockedMs=%d drainMs=%d rssMb=%d",
                count,
                count - arrived,
                after.duplicates() - before.duplicates(),
                percentiles("", times.waits(), from, to > from ? to : count),
                percentiles("after", times.waits(), to, count),
                Arrays.stream(times.calls()).max().orElse(0) / MILLI,
                Arrays.stream(times.calls()).filter(time -> time > MILLI).sum() / MILLI,
                Math.max(0, last - end) / MILLI,
                RunningShipper.peakMegabytes());
    }

    /** Does what the situation says, and completes with the time of its end. */
    private static CompletableFuture<Long> direct(Situation situation, RunningShipper shipper) {
        return CompletableFuture.supplyAsync(() -> {
            long begin = System.nanoTime();
            for (Situation.Step step : situation.steps()) {
                long due = begin + step.atMillis() * MILLI;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                shipper.tell(step.command());
            }
            return System.nanoTime();
        });
    }

    private static String percentiles(String prefix, long[] waits, int from, int to) {
        long[] sorted = Arrays.copyOfRange(waits, from, to);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "%1$sp50=%2$d %1$sp99=%3$d %1$sp999=%4$d %1$sp9999=%5$d",
                prefix,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 0.999),
                at(sorted, 0.9999));
    }

    private static long at(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * part)];
    }
}
