package dev.spillway.benchmarks.endtoend;

import dev.spillway.EventReader;
import dev.spillway.Spillway;
import dev.spillway.benchmarks.SampleEvent;
import dev.spillway.benchmarks.ScratchDirectory;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One run of {@link Growth}: several engines in one JVM, each connected over TLS to one sink. Prints {@code result} with
 * what they hold and use while nothing is logged, and what they deliver while four threads log to all of them in turn.
 * Arguments: the number of engines, the number of events, of which as many go before to warm up.
 */
public final class EnginesRun {
    private static final int THREADS = 4;
    private static final int PATIENCE_SECONDS = 10;
    private static final long QUIET_SECONDS = 2;
    private static final long WATCHED_SECONDS = 5;
    private static final Duration CONNECTED = Duration.ofSeconds(30);
    private static final double MEGA = 1e6;

    private final List<Spillway> engines = new ArrayList<>();
    /** Kept to the end, as the JVM forgets what a thread allocated when it ends. */
    private final ExecutorService loggers = Executors.newFixedThreadPool(THREADS);

    private final ChildJvm sink;
    private final int events;

    private EnginesRun(ChildJvm sink, int events) {
        this.sink = sink;
        this.events = events;
    }

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        try (ScratchDirectory directory = ScratchDirectory.create();
                ChildJvm sink = new ChildJvm(
                        List.of("-Xmx256m"),
                        NumberedSink.class,
                        List.of("tls", directory.path().toString()))) {
            EnginesRun run = new EnginesRun(sink, Integer.parseInt(arguments[1]));
            try {
                System.out.println("result " + run.measure(directory, Integer.parseInt(arguments[0])));
            } finally {
                run.loggers.shutdown();
                run.engines.forEach(Spillway::close);
            }
        }
    }

    private String measure(ScratchDirectory directory, int count) throws Exception {
        String port = sink.await("port");
        Usage.now();
        long heap = EngineProbe.settledHeap();
        long direct = EngineProbe.pool("direct");
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        for (int i = 0; i < count; i++) {
            engines.add(Spillway.builder()
                    .destination("syslog+tls://127.0.0.1:" + port)
                    .caFile(directory.path().resolve(NumberedSink.CA))
                    .name("engine " + i)
                    .set("overflow", "block")
                    .set("maxBlockTime", "60s")
                    .build());
        }
        log(0, count);
        for (Spillway engine : engines) {
            engine.flush(CONNECTED);
        }
        pause(QUIET_SECONDS);
        int more = ManagementFactory.getThreadMXBean().getThreadCount() - threads;
        double heapMegabytes = (EngineProbe.settledHeap() - heap) / MEGA;
        double directMegabytes = (EngineProbe.pool("direct") - direct) / MEGA;
        Usage quiet = Usage.now();
        pause(WATCHED_SECONDS);
        Usage idle = Usage.now().since(quiet);
        logAll(count);
        arrived(count + events);
        Usage before = Usage.now();
        logAll(count + events);
        Arrivals.Count all = arrived(count + 2L * events);
        Usage used = Usage.now().since(before);
        return String.format(
                Locale.ROOT,
                "threads=%d heapMb=%.2f directMb=%.2f idleCpuMsPerSecond=%.2f perSecond=%.0f sent=%d arrived=%d"
                        + " duplicates=%d cpuSeconds=%.2f rssMb=%d",
                more,
                heapMegabytes,
                directMegabytes,
                idle.cpuNanos() * 1e3 / idle.nanos(),
                events * 1e9 / (used.nanos() - all.quietNanos()),
                count + 2L * events,
                all.distinct(),
                all.duplicates(),
                used.cpuNanos() / 1e3 / events,
                RunningShipper.peakMegabytes());
    }

    private static void pause(long seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }

    private Arrivals.Count arrived(long count) {
        sink.say("await " + count + " " + PATIENCE_SECONDS);
        return Arrivals.Count.parse(sink.await("arrived"));
    }

    private void logAll(int first) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < THREADS; i++) {
            int from = first + done;
            int count = events / THREADS + (i < events % THREADS ? 1 : 0);
            done += count;
            running.add(loggers.submit(() -> log(from, count)));
        }
        for (Future<?> logger : running) {
            logger.get();
        }
    }

    private void log(int first, int count) {
        EventReader<SampleEvent> reader = SampleEvent.READER;
        String[] context = SampleEvent.create().context();
        for (int i = first; i < first + count; i++) {
            SampleEvent event = new SampleEvent(
                    "Order ~" + i + "~ of customer 0815 was accepted: 3 positions, 149.90 EUR, payment by card,"
                            + " shipping to 10115 Berlin on Tuesday.",
                    null,
                    context);
            engines.get(i % engines.size()).log(reader, event);
        }
    }
}
