package dev.spillway.benchmarks.collector;

import dev.spillway.LogEvent;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import dev.spillway.benchmarks.ScratchDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The collector with {@code -Xmx512m}: how fast it takes events from Spillway through TLS, with receipts, so until it has
 * written the last one; how long searches of all of them take; and how long after its log call an event is on the page, while
 * 10,000 a second come. Arguments: the collector's jar, events (default 5,000,000), searches of each kind (default 200),
 * seconds of live tail (default 20).
 */
public final class CollectorLoad {
    private static final int THREADS = 4;
    private static final int TAIL_PER_MILLI = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern READY = Pattern.compile("collector ready: page (http[^\\s#]+)\\S* tls (\\d+) .*");
    private static final Pattern MEMORY = Pattern.compile("(?s).*VmHWM:\\s+(\\d+) kB.*");

    private final Process process;
    private final Spillway spillway;
    private final Searches searches;

    private CollectorLoad(Process process, Path data, String page, int port) throws IOException {
        this.process = process;
        this.searches =
                new Searches(page, Files.readString(data.resolve("api-token")).strip());
        this.spillway = Spillway.builder()
                .host("127.0.0.1")
                .port(port)
                .appName("album")
                .caFile(data.resolve("ca.pem"))
                .set("overflow", "block")
                .set("maxBlockTime", "60s")
                .build();
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            System.err.println("Arguments: the collector's jar, events, searches of each kind, seconds of live tail");
            System.exit(2);
        }
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000_000;
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
        int seconds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 20;
        try (ScratchDirectory directory = ScratchDirectory.create()) {
            Process process = start(Path.of(arguments[0]), directory.path());
            try {
                CollectorLoad load = ready(process, directory.path());
                load.intake(events);
                load.search(events, count);
                load.tail(seconds);
                load.spillway.close();
            } finally {
                process.destroy();
                if (!process.waitFor(1, TimeUnit.MINUTES)) {
                    process.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static Process start(Path jar, Path data) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-jar",
                        jar.toString(),
                        "--no-login",
                        "--quiet",
                        "--data=" + data,
                        "--tls-port=0",
                        "--tcp-port=0",
                        "--udp-port=0",
                        "--http-port=0",
                        "--keep-size=20GB",
                        "--monthly=20GB"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static CollectorLoad ready(Process process, Path data) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new CollectorLoad(process, data, ready.group(1), Integer.parseInt(ready.group(2)));
            }
        }
        throw new IllegalStateException("the collector ended without being ready");
    }

    private void intake(int events) throws Exception {
        long begin = System.nanoTime();
        ExecutorService loggers = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = (int) ((long) events * i / THREADS);
            int end = (int) ((long) events * (i + 1) / THREADS);
            running.add(loggers.submit(() -> log(first, end)));
        }
        for (Future<?> logger : running) {
            logger.get();
        }
        loggers.shutdown();
        // With receipts an event is delivered once the collector has written it to its log.
        boolean flushed = spillway.flush(PATIENCE);
        double stored = (System.nanoTime() - begin) / 1e9;
        searches.awaitIndexed("last" + (events - 1), PATIENCE);
        double indexed = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "intake=tls events=%d delivered=%d all=%s perSecond=%.0f indexedPerSecond=%.0f cpuSeconds=%.2f rssMb=%d%n",
                events,
                spillway.stats().delivered(),
                flushed,
                events / stored,
                events / indexed,
                process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() * 1e3 / events,
                peakMegabytes());
    }

    private void log(int first, int end) {
        for (int i = first; i < end; i++) {
            spillway.log(LogEvent.of(severity(i), "album.web.Requests", text(i, i == end - 1)));
        }
    }

    /** A thousand errors, evenly among all. */
    private static Severity severity(int number) {
        return number % 5000 == 7 ? Severity.ERROR : Severity.INFO;
    }

    private static String text(int number, boolean last) {
        return "GET /albums/" + number % 10_000 + " HTTP/1.1 200 " + number % 977 + " ms, request r" + number
                + " by user u" + number % 50_000 + " from 10.0." + number % 256 + ".7" + (last ? " last" + number : "");
    }

    private void search(int events, int count) throws Exception {
        searches.time("rare-word", count, i -> "r" + (int) ((long) events * i / count));
        searches.time("phrase", count, i -> "\"GET /albums/" + i * 37 % 10_000 + " HTTP\"");
        searches.time("two-attributes-1000-results", count, i -> "program:album severity:error");
        System.out.println("search=done collectorRssMb=" + peakMegabytes());
    }

    private void tail(int seconds) throws Exception {
        try (LiveTail tail = searches.tail()) {
            long start = System.nanoTime();
            for (int i = 0; i < seconds * 1000; i++) {
                long due = start + i * 1_000_000L;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.sleep(left);
                }
                for (int j = 0; j < TAIL_PER_MILLI; j++) {
                    spillway.log(LogEvent.of(Severity.INFO, "album.web.Requests", LiveTail.text()));
                }
            }
            System.out.println(tail.result(seconds * 1000 * TAIL_PER_MILLI));
        }
    }

    private long peakMegabytes() throws IOException {
        Matcher memory = MEMORY.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        return memory.matches() ? Long.parseLong(memory.group(1)) / 1024 : 0;
    }
}
