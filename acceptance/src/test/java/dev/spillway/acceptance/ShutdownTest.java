package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ConnectionState;
import dev.spillway.SpillwayStats;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ChaosProxy;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    private static final long GRACE_MILLIS = 500;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void closeMeetsItsDeadlineAndBooksClose(Peer peer) throws Exception {
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
            ShippingLogback logback = new ShippingLogback(
                    Stream.TLS.to(peer.host(), port, directory) + "<shutdownTimeout>1s</shutdownTimeout>");
            try (logback) {
                for (int i = 0; i < EVENTS; i++) {
                    logback.logger().info("event number {}", i);
                }
                Awaitility.await().until(() -> logback.stats().connection() != ConnectionState.IDLE);
                if (peer == Peer.GOOD) {
                    endpoint.awaitMessageCount(1, Duration.ofSeconds(30));
                }

                assertCloses(peer, logback);
            }
        }
    }

    private static void assertCloses(Peer peer, ShippingLogback logback) {
        long started = System.nanoTime();
        logback.close();
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();

        SpillwayStats books = logback.stats();
        Figures.print("close, %s: %d ms, %s", peer, millis, books);
        assertThat(millis).isLessThanOrEqualTo(SHUTDOWN_TIMEOUT_MILLIS + GRACE_MILLIS);
        ShippingLogback.assertBooksClose(books);
        assertThat(books.accepted()).isGreaterThanOrEqualTo(EVENTS);
        assertThat(books.pending()).isZero();
        if (peer == Peer.GOOD) {
            assertThat(books.delivered()).as("%s", books).isEqualTo(EVENTS);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("spillway-")));
    }
}
