package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.HttpsEndpointBuilder;
import dev.spillway.testkit.ReceivedRequest;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Engines that ship over real HTTPS to endpoints that answer at random, each decided by its seed. */
final class HttpsChaosTest {
    private static final int EVENTS = 200;
    private static final boolean CAMPAIGN = Double.parseDouble(System.getProperty("spillway.scale", "0.1")) >= 1;
    private static final int RUNS = CAMPAIGN ? 2_000 : 16;
    /** A run waits for most of its time: between its attempts, as it has to. */
    private static final int AT_A_TIME = CAMPAIGN ? 48 : 16;

    private static final Duration SOON = Duration.ofSeconds(CAMPAIGN ? 180 : 60);
    /** After an answer that was no good there is a pause of 100 ms at least; OkHttp repeats a 408 once by itself. */
    private static final int MOST_BAD_A_SECOND = 22;

    private static final Pattern NUMBER = Pattern.compile(" #(\\d+) ");
    private static final Map<String, Integer> ANSWERS = new ConcurrentHashMap<>();

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    @TempDir
    static Path directory;

    @Test
    void nothingIsLostThatMayNotBeWhateverIsAnswered() throws Exception {
        long base = Seed.choose();
        long begin = System.nanoTime();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                long seed = base + i;
                runs.add(threads.submit(() -> {
                    run(seed, timer);
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS);
            timer.shutdownNow();
        }
        System.out.printf(
                Locale.ROOT,
                "figure: %d runs over HTTPS in %.0f s, processor time of the JVM so far %.0f s: %s%n",
                RUNS,
                (System.nanoTime() - begin) / 1e9,
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3,
                new TreeMap<>(ANSWERS));
    }

    private static void run(long seed, ScheduledExecutorService timer) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        // An authority of its own, as a port that is closed for a moment may be given to the endpoint of another run.
        TestCertificates certificates = TestCertificates.create();
        try (HttpsEndpoint endpoint = start(random, certificates)) {
            endpoint.choosing(new RandomAnswers(endpoint, random.split(), timer)::next);
            Spillway spillway = Spillway.builder()
                    .name("chaos" + seed)
                    .destination(endpoint.uri("/v1/logs").toString())
                    .set(
                            "caFile",
                            certificates
                                    .writeCaPem(directory.resolve(seed + ".pem"))
                                    .toString())
                    .set("batchSize", "1KB")
                    .set("linger", "5ms")
                    // Enough for many handshakes at once on a busy machine.
                    .set("requestTimeout", "1s")
                    .set("reconnectionDelay", "10ms")
                    .set("maxReconnectionDelay", "50ms")
                    .set("shutdownTimeout", "1s")
                    .set("compression", random.nextBoolean() ? "gzip" : "none")
                    .reporter(new SilentReporter())
                    .build();
            try {
                for (int i = 0; i < EVENTS; i++) {
                    spillway.log(LogEvent.of(
                            Severity.INFO, "com.example.Main", "#" + i + " " + "x".repeat(random.nextInt(80))));
                }
                // One look at the books: the next may find a drop told of meanwhile, which is an event that is pending.
                SpillwayStats books = await().atMost(SOON).until(spillway::stats, stats -> stats.pending() == 0);
                check(books, endpoint.requests());
            } finally {
                spillway.close();
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError("run(" + seed + "L): " + e.getMessage(), e);
        }
    }

    private static HttpsEndpoint start(SplittableRandom random, TestCertificates certificates) {
        HttpsEndpointBuilder builder = HttpsEndpoint.https().certificate(certificates.loopback());
        return (random.nextBoolean() ? builder : builder.http1Only()).start();
    }

    private static void check(SpillwayStats stats, List<ReceivedRequest> requests) {
        long rejected = stats.dropped().getOrDefault(DropReason.REJECTED, 0L);
        // Drops are told in the stream, by events that are accepted as any other.
        assertThat(stats.accepted()).isGreaterThanOrEqualTo(EVENTS);
        assertThat(stats.delivered() + rejected).isEqualTo(stats.accepted());
        assertThat(stats.dropped().keySet()).isSubsetOf(DropReason.REJECTED);
        BitSet taken = new BitSet();
        Map<String, List<String>> byName = new HashMap<>();
        Deque<Long> bad = new ArrayDeque<>();
        Set<String> refused = new HashSet<>();
        int highest = -1;
        for (ReceivedRequest request : requests) {
            String answer = request.answer().toString();
            ANSWERS.merge(answer, 1, Integer::sum);
            List<String> texts =
                    request.messages().stream().map(message -> message.text()).toList();
            String name = request.batchId().orElseThrow();
            if (!answer.endsWith(" before reading")) {
                assertThat(byName.computeIfAbsent(name, first -> texts))
                        .as("what has the same name")
                        .isEqualTo(texts);
            }
            boolean isTaken = answer.endsWith(", taken");
            for (String text : texts) {
                int number = numberIn(text);
                if (number >= 0 && isTaken && !taken.get(number)) {
                    taken.set(number);
                    // What was given up after a refusal may still come by an earlier connection, read late.
                    if (!refused.contains(name)) {
                        assertThat(number).as("first arrivals are in order").isGreaterThan(highest);
                        highest = number;
                    }
                }
            }
            if (answer.matches("(400|404|413).*")) {
                refused.add(name);
            }
            if (!answer.matches("20[024]( ENDLESS_BODY)?, taken")) {
                bad.add(request.arrivalNanos());
                while (request.arrivalNanos() - bad.peek() > 1_000_000_000L) {
                    bad.remove();
                }
                assertThat(bad).as("bad answers within a second").hasSizeLessThanOrEqualTo(MOST_BAD_A_SECOND);
            }
        }
        assertThat((long) EVENTS - taken.cardinality()).as("never taken").isLessThanOrEqualTo(rejected);
    }

    private static int numberIn(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
