package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed while it logs, and started again, while its endpoint comes and goes. What it had reported as logged
 * must arrive, and what arrives must be right.
 */
final class KillTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    private static final int ENDLESS = 1 << 28;
    private static final int BURST = 100;
    private static final long REST_MICROS = 1_000;
    private static final int FILLER = 32;
    private static final int LEAST_MILLIS = 5;
    private static final int MOST_MILLIS = 400;
    private static final long REPLAY_WINDOW = 1 << 20;
    /** What may be sent and confirmed between two savings of the position. */
    private static final long UNSAVED = 128 * 1024;
    /** Kept well below the window, as what a dying server has not read is lost beyond it. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final int rounds = Scale.rounds();
    private final long seed = new SplittableRandom().nextLong();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Payloads payloads = new Payloads(seed, FILLER);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);
    private final int[] reported = new int[(rounds + 1) * THREADS];
    private long startsWithBacklog;
    private long mostRepeatedBytes;

    @TempDir
    private Path directory;

    @Test
    void nothingReportedIsLostByKill() throws Exception {
        Figures.print("kill -9: seed %d, %d rounds", seed, rounds);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                .receiveBufferBytes(RECEIVE_BUFFER)
                .onMessage(arrivals::accept)
                .start()) {
            Weather weather = new Weather(endpoint, random);
            Launch launch =
                    Launch.of(payloads, directory.resolve("spill"), "syslog+tcp://127.0.0.1:" + endpoint.port());
            for (int round = 0; round < rounds; round++) {
                runAndKill(launch, weather, round);
            }
            weather.clear();
            finish(launch);

            judge(weather);
            assertThat(endpoint.failures()).isEmpty();
        }
    }

    private void runAndKill(Launch launch, Weather weather, int round) throws Exception {
        long bytesBefore = arrivals.repeatedBytes();
        int endsBefore = weather.ends();
        int first = round * THREADS;
        weather.mayChange();
        try (Application application = launch.withThreads(THREADS, first).start()) {
            startsWithBacklog += application.awaitStart().number("recovered") > 0 ? 1 : 0;
            application.log(ENDLESS, BURST, REST_MICROS).awaitFirstReturn();
            int millis = random.nextInt(LEAST_MILLIS, MOST_MILLIS + 1);
            int untilChange = random.nextInt(millis);
            application.runFor(Duration.ofMillis(untilChange));
            weather.mayChange();
            application.runFor(Duration.ofMillis(millis - untilChange));
            long[] returned = application.kill();
            for (int thread = 0; thread < THREADS; thread++) {
                reported[first + thread] = (int) returned[thread];
            }
            assertThat(application.mostInMemory())
                    .as("events that were in memory alone, as the disk lagged")
                    .isZero();
        }
        long replays = 1L + weather.ends() - endsBefore;
        mostRepeatedBytes = Math.max(mostRepeatedBytes, (arrivals.repeatedBytes() - bytesBefore) / replays);
    }

    private void finish(Launch launch) throws Exception {
        int first = rounds * THREADS;
        try (Application application = launch.withThreads(THREADS, first).start()) {
            long start = System.nanoTime();
            application.log(1, 1, 0).awaitReturns(1);
            reported[first] = 1;
            reported[first + 1] = 1;
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> arrivals.highest(first) == 0 && arrivals.highest(first + 1) == 0);
            Figures.print("kill -9: a fresh event arrived after %d ms", (System.nanoTime() - start) / 1_000_000);
            ProgramLine books = application.closeEngine();
            assertThat(books.number("pending")).isZero();
            assertThat(books.number("dropped")).isZero();
        }
    }

    private void judge(Weather weather) {
        long unreported = arrivals.assertComplete(reported);
        Figures.print(
                "kill -9: %d events, %d of them never reported, %d kills, %d ends of the endpoint,"
                        + " %d starts with a backlog, %d duplicates of %d bytes, up to %d bytes each time",
                arrivals.distinct(),
                unreported,
                rounds,
                weather.ends(),
                startsWithBacklog,
                arrivals.repeated(),
                arrivals.repeatedBytes(),
                mostRepeatedBytes);
        assertThat(unreported).as("kills amid log calls").isPositive();
        assertThat(startsWithBacklog).as("starts that found events").isPositive();
        assertThat(arrivals.repeated()).as("duplicates").isPositive();
        assertThat(mostRepeatedBytes).as("bytes that a kill repeats").isLessThanOrEqualTo(REPLAY_WINDOW + UNSAVED);
    }
}
