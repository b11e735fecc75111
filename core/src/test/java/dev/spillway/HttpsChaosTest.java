package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.testkit.HttpAnswer;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.ReceivedRequest;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Engines that ship over real HTTPS to endpoints that answer at random, each decided by its seed. */
final class HttpsChaosTest {
    private static final int EVENTS = 200;
    private static final int AT_A_TIME = 8;
    private static final Duration SOON = Duration.ofSeconds(60);
    /** After an answer that was no good there is a pause of 100 ms at least; OkHttp repeats a 408 once by itself. */
    private static final int MOST_BAD_A_SECOND = 22;

    private static final Pattern NUMBER = Pattern.compile(" #(\\d+) ");
    private static final TestCertificates CERTIFICATES = TestCertificates.create();

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    @TempDir
    static Path directory;

    @Test
    void nothingIsLostThatMayNotBeWhateverIsAnswered() throws Exception {
        boolean campaign = Double.parseDouble(System.getProperty("spillway.scale", "0.1")) >= 1;
        long base = System.nanoTime();
        String caFile = CERTIFICATES.writeCaPem(directory.resolve("ca.pem")).toString();
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < (campaign ? 2_000 : 16); i++) {
                long seed = base + i;
                runs.add(threads.submit(() -> run(seed, caFile)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void run(long seed, String caFile) {
        SplittableRandom random = new SplittableRandom(seed);
        try (HttpsEndpoint endpoint = start(random)) {
            SplittableRandom answers = random.split();
            endpoint.choosing(request -> answer(request, answers));
            Spillway spillway = Spillway.builder()
                    .name("chaos" + seed)
                    .destination(endpoint.uri("/v1/logs").toString())
                    .set("caFile", caFile)
                    .set("batchSize", "1KB")
                    .set("linger", "5ms")
                    .set("requestTimeout", "400ms")
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
                await().atMost(SOON).until(() -> spillway.stats().pending() == 0);
                check(spillway.stats(), endpoint.requests());
            } finally {
                spillway.close();
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError("run(" + seed + "L): " + e.getMessage(), e);
        }
    }

    private static HttpsEndpoint start(SplittableRandom random) {
        return random.nextBoolean()
                ? HttpsEndpoint.https().certificate(CERTIFICATES.loopback()).start()
                : HttpsEndpoint.https()
                        .certificate(CERTIFICATES.loopback())
                        .http1Only()
                        .start();
    }

    /** Several connections may ask at the same time: one that was given up is read to its end beside the next. */
    private static synchronized HttpAnswer answer(ReceivedRequest request, SplittableRandom random) {
        if (random.nextInt(10) < 6) {
            return HttpAnswer.status(new int[] {200, 202, 204}[random.nextInt(3)]);
        }
        return switch (random.nextInt(14)) {
            case 0 -> HttpAnswer.status(400).andBody("no");
            case 1 -> HttpAnswer.status(401);
            case 2 -> HttpAnswer.status(403);
            case 3 -> HttpAnswer.status(404);
            case 4 -> HttpAnswer.status(408);
            case 5 -> HttpAnswer.status(request.messages().size() > 1 ? 413 : 200);
            case 6 -> HttpAnswer.status(429).andRetryAfter(Duration.ofSeconds(1));
            case 7 -> HttpAnswer.status(429).andRetryAfter(Instant.now().plusMillis(500));
            case 8 ->
                HttpAnswer.status(new int[] {500, 502, 503}[random.nextInt(3)]).andTaking();
            case 9 -> HttpAnswer.status(200).andBody("cut off").andCutBody();
            case 10 -> HttpAnswer.stallAfterReading();
            case 11 -> HttpAnswer.resetAfterReading();
            case 12 -> HttpAnswer.status(200).andEndlessBody();
            default -> HttpAnswer.garbage();
        };
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
        int highest = -1;
        for (ReceivedRequest request : requests) {
            List<String> texts =
                    request.messages().stream().map(message -> message.text()).toList();
            assertThat(byName.computeIfAbsent(request.batchId().orElseThrow(), name -> texts))
                    .as("what has the same name")
                    .isEqualTo(texts);
            String answer = request.answer().toString();
            boolean isTaken = answer.endsWith(", taken");
            for (String text : texts) {
                int number = numberIn(text);
                if (number >= 0 && isTaken && !taken.get(number)) {
                    taken.set(number);
                    assertThat(number).as("first arrivals are in order").isGreaterThan(highest);
                    highest = number;
                }
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
