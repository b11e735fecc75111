package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.spillway.frontends.Configured;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process is killed while it logs, and started again, while its endpoint comes and goes. What it had reported as logged
 * must arrive, and what arrives must be right. What stands in the queue of asynchronous loggers is not reported: that is
 * Log4j's, and ends with the process.
 */
final class KillTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    private static final int ENDLESS = 1 << 28;
    private static final int BURST = 100;
    /** So long that the loggers do not overtake the helper, which has to make segments and to shake hands for TLS. */
    private static final long REST_MICROS = 10_000;

    private static final int FILLER = 32;
    private static final int LEAST_MILLIS = 5;
    private static final int MOST_MILLIS = 400;
    private static final long REPLAY_WINDOW = 1 << 20;
    /** What may be sent and confirmed between two savings of the position. */
    private static final long UNSAVED = 128 * 1024;
    /** Kept well below the window, as what a dying server has not read is lost beyond it. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    /** A process before whose kill something is sure to have been delivered: the first one, and each third. */
    private static final int DELIVERING = 3;

    /** A process that is killed when one of its loggers is amid a write: one of so many. */
    private static final int AIMED = 5;

    private static final int STOPS = 300;
    private static final int MOST_NANOS_BETWEEN_STOPS = 2_000_000;
    /** With as many the aim is sure to have been true at least once. */
    private static final int ROUNDS_FOR_TORN = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Of each front end over each of two transports. */
    private final int rounds = Scale.rounds() / 2;

    private final long seed = new SplittableRandom().nextLong();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Payloads payloads = new Payloads(seed, FILLER);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);
    private final int[] reported = new int[(rounds + 2) * THREADS];
    private String what = "";
    private Remains remains;
    private long startsWithBacklog;
    private long mostRepeatedBytes;

    @TempDir
    private Path directory;

    @BeforeEach
    void prepare() {
        remains = new Remains(spill());
    }

    private Path spill() {
        return directory.resolve("spill");
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(Configured.values())
                .flatMap(frontEnd -> Stream.of("tcp", "tls").map(transport -> Arguments.of(frontEnd, transport)));
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @MethodSource("cases")
    void nothingReportedIsLostByKill(Configured frontEnd, String transport) throws Exception {
        what = "kill -9, " + frontEnd + " over " + transport;
        Figures.print("%s: seed %d, %d rounds", what, seed, rounds);
        SyslogEndpointBuilder builder = transport.equals("tls") ? SyslogEndpoint.tls() : SyslogEndpoint.tcp();
        try (SyslogEndpoint endpoint = builder.receiveBufferBytes(RECEIVE_BUFFER)
                .onMessage(arrivals::accept)
                .start()) {
            Weather weather = new Weather(endpoint, random);
            Launch launch = Launch.of(payloads, spill(), "syslog+" + transport + "://127.0.0.1:" + endpoint.port())
                    .through(frontEnd);
            if (transport.equals("tls")) {
                Path authority = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
                launch = launch.withOption("caFile", authority.toString());
            }
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
        boolean delivering = round % DELIVERING == 0;
        if (delivering) {
            weather.clear();
        } else {
            weather.mayChange();
        }
        try (Application application = launch.withThreads(THREADS, first).start()) {
            startsWithBacklog += application.awaitStart().number("recovered") > 0 ? 1 : 0;
            application.log(ENDLESS, BURST, REST_MICROS).awaitFirstReturn();
            if (delivering) {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(PATIENCE)
                        .until(() -> arrivals.highest(first) >= 0);
            }
            int millis = random.nextInt(LEAST_MILLIS, MOST_MILLIS + 1);
            int untilChange = random.nextInt(millis);
            application.runFor(Duration.ofMillis(untilChange));
            weather.mayChange();
            application.runFor(Duration.ofMillis(millis - untilChange));
            if (round % AIMED == 1) {
                stopAmidWrite(application);
            }
            long[] returned = application.kill();
            for (int thread = 0; thread < THREADS; thread++) {
                reported[first + thread] = (int) returned[thread];
            }
            remains.count();
        }
        // What was on its way to the endpoint is repeated by this process, and not by the next.
        weather.awaitEnds();
        long replays = 1L + weather.ends() - endsBefore;
        mostRepeatedBytes = Math.max(mostRepeatedBytes, (arrivals.repeatedBytes() - bytesBefore) / replays);
    }

    /**
     * Stops the process again and again, until a look at its files shows that a logger has claimed room and not
     * published. That is the case at one of a hundred moments, so kills at random alone would seldom meet it.
     */
    private void stopAmidWrite(Application application) throws Exception {
        try (Signals signals = new Signals(application.pid())) {
            for (int i = 0; i < STOPS; i++) {
                signals.stop();
                if (remains.isAmidWrite()) {
                    return;
                }
                signals.resume();
                application.runFor(Duration.ofNanos(random.nextInt(MOST_NANOS_BETWEEN_STOPS)));
            }
        }
    }

    /** One process that finds the backlog there, and one that finds none. */
    private void finish(Launch launch) throws Exception {
        logOnce(launch, rounds);
        logOnce(launch, rounds + 1);
    }

    private void logOnce(Launch launch, int round) throws Exception {
        int first = round * THREADS;
        try (Application application = launch.withThreads(THREADS, first).start()) {
            long start = System.nanoTime();
            long recovered = application.awaitStart().number("recovered");
            application.log(1, 1, 0).awaitReturns(1);
            reported[first] = 1;
            reported[first + 1] = 1;
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> arrivals.highest(first) == 0 && arrivals.highest(first + 1) == 0);
            Figures.print(
                    "%s: a fresh event arrived after %d ms, %d events before it",
                    what, (System.nanoTime() - start) / 1_000_000, recovered);
            ProgramLine books = application.closeEngine();
            assertThat(books.number("pending")).isZero();
            assertThat(books.number("dropped")).isZero();
        }
    }

    private void judge(Weather weather) {
        long unreported = arrivals.assertComplete(reported);
        Figures.print(
                "%s: %d events, %d of them never reported, %d kills, %d of them amid a write, %d with events on disk;"
                        + " %d ends of the endpoint, %d starts with a backlog, %d duplicates of %d bytes, up to %d"
                        + " bytes each time",
                what,
                arrivals.distinct(),
                unreported,
                rounds,
                remains.torn(),
                remains.used(),
                weather.ends(),
                startsWithBacklog,
                arrivals.repeated(),
                arrivals.repeatedBytes(),
                mostRepeatedBytes);
        assertThat(remains.used()).as("kills that left events on disk").isPositive();
        if (rounds >= ROUNDS_FOR_TORN) {
            assertThat(unreported).as("kills amid log calls").isPositive();
            assertThat(remains.torn()).as("records that a kill tore").isPositive();
        }
        assertThat(startsWithBacklog).as("starts that found events").isPositive();
        assertThat(arrivals.repeated()).as("duplicates").isPositive();
        assertThat(mostRepeatedBytes).as("bytes that a kill repeats").isLessThanOrEqualTo(REPLAY_WINDOW + UNSAVED);
    }
}
