package dev.spillway.benchmarks.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One run of {@link Shippers}: starts the sink, logs as fast as it can, first as many events again to warm up, then at
 * 50,000 a second, and prints {@code result} with what it found. Arguments: protocol, front end, configuration, threads, events, calls at a fixed rate.
 */
public final class ShipperRun {
    /** Nothing for so long: no more will come. Longer than any peer waits before it tries again. */
    private static final int PATIENCE_SECONDS = 10;

    private static final int PER_MILLI = 50;

    private final RunningShipper shipper;
    private final FrontEnd frontEnd;
    private final int threads;
    private final int events;
    /** Kept to the end, as the JVM forgets what a thread allocated when it ends. */
    private final ExecutorService loggers;

    private int logged;

    private ShipperRun(RunningShipper shipper, int threads, int events) {
        this.shipper = shipper;
        this.frontEnd = shipper.frontEnd();
        this.threads = threads;
        this.events = events;
        loggers = Executors.newFixedThreadPool(threads);
    }

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        try (RunningShipper shipper = RunningShipper.start(arguments[0], arguments[1], arguments[2])) {
            ShipperRun run = new ShipperRun(shipper, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
            System.out.println("result " + run.measure(Integer.parseInt(arguments[5])));
        }
        // A peer's threads need not be daemons.
        System.exit(0);
    }

    private String measure(int calls) throws Exception {
        try {
            logAll();
            Arrivals.Count warm = shipper.arrived(events, PATIENCE_SECONDS);
            Usage before = Usage.now();
            logAll();
            long callNanos = System.nanoTime() - before.nanos();
            Arrivals.Count count = shipper.arrived(warm.distinct() + events, PATIENCE_SECONDS);
            Usage used = Usage.now().since(before);
            PacedCalls paced = loggers.submit(() -> {
                        frontEnd.enter();
                        int first = logged;
                        return PacedCalls.make(calls, PER_MILLI, i -> frontEnd.log(first + i));
                    })
                    .get();
            Arrivals.Count all = shipper.arrived(count.distinct() + calls, PATIENCE_SECONDS);
            long sent = 2L * events + calls;
            return String.format(
                    Locale.ROOT,
                    "threads=%d perSecond=%.0f callsPerSecond=%.0f sent=%d arrived=%d duplicates=%d cpuSeconds=%.2f"
                            + " allocated=%.0f wire=%.0f rssMb=%d p50=%d p99=%d p999=%d",
                    threads,
                    (count.distinct() - warm.distinct()) * 1e9 / Math.max(callNanos, used.nanos() - count.quietNanos()),
                    events * 1e9 / callNanos,
                    sent,
                    all.distinct(),
                    all.duplicates(),
                    used.cpuNanos() / 1e3 / events,
                    (double) used.allocatedBytes() / events,
                    (double) (count.bytes() - warm.bytes()) / Math.max(1, count.distinct() - warm.distinct()),
                    RunningShipper.peakMegabytes(),
                    paced.median(),
                    paced.p99(),
                    paced.p999());
        } finally {
            loggers.shutdown();
        }
    }

    private void logAll() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = logged;
            int count = events / threads + (i < events % threads ? 1 : 0);
            logged += count;
            running.add(loggers.submit(() -> logFrom(first, count)));
        }
        for (Future<?> logger : running) {
            logger.get();
        }
    }

    private void logFrom(int first, int count) {
        frontEnd.enter();
        frontEnd.logAll(first, count);
    }
}
