package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process with little memory starts on a large backlog: soon, and with room for new events, which follow the old. */
final class BacklogTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    /** With its record's header, and the spread of sizes averaged. */
    private static final int BYTES_EACH = 230;
    /** 1 GB in a campaign. */
    private static final int EACH = Scale.of((1 << 30) / BYTES_EACH, 50_000) / THREADS;

    private static final int FRESH = Scale.of(200_000, 10_000) / THREADS;
    private static final int BURST = 100;
    /** Slow enough for the disk: what it lags behind with waits in memory alone, and does not survive a kill. */
    private static final long REST_MICROS = 1_500;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Each with the backlog and without one, in turn. */
    private static final int STARTS = Scale.of(15, 2);

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), 64);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);

    @TempDir
    private Path directory;

    @Test
    void largeBacklogNeitherDelaysStartNorStopsNewEvents() throws Exception {
        try (SyslogEndpoint endpoint =
                SyslogEndpoint.tcp().onMessage(arrivals::accept).start()) {
            endpoint.refuse();
            Launch launch = launch(endpoint, "spill");
            try (Application application = launch.start()) {
                application.log(EACH, BURST, REST_MICROS).awaitReturns(EACH);
                application.awaitStats(
                        "events on disk",
                        line -> line.number("accepted") == (long) EACH * THREADS && line.number("inMemory") == 0);
                application.kill();
            }
            measureStarts(endpoint, launch);
            try (Application application = launch.withThreads(THREADS, THREADS).start()) {
                ProgramLine started = application.awaitStart();
                assertThat(started.number("recovered")).isEqualTo((long) EACH * THREADS);
                Figures.print("backlog: %d events in %d bytes of disk", EACH * THREADS, started.number("spill"));
                drain(application, endpoint);
            }
            assertThat(endpoint.failures()).isEmpty();
        }
    }

    private Launch launch(SyslogEndpoint endpoint, String spill) {
        return Launch.of(payloads, directory.resolve(spill), "syslog+tcp://127.0.0.1:" + endpoint.port())
                .withOption("spillLimit", "2GB");
    }

    /** Each start in a JVM of its own, which is killed before it has delivered anything. */
    private void measureStarts(SyslogEndpoint endpoint, Launch launch) throws Exception {
        long[] with = new long[STARTS];
        long[] without = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            with[i] = startMicros(launch, (long) EACH * THREADS);
            without[i] = startMicros(launch(endpoint, "none-" + i), 0);
        }
        Arrays.sort(with);
        Arrays.sort(without);
        Figures.print(
                "backlog: an engine was built within %d us (%d to %d), and without one within %d us (%d to %d), median"
                        + " and range of %d new JVMs each",
                with[STARTS / 2],
                with[0],
                with[STARTS - 1],
                without[STARTS / 2],
                without[0],
                without[STARTS - 1],
                STARTS);
    }

    private static long startMicros(Launch launch, long backlog) throws Exception {
        try (Application application = launch.start()) {
            ProgramLine started = application.awaitStart();
            assertThat(started.number("recovered")).isEqualTo(backlog);
            assertThat(started.number("inMemory")).isZero();
            return started.number("buildMicros");
        }
    }

    private void drain(Application application, SyslogEndpoint endpoint) throws InterruptedException {
        long backlog = (long) EACH * THREADS;
        endpoint.restart();
        awaitArrivals(1);
        long start = System.nanoTime();
        // Or a pause of the application alone would give the endpoint the time to take everything.
        endpoint.pause();
        application.log(FRESH, BURST, 0).awaitReturns(FRESH);
        double freshSeconds = (System.nanoTime() - start) / 1e9;
        long arrivedByThen = arrivals.distinct();
        endpoint.resume();
        awaitArrivals(backlog);
        double drainSeconds = (System.nanoTime() - start) / 1e9;
        awaitArrivals(backlog + (long) FRESH * THREADS);

        ProgramLine books = application.closeEngine();
        assertThat(arrivals.assertComplete(new int[] {EACH, EACH, FRESH, FRESH}))
                .isZero();
        assertThat(books.number("dropped")).isZero();
        assertThat(books.number("pending")).isZero();
        assertThat(arrivedByThen)
                .as("events of %d that had arrived when all new ones were accepted", backlog)
                .isLessThan(backlog);
        Figures.print(
                "backlog: drained at %.0f/s, while new events were accepted at %.0f/s",
                backlog / drainSeconds, FRESH * THREADS / freshSeconds);
    }

    private void awaitArrivals(long count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .atMost(PATIENCE)
                .until(() -> arrivals.distinct() >= count);
    }
}
