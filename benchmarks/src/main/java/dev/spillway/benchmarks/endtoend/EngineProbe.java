package dev.spillway.benchmarks.endtoend;

import dev.spillway.LogEvent;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of {@link Footprint}: builds the first engine of a fresh JVM, logs one event, then does nothing, and prints
 * {@code result} with {@link #NAMES}. Arguments: the destination, the spill directory or {@code none}.
 */
public final class EngineProbe {
    /** What is printed, in this order. */
    static final List<String> NAMES = List.of(
            "build, ms",
            "build, CPU ms",
            "first log call, ms",
            "classes loaded by both",
            "threads",
            "heap, KB",
            "direct memory, KB",
            "mapped memory, KB",
            "wake-ups a second, connected and idle");

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final long QUIET_SECONDS = 3;
    private static final long WATCHED_SECONDS = 5;
    private static final double KILO = 1024;

    private EngineProbe() {}

    /** Runs once. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // What asks loads classes itself, the first time.
        Usage.now();
        long heap = settledHeap();
        int classes = loadedClasses();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        Usage start = Usage.now();
        SpillwayBuilder builder = Spillway.builder().destination(arguments[0]);
        if (!arguments[1].equals("none")) {
            builder.set("spillDirectory", arguments[1]);
        }
        try (Spillway spillway = builder.build()) {
            Usage built = Usage.now();
            spillway.log(LogEvent.of(Severity.INFO, "com.example.Main", "started"));
            long logged = System.nanoTime();
            int loaded = loadedClasses() - classes;
            spillway.flush(Duration.ofSeconds(5));
            spillway.log(LogEvent.of(Severity.INFO, "com.example.Main", "keeps the connection open"));
            pause(QUIET_SECONDS);
            long before = wakeUps();
            pause(WATCHED_SECONDS);
            double perSecond = (wakeUps() - before) / (double) WATCHED_SECONDS;
            System.out.printf(
                    Locale.ROOT,
                    "result %.1f %.1f %.1f %d %d %.0f %.0f %.0f %.1f%n",
                    built.since(start).nanos() / 1e6,
                    built.since(start).cpuNanos() / 1e6,
                    (logged - built.nanos()) / 1e6,
                    loaded,
                    ManagementFactory.getThreadMXBean().getThreadCount() - threads,
                    (settledHeap() - heap) / KILO,
                    pool("direct") / KILO,
                    pool("mapped") / KILO,
                    perSecond);
        }
    }

    private static void pause(long seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }

    private static int loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    static long settledHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static long pool(String name) {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals(name))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** How often the engine's threads have slept so far, as Linux counts it; 0 elsewhere. */
    private static long wakeUps() throws IOException {
        if (!Files.isDirectory(TASKS)) {
            return 0;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.map(task -> lines(task.resolve("status")))
                    .filter(lines -> lines.get(0).contains("spillwa"))
                    .flatMap(List::stream)
                    .filter(line -> line.startsWith("voluntary_ctxt_switches"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                    .sum();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
