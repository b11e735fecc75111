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
    private static final long LONGEST_START_MICROS = 2_000_000;

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), 64);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);

    @TempDir
    private Path directory;

    @Test
    void largeBacklogNeitherDelaysStartNorStopsNewEvents() throws Exception {
        try (SyslogEndpoint endpoint =
                SyslogEndpoint.tcp().onMessage(arrivals::accept).start()) {
            endpoint.refuse();
            Launch launch = Launch.of(payloads, directory.resolve("spill"), "syslog+tcp://127.0.0.1:" + endpoint.port())
                    .withOption("spillLimit", "2GB");
            long emptyMicros;
            try (Application application = launch.start()) {
                emptyMicros = application.awaitStart().number("buildMicros");
                application.log(EACH, BURST, REST_MICROS).awaitReturns(EACH);
                application.kill();
                assertThat(application.mostInMemory())
                        .as("events that were in memory alone, as the disk lagged")
                        .isZero();
            }
            try (Application application = launch.withThreads(THREADS, THREADS).start()) {
                ProgramLine started = application.awaitStart();
                assertThat(started.number("recovered")).isEqualTo((long) EACH * THREADS);
                assertThat(started.number("buildMicros")).isLessThan(LONGEST_START_MICROS);
                Figures.print(
                        "backlog: %d events in %d bytes of disk, started within %d us, and within %d us without",
                        EACH * THREADS, started.number("spill"), started.number("buildMicros"), emptyMicros);
                drain(application, endpoint);
            }
            assertThat(endpoint.failures()).isEmpty();
        }
    }

    private void drain(Application application, SyslogEndpoint endpoint) throws InterruptedException {
        long backlog = (long) EACH * THREADS;
        endpoint.restart();
        awaitArrivals(1);
        long start = System.nanoTime();
        application.log(FRESH, BURST, 0).awaitReturns(FRESH);
        double freshSeconds = (System.nanoTime() - start) / 1e9;
        long arrivedByThen = arrivals.distinct();
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
