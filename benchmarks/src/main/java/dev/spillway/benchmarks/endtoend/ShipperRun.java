package dev.spillway.benchmarks.endtoend;

import dev.spillway.benchmarks.ScratchDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * One run of {@link Shippers}: starts the sink, logs as fast as it can, first as many events again to warm up, then at
 * 50,000 a second, and prints {@code result} with what it found. The system property {@code sink} is the sink's class
 * path. Arguments: protocol, front end, configuration, threads, events, calls at a fixed rate.
 */
public final class ShipperRun {
    /** Nothing for so long: no more will come. Longer than any peer waits before it tries again. */
    private static final int PATIENCE_SECONDS = 10;

    private static final int PER_MILLI = 50;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final FrontEnd frontEnd;
    private final ChildJvm sink;
    private final int threads;
    private final int events;
    /** Kept to the end, as the JVM forgets what a thread allocated when it ends. */
    private final ExecutorService loggers;

    private int logged;

    private ShipperRun(FrontEnd frontEnd, ChildJvm sink, int threads, int events) {
        this.frontEnd = frontEnd;
        this.sink = sink;
        this.threads = threads;
        this.events = events;
        loggers = Executors.newFixedThreadPool(threads);
    }

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        String protocol = arguments[0];
        try (ScratchDirectory directory = ScratchDirectory.create();
                ChildJvm sink = new ChildJvm(
                        System.getProperty("sink"),
                        List.of("-Xmx256m"),
                        NumberedSink.class,
                        List.of(protocol, directory.path().toString()))) {
            int port = Integer.parseInt(sink.await("port"));
            tellConfiguration(directory.path(), protocol, port);
            try (FrontEnd frontEnd = start(arguments[1], copy(arguments[2], directory.path()), port)) {
                ShipperRun run =
                        new ShipperRun(frontEnd, sink, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
                System.out.println("result " + run.measure(Integer.parseInt(arguments[5])));
            }
        }
        // A peer's threads need not be daemons.
        System.exit(0);
    }

    private static FrontEnd start(String kind, Path configuration, int port) {
        return switch (kind) {
            case "logback" -> new LogbackFrontEnd(configuration);
            case "log4j2" -> new Log4jFrontEnd(configuration);
            case "jul" -> new JulFrontEnd(configuration);
            case "fluency" -> new FluencyFrontEnd(port, false);
            case "fluency-ack" -> new FluencyFrontEnd(port, true);
            case "limit" -> new WireLimit(SSLSocketFactory.getDefault(), port);
            case "limit-tcp" -> new WireLimit(SocketFactory.getDefault(), port);
            case "otlp" -> new OtlpFrontEnd(configuration, port);
            default -> throw new IllegalArgumentException("no front end " + kind);
        };
    }

    /** What configurations refer to as properties of the system. */
    private static void tellConfiguration(Path directory, String protocol, int port) {
        boolean http = protocol.startsWith("http");
        boolean secured = protocol.equals("tls") || protocol.equals("https");
        System.setProperty("port", Integer.toString(port));
        System.setProperty("directory", directory.toString());
        System.setProperty("destination", (http ? protocol : "syslog+" + protocol) + "://127.0.0.1:" + port);
        System.setProperty("ca", secured ? directory.resolve(NumberedSink.CA).toString() : "");
        System.setProperty("spill", System.getProperty("spill", "").isEmpty() ? "" : directory + "/spill");
        if (secured) {
            String trust = directory.resolve(NumberedSink.TRUST).toString();
            System.setProperty("trust", trust);
            System.setProperty("javax.net.ssl.trustStore", trust);
            System.setProperty("javax.net.ssl.trustStorePassword", NumberedSink.PASSWORD);
        }
    }

    private static Path copy(String configuration, Path directory) throws IOException {
        Path file = directory.resolve(configuration);
        try (InputStream in = ShipperRun.class.getResourceAsStream(configuration)) {
            if (in == null) {
                throw new IOException("there is no configuration " + configuration);
            }
            Files.copy(in, file);
        }
        return file;
    }

    private String measure(int calls) throws Exception {
        try {
            logAll();
            Arrivals.Count warm = arrived(events);
            Usage before = Usage.now();
            logAll();
            long callNanos = System.nanoTime() - before.nanos();
            Arrivals.Count count = arrived(warm.distinct() + events);
            Usage used = Usage.now().since(before);
            PacedCalls paced = loggers.submit(() -> {
                        frontEnd.enter();
                        int first = logged;
                        return PacedCalls.make(calls, PER_MILLI, i -> frontEnd.log(first + i));
                    })
                    .get();
            Arrivals.Count all = arrived(count.distinct() + calls);
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
                    peakMegabytes(),
                    paced.median(),
                    paced.p99(),
                    paced.p999());
        } finally {
            loggers.shutdown();
        }
    }

    private Arrivals.Count arrived(long count) {
        sink.say("await " + count + " " + PATIENCE_SECONDS);
        return Arrivals.Count.parse(sink.await("arrived"));
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

    /** The most memory that this process has ever had in use, as Linux counts it; 0 elsewhere. */
    private static long peakMegabytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
