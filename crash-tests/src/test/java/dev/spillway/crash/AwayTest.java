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

/** An endpoint is away while a million events are logged: they wait on disk, not in memory, and arrive in order. */
final class AwayTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    private static final int EACH = Scale.of(1_000_000, 50_000) / THREADS;
    private static final int BURST = 100;
    private static final long REST_MICROS = 500;
    private static final long BUFFER_SIZE = 16L << 20;
    /** Sockets, the encoders' scratch and what the JDK itself takes. */
    private static final long SMALL = 2L << 20;

    /** Of a heap that is filling up for the first time, beside what waits in memory where the disk lags. */
    private static final long FLAT = BUFFER_SIZE + (24L << 20);

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), 64);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);

    @TempDir
    private Path directory;

    @Test
    void everythingArrivesWhenEndpointComesBack() throws Exception {
        try (SyslogEndpoint endpoint =
                SyslogEndpoint.tcp().onMessage(arrivals::accept).start()) {
            Launch launch =
                    Launch.of(payloads, directory.resolve("spill"), "syslog+tcp://127.0.0.1:" + endpoint.port());
            endpoint.refuse();
            try (Application application = launch.start()) {
                application.log(EACH, BURST, REST_MICROS).awaitReturns(EACH / 4);
                long early = ResidentMemory.anonymous(application.pid());
                application.awaitReturns(EACH);
                long late = ResidentMemory.anonymous(application.pid());
                assertThat(arrivals.distinct()).isZero();
                int[] logged = new int[THREADS];
                Arrays.fill(logged, EACH);

                endpoint.restart();
                long start = System.nanoTime();
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(10))
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> arrivals.distinct() >= (long) EACH * THREADS);
                double seconds = (System.nanoTime() - start) / 1e9;

                ProgramLine books = application.closeEngine();
                assertThat(arrivals.assertComplete(logged)).isZero();
                assertThat(books.number("delivered")).isEqualTo((long) EACH * THREADS);
                assertThat(books.number("dropped")).isZero();
                assertThat(application.mostDirect()).isLessThanOrEqualTo(BUFFER_SIZE + SMALL);
                assertThat(late - early).as("growth of memory that is no file").isLessThan(FLAT);
                Figures.print(
                        "away: %d events waited, %.0f/s afterwards; direct memory up to %d bytes, other memory %d bytes"
                                + " after a quarter and %d at the end; up to %d events waited in memory alone",
                        EACH * THREADS,
                        EACH * THREADS / seconds,
                        application.mostDirect(),
                        early,
                        late,
                        application.mostInMemory());
            }
            assertThat(endpoint.failures()).isEmpty();
        }
    }
}
