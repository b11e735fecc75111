package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.spillway.ConnectionState;
import dev.spillway.SpillwayStats;
import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ChaosProxy;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A close meets its one deadline whatever the other side does, and accounts for every event. */
final class ShutdownTest {
    /** The other side. */
    enum Peer {
        GOOD(Behaviour.readAll()),
        REFUSES(Behaviour.readAll()),
        UNKNOWN_HOST(Behaviour.readAll()),
        NEVER_READS(Behaviour.neverRead()),
        BLACK_HOLE(Behaviour.readAll()),
        STALLS_HANDSHAKE(Behaviour.stallBeforeHandshake()),
        RESETS(Behaviour.resetAfterMessages(10)),
        NEVER_ANSWERS_CLOSE(Behaviour.readThenNeverAnswerClose());

        private final Behaviour behaviour;

        Peer(Behaviour behaviour) {
            this.behaviour = behaviour;
        }

        String host() {
            return this == UNKNOWN_HOST ? "nowhere.invalid" : "localhost";
        }
    }

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    /** Fit into the buffer, and are more than the kernels take of what nobody reads. */
    private static final int EVENTS = 10_000;

    private static final long SHUTDOWN_TIMEOUT_MILLIS = 1_000;
    /** What a busy machine may add; less than any time-out of a connection, for none of which a close waits. */
    private static final long GRACE_MILLIS = Scale.isCampaign() ? 500 : 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    static java.util.stream.Stream<Arguments> cases() {
        return Arrays.stream(Peer.values())
                .flatMap(peer -> Arrays.stream(Configured.values()).map(frontEnd -> Arguments.of(peer, frontEnd)));
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @MethodSource("cases")
    void closeMeetsItsDeadlineAndBooksClose(Peer peer, Configured frontEnd) throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS
                        .endpoint()
                        .behaviour(peer.behaviour)
                        .onMessage(message -> {})
                        .start();
                ChaosProxy network = ChaosProxy.to(endpoint.port())) {
            if (peer == Peer.REFUSES) {
                endpoint.refuse();
            } else if (peer == Peer.BLACK_HOLE) {
                network.blackHole();
            }
            int port = peer == Peer.BLACK_HOLE ? network.port() : endpoint.port();
            Map<String, String> options = Stream.TLS.options(peer.host(), port, directory);
            // With a good one it ends as soon as all is delivered.
            options.put("shutdownTimeout", peer == Peer.GOOD ? "1min" : SHUTDOWN_TIMEOUT_MILLIS + "ms");
            options.put("connectionTimeout", "1min");
            options.put("writeTimeout", "1min");
            try (Shipper shipper = frontEnd.with(options)) {
                for (int i = 0; i < EVENTS; i++) {
                    shipper.log("event number " + i);
                }
                Awaitility.await().atMost(PATIENCE).until(() -> shipper.stats().connection() != ConnectionState.IDLE);
                if (peer == Peer.GOOD) {
                    endpoint.awaitMessageCount(1, PATIENCE);
                }

                assertCloses(peer, frontEnd, shipper);
            }
        }
    }

    private static void assertCloses(Peer peer, Configured frontEnd, Shipper shipper) {
        long started = System.nanoTime();
        shipper.close();
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();

        // On a busy machine the engine's thread may count what is left a moment after the deadline.
        Awaitility.await().atMost(PATIENCE).until(() -> shipper.stats().pending() == 0);
        SpillwayStats books = shipper.stats();
        Figures.print("close of %s, %s: %d ms, %s", frontEnd, peer, millis, books);
        assertThat(millis).isLessThanOrEqualTo(SHUTDOWN_TIMEOUT_MILLIS + GRACE_MILLIS);
        ShippingLogback.assertBooksClose(books);
        assertThat(books.accepted()).isGreaterThanOrEqualTo(EVENTS);
        if (peer == Peer.GOOD) {
            assertThat(books.delivered()).as("%s", books).isEqualTo(EVENTS);
        }
    }
}
