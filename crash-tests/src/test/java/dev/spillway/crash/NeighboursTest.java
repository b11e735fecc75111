package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several processes share one spill directory, and some of them are killed. */
final class NeighboursTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    private static final int EACH = 2_000;
    private static final int BURST = 100;
    private static final long REST_MICROS = 500;
    private static final int FOUR = 4;
    private static final int ROUNDS = Scale.of(24, 2);
    private static final int ENDLESS = 1 << 28;
    private static final int FEW = 20;
    private static final long LONG_REST_MICROS = 10_000;
    private static final int MOST_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final long seed = new SplittableRandom().nextLong();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Payloads payloads = new Payloads(seed, 32);

    @TempDir
    private Path directory;

    /** Whether the two differ in host, in port alone (which is the account, with Papertrail) or in name. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, localhost, one, one", "127.0.0.1, 127.0.0.1, one, one", "127.0.0.1, 127.0.0.1, one, other"})
    void eventsOfKilledProcessReachItsOwnEndpointAlone(String host, String otherHost, String name, String otherName)
            throws Exception {
        Figures.print("neighbours: seed %d", seed);
        Payloads others = new Payloads(seed + 1, 32);
        Arrivals arrivals = new Arrivals(payloads, THREADS);
        Arrivals arrivalsAtOther = new Arrivals(others, THREADS);
        try (SyslogEndpoint endpoint =
                        SyslogEndpoint.tcp().onMessage(arrivals::accept).start();
                SyslogEndpoint other =
                        SyslogEndpoint.tcp().onMessage(arrivalsAtOther::accept).start()) {
            Launch launch = Launch.of(payloads, spill(), "syslog+tcp://" + host + ":" + endpoint.port())
                    .withOption("appName", name);
            Launch otherLaunch = Launch.of(others, spill(), "syslog+tcp://" + otherHost + ":" + other.port())
                    .withOption("appName", otherName);
            endpoint.refuse();
            try (Application neighbour = otherLaunch.start();
                    Application victim = launch.start()) {
                neighbour.log(EACH, BURST, REST_MICROS);
                victim.log(EACH, BURST, REST_MICROS).awaitReturns(EACH);
                victim.kill();
                neighbour.awaitReturns(EACH);
                assertThat(neighbour.closeEngine().number("pending")).isZero();
            }
            try (Application again = otherLaunch.withThreads(THREADS, THREADS).start()) {
                assertThat(again.awaitStart().number("recovered")).isZero();
                again.log(EACH, BURST, REST_MICROS).awaitReturns(EACH);
                again.closeEngine();
            }
            arrivalsAtOther.assertComplete(new int[] {EACH, EACH, EACH, EACH});
            assertThat(other.messageCount()).isEqualTo(4L * EACH);

            endpoint.restart();
            try (Application next = launch.withThreads(THREADS, THREADS).start()) {
                next.log(1, 1, 0);
                int[] logged = {EACH, EACH, 1, 1};
                Awaitility.await().atMost(PATIENCE).until(() -> arrivals.hasAll(logged));
                next.closeEngine();
                assertThat(arrivals.assertComplete(logged)).isZero();
            }
            assertThat(other.messageCount()).isEqualTo(4L * EACH);
        }
    }

    @Test
    void nextProcessAdoptsSlotOfKilledOneAmongFour() throws Exception {
        Figures.print("neighbours: seed %d", seed);
        Payloads others = new Payloads(seed + 1, 32);
        Arrivals arrivals = new Arrivals(payloads, THREADS);
        Arrivals arrivalsOfOthers = new Arrivals(others, THREADS);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                .onMessage(message -> (arrivals.isOurs(message) ? arrivals : arrivalsOfOthers).accept(message))
                .start()) {
            endpoint.refuse();
            String destination = "syslog+tcp://127.0.0.1:" + endpoint.port();
            Launch launch = Launch.of(payloads, spill(), destination);
            Launch otherLaunch = Launch.of(others, spill(), destination);
            try (Application victim = launch.start();
                    Application first = otherLaunch.start();
                    Application second =
                            otherLaunch.withThreads(THREADS, THREADS).start();
                    Application third =
                            otherLaunch.withThreads(THREADS, 2 * THREADS).start()) {
                logEverything(victim, first, second, third);
                assertThat(slots()).hasSize(4);
                victim.kill();
                try (Application heir = launch.withThreads(THREADS, THREADS).start()) {
                    assertThat(heir.awaitStart().number("recovered")).isEqualTo((long) THREADS * EACH);
                    logEverything(heir);
                    assertThat(slots()).hasSize(4);
                    endpoint.restart();
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .until(() -> arrivals.distinct() == 2L * THREADS * EACH
                                    && arrivalsOfOthers.distinct() == 3L * THREADS * EACH);
                    for (Application each : List.of(first, second, third, heir)) {
                        assertThat(each.closeEngine().number("pending")).isZero();
                    }
                }
            }
            arrivals.assertComplete(new int[] {EACH, EACH, EACH, EACH});
            assertThat(arrivalsOfOthers.repeated()).isZero();
            assertThat(slots()).isEmpty();
        }
    }

    /** They differ in nothing, so each start takes over what those before it have left, or what another has not. */
    @Test
    void nothingIsLostWhenFourProcessesAreKilledAgainAndAgain() throws Exception {
        SequenceOracle arrivals = payloads.oracle();
        int[] reported = new int[(ROUNDS * FOUR + 1) * THREADS];
        long recovered = 0;
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                .receiveBufferBytes(64 * 1024)
                .onMessage(arrivals::accept)
                .start()) {
            Weather weather = new Weather(endpoint, random);
            Launch launch = Launch.of(payloads, spill(), "syslog+tcp://127.0.0.1:" + endpoint.port());
            for (int round = 0; round < ROUNDS; round++) {
                recovered += runAndKillFour(launch, weather, reported, round * FOUR * THREADS);
            }
            weather.clear();
            int first = ROUNDS * FOUR * THREADS;
            try (Application last = launch.withThreads(THREADS, first).start()) {
                recovered += last.awaitStart().number("recovered");
                last.log(1, 1, 0).awaitReturns(1);
                Arrays.fill(reported, first, first + THREADS, 1);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> arrivals.report(reported).missing() == 0);
                assertThat(last.closeEngine().number("pending")).isZero();
            }
            SequenceReport report = arrivals.report(reported);
            Figures.print(
                    "four processes on one directory: seed %d, %d kills, endpoint away %d times, %d events found at"
                            + " starts, %d arrived, %d missing, %d altered, %d out of order, %d twice",
                    seed,
                    ROUNDS * FOUR,
                    weather.ends(),
                    recovered,
                    arrivals.distinct(),
                    report.missing(),
                    report.altered(),
                    report.orderViolations(),
                    report.duplicates());
            assertThat(report.altered() + report.orderViolations())
                    .as("%s", report)
                    .isZero();
            assertThat(recovered).isPositive();
            assertThat(slots()).isEmpty();
        }
    }

    /** Four start side by side and log, while the endpoint comes and goes; returns how many events they found. */
    private long runAndKillFour(Launch launch, Weather weather, int[] reported, int first) throws Exception {
        List<Application> running = new ArrayList<>();
        try {
            for (int i = 0; i < FOUR; i++) {
                running.add(launch.withThreads(THREADS, first + i * THREADS).start());
            }
            long recovered = 0;
            for (Application each : running) {
                recovered += each.awaitStart().number("recovered");
                each.log(ENDLESS, FEW, LONG_REST_MICROS).awaitFirstReturn();
                weather.mayChange();
            }
            for (int i = 0; i < FOUR; i++) {
                Application each = running.get(i);
                each.runFor(Duration.ofMillis(random.nextInt(MOST_MILLIS)));
                long[] returned = each.kill();
                for (int thread = 0; thread < THREADS; thread++) {
                    reported[first + i * THREADS + thread] = (int) returned[thread];
                }
            }
            return recovered;
        } finally {
            for (Application each : running) {
                each.close();
            }
        }
    }

    private static void logEverything(Application... applications) {
        for (Application each : applications) {
            each.log(EACH, BURST, REST_MICROS);
        }
        for (Application each : applications) {
            each.awaitReturns(EACH);
        }
    }

    private Path spill() {
        return directory.resolve("spill");
    }

    /** Without the file by which an engine sees from time to time whose the directory is. */
    private List<Path> slots() throws IOException {
        try (Stream<Path> entries = Files.list(spill())) {
            return entries.filter(Files::isDirectory).toList();
        }
    }
}
