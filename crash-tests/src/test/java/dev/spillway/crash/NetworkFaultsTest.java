package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.spillway.testkit.StrayThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets vanish, or hardly pass, between a process that logs and its endpoint: in a network of this test's own. */
@EnabledOnOs(OS.LINUX)
final class NetworkFaultsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    private static final int ENDLESS = 1 << 28;
    private static final int BURST = 10;
    /** For each thread, so that both together log about 5,000 events a second. */
    private static final long REST_MICROS = 4_000;

    /** What is logged by each thread while nothing passes, at least. */
    private static final int MEANWHILE = Scale.of(25_000, 2_500);

    /** A time-out of a connection, a pause before the next, and what a busy machine takes. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), 200);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @Execution(CONCURRENT)
    @ValueSource(strings = {"tcp", "tls"})
    void nothingIsLostInABlackHoleThatLastsLongerThanWriteTimeout(String transport) throws Exception {
        try (Namespaces network = new Namespaces("black hole");
                Reception endpoint = reception(network, transport);
                Application application = start(network, endpoint, transport)) {
            awaitArrivals(1_000);
            // What it said last may be from before.
            application.awaitStats("a connection", line -> line.number("connected") == 1);

            network.blackHole();
            application.awaitStats("a connection given up", line -> line.number("connected") == 0);
            application.awaitReturns(leastReturned(application) + MEANWHILE);
            long before = arrivals.distinct();
            network.heal();
            long healed = System.nanoTime();
            awaitArrivals(before + 1);
            Duration back = Duration.ofNanos(System.nanoTime() - healed);

            assertThat(back).isLessThan(SOON);
            finish("black hole over " + transport + ", back after " + back.toMillis() + " ms", application);
        }
    }

    @Test
    @Execution(CONCURRENT)
    void nothingIsLostBehindARateLimit() throws Exception {
        try (Namespaces network = new Namespaces("rate limit");
                Reception endpoint = reception(network, "tls");
                Application application = start(network, endpoint, "tls")) {
            awaitArrivals(1_000);

            network.limitTo("1mbit");
            application.awaitReturns(leastReturned(application) + MEANWHILE);
            application.awaitStats("a backlog", line -> line.number("pending") >= MEANWHILE);
            network.unlimit();

            finish("rate limit of 1 Mbit/s", application);
        }
    }

    private Reception reception(Namespaces network, String transport) throws Exception {
        return new Reception(
                network.atServer(), Namespaces.SERVER, transport, directory.resolve("ca.pem"), arrivals::accept);
    }

    private Application start(Namespaces network, Reception endpoint, String transport) throws Exception {
        Launch launch = Launch.of(payloads, directory.resolve("spill"), endpoint.destination())
                .withPrefix(network.atClient())
                .withOption("framing", "newline")
                .withOption("writeTimeout", "1s")
                .withOption("connectionTimeout", "2s")
                .withOption("maxReconnectionDelay", "500ms");
        if (transport.equals("tls")) {
            launch = launch.withOption("caFile", directory.resolve("ca.pem").toString());
        }
        return launch.start().log(ENDLESS, BURST, REST_MICROS);
    }

    private void awaitArrivals(long count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> arrivals.distinct() >= count);
    }

    private static long leastReturned(Application application) {
        return Arrays.stream(application.returned()).min().orElseThrow();
    }

    private void finish(String what, Application application) throws Exception {
        long[] returned = application.quieten();
        int[] reported = Arrays.stream(returned).mapToInt(Math::toIntExact).toArray();
        Awaitility.await().atMost(PATIENCE).until(() -> arrivals.hasAll(reported));
        long longest = application.latest().number("longestMicros");
        ProgramLine books = application.closeEngine();
        FaultRig.assertBooks(books);
        assertThat(books.number("dropped")).isZero();
        arrivals.assertComplete(reported);
        FaultRig.assertQuiet(application);
        Figures.print(
                "%s: seed %d, %d events, 0 lost, %d repeated; longest log call %d us",
                what, payloads.seed(), arrivals.distinct(), arrivals.repeated(), longest);
    }
}
