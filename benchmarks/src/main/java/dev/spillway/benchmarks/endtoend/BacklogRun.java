package dev.spillway.benchmarks.endtoend;

import dev.spillway.LogEvent;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import dev.spillway.SpillwayStats;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run of {@link Growth}. {@code fill} logs until so many megabytes are on disk, for a sink that is not there, and prints
 * {@code result} with the number of events and the megabytes of the files. {@code drain} prints {@code begins}, starts an
 * engine with what the other left, and when it reads a line prints {@code result} with what that cost. Arguments: which,
 * the sink's port, its directory, the megabytes.
 */
public final class BacklogRun {
    private static final int EVENT_BYTES = 370;
    private static final long MEGA = 1_000_000;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final String TEXT =
            "~ of customer 0815 was accepted: 3 positions, 149.90 EUR, payment by card, shipping"
                    + " to 10115 Berlin on Tuesday, with a note from the customer: leave it with the neighbours, please.";

    private BacklogRun() {}

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        long megabytes = Long.parseLong(arguments[3]);
        if (arguments[0].equals("fill")) {
            try (Spillway spillway = start(arguments)) {
                System.out.println("result " + fill(spillway, megabytes * MEGA / EVENT_BYTES));
            }
            return;
        }
        System.out.println("begins with " + megabytes);
        Usage before = Usage.now();
        try (Spillway spillway = start(arguments)) {
            Usage started = Usage.now().since(before);
            if (System.in.read() < 0) {
                throw new IllegalStateException("the benchmark has ended before its time");
            }
            Usage used = Usage.now().since(before);
            System.out.printf(
                    Locale.ROOT,
                    "result startMs=%.1f cpuSeconds=%.2f heapMb=%.1f rssMb=%d%n",
                    started.nanos() / 1e6,
                    used.cpuNanos() / 1e3 / Math.max(1, spillway.stats().recovered()),
                    EngineProbe.settledHeap() / 1e6,
                    RunningShipper.peakMegabytes());
        }
    }

    private static Spillway start(String[] arguments) {
        Path directory = Path.of(arguments[2]);
        return Spillway.builder()
                .destination("syslog+tls://127.0.0.1:" + arguments[1])
                .caFile(directory.resolve(NumberedSink.CA))
                .appName("growth")
                .name("growth")
                .set("spillDirectory", directory.resolve("spill").toString())
                .set("spillLimit", "4GB")
                .set("overflow", "block")
                .set("maxBlockTime", "60s")
                .set("shutdownTimeout", "1s")
                .build();
    }

    private static String fill(Spillway spillway, long events) {
        for (long i = 0; i < events; i++) {
            spillway.log(LogEvent.of(Severity.INFO, FrontEnd.LOGGER, "Order ~" + i + TEXT));
        }
        long begin = System.nanoTime();
        SpillwayStats stats = spillway.stats();
        while (stats.pendingInMemory() > 0) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("not all is on disk: " + stats);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            stats = spillway.stats();
        }
        return stats.pending() + " " + stats.spillBytes() / MEGA;
    }
}
