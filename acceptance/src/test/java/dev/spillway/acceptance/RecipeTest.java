package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ChaosProxy;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The hardest recipe of rsyslog's own test suite ({@code omfwd-lb-1target-retry-test_skeleton.sh}, which allows 500 of
 * 20,000 messages to be lost) and its relatives: servers and networks that break while messages flow. Nothing may be
 * lost, a break may repeat no more than the replay window, and each thread's order is kept.
 *
 * <p>The servers' kernels are as they are: they take more than the window of 1 MB before their process dies. That costs
 * nothing, because a new connection rests once it has carried a window.
 */
final class RecipeTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int THREADS = 2;
    private static final int EACH = Scale.of(20_000, 5_000) / THREADS;
    private static final int MESSAGES_A_LIFE = 900;
    private static final long REPLAY_WINDOW = 1 << 20;
    private static final Duration AWAY = Duration.ofMillis(Scale.of(3_000, 300));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SWALLOWED = Duration.ofSeconds(1);
    private static final String SMALL_WINDOW = "<replayWindow>1MB</replayWindow>";
    private static final String OPTIONS = """
            <reconnectionDelay>100ms</reconnectionDelay>
            <maxReconnectionDelay>500ms</maxReconnectionDelay>
            """;

    private SequenceOracle oracle = SequenceOracle.random();
    private final Replays replays = new Replays();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenServerDiesTwice(Stream stream) throws Exception {
        try (DyingServer server = new DyingServer(stream.endpoint(), this::take, 2, MESSAGES_A_LIFE, AWAY);
                ShippingLogback logback = logback(stream, server.endpoint().port())) {
            logEverything(logback);

            settle(stream + ", server dies twice", logback, server.endpoint());
            assertThat(server.deaths()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWithDefaultWindowWhenServerDiesTwice(Stream stream) throws Exception {
        try (DyingServer server = new DyingServer(stream.endpoint(), this::take, 2, MESSAGES_A_LIFE, AWAY);
                ShippingLogback logback =
                        new ShippingLogback(stream.to(server.endpoint().port(), directory) + OPTIONS)) {
            logEverything(logback);

            settle(stream + ", server dies twice, default window", logback, server.endpoint(), 8 * REPLAY_WINDOW);
            assertThat(server.deaths()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenServerClosesPolitelyAgainAndAgain(Stream stream) throws Exception {
        try (SyslogEndpoint endpoint =
                        endpoint(stream, Behaviour.closePolitelyAfter(MESSAGES_A_LIFE), Integer.MAX_VALUE);
                ShippingLogback logback = logback(stream, endpoint.port())) {
            logEverything(logback);

            settle(stream + ", server closes every 900", logback, endpoint);
            assertThat(endpoint.connections()).hasSizeGreaterThan(THREADS * EACH / MESSAGES_A_LIFE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenServerResetsInsideAFrame(Stream stream) throws Exception {
        try (SyslogEndpoint endpoint = endpoint(stream, Behaviour.resetAfterBytes(150_001), 3);
                ShippingLogback logback = logback(stream, endpoint.port())) {
            logEverything(logback);

            settle(stream + ", server resets inside a frame", logback, endpoint);
            assertThat(endpoint.connections()).hasSizeGreaterThan(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenServerNeverReadsAndIsReplaced(Stream stream) throws Exception {
        try (SyslogEndpoint endpoint = endpoint(stream, Behaviour.neverRead(), 1);
                ShippingLogback logback = logback(stream, endpoint.port(), "<writeTimeout>500ms</writeTimeout>")) {
            logEverything(logback);

            settle(stream + ", server never reads, then is replaced", logback, endpoint);
            assertThat(endpoint.connections()).hasSizeGreaterThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenNetworkStandsStillForLongerThanWriteTimeout(Stream stream) throws Exception {
        // Enough to fill up what lies between here and there.
        oracle = oracle.sized(500, 1_500);
        try (SyslogEndpoint endpoint = endpoint(stream, Behaviour.readAll(), Integer.MAX_VALUE);
                ChaosProxy network = ChaosProxy.to(endpoint.port());
                ShippingLogback logback = new ShippingLogback(stream.to(network.port(), directory) + OPTIONS
                        + "<bufferSize>32MB</bufferSize><writeTimeout>300ms</writeTimeout>")) {
            Producers.log(oracle, logback.logger(), THREADS, 0, EACH / 4);
            endpoint.awaitMessageCount(1, PATIENCE);
            network.pause();
            Producers.log(oracle, logback.logger(), THREADS, EACH / 4, EACH);
            Awaitility.await().atMost(PATIENCE).until(() -> logback.stats().lastError() != null);
            network.resume();

            settle(stream + ", network stands still, default window", logback, endpoint, 8 * REPLAY_WINDOW);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostWhenNetworkSwallowsLessThanTheReplayWindow(Stream stream) throws Exception {
        int last = EACH - 1_000;
        try (SyslogEndpoint endpoint = endpoint(stream, Behaviour.readAll(), Integer.MAX_VALUE);
                ChaosProxy network = ChaosProxy.to(endpoint.port());
                ShippingLogback logback = logback(stream, network.port())) {
            Producers.log(oracle, logback.logger(), THREADS, 0, last);
            endpoint.awaitMessageCount((long) THREADS * last, PATIENCE);
            network.blackHole();
            Producers.log(oracle, logback.logger(), THREADS, last, EACH);
            // Nothing fails in a network that takes everything: only an end in order that finds no answer tells.
            assertThat(logback.engine().flush(SWALLOWED)).isFalse();
            network.resume();

            settle(stream + ", network swallows", logback, endpoint);
        }
    }

    private SyslogEndpoint endpoint(Stream stream, Behaviour bad, int badConnections) {
        SyslogEndpointBuilder builder = stream.endpoint().onMessage(this::take);
        if (badConnections == Integer.MAX_VALUE) {
            return builder.behaviour(bad).start();
        }
        for (int i = 1; i <= badConnections; i++) {
            builder.behaviour(i, bad);
        }
        return builder.start();
    }

    private ShippingLogback logback(Stream stream, int port, String... more) throws JoranException {
        return new ShippingLogback(stream.to(port, directory) + OPTIONS + SMALL_WINDOW + String.join("", more));
    }

    private void logEverything(ShippingLogback logback) throws Exception {
        Producers.log(oracle, logback.logger(), THREADS, 0, EACH);
    }

    private void take(ReceivedMessage message) {
        oracle.accept(message);
        replays.accept(message);
    }

    /** Waits until everything has arrived, and looks at what did. */
    private void settle(String what, ShippingLogback logback, SyslogEndpoint endpoint) {
        settle(what, logback, endpoint, REPLAY_WINDOW);
    }

    private void settle(String what, ShippingLogback logback, SyslogEndpoint endpoint, long replayWindow) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(oracle.distinct())
                        .as("%s: %s, %s, %s", what, oracle, oracle.report(THREADS, EACH), logback.stats())
                        .isEqualTo((long) THREADS * EACH));
        logback.close();
        ShippingLogback.assertBooksClose(logback.stats());
        SequenceReport report = oracle.report(THREADS, EACH).assertComplete();
        Figures.print(
                "%s: %d events, 0 lost, %d repeated over %d connections, most by a break %d bytes",
                what,
                report.issued(),
                report.duplicates(),
                endpoint.connections().size(),
                replays.mostBytes());
        assertThat(replays.mostBytes()).as("%s: %s", oracle, report).isLessThanOrEqualTo(replayWindow);
        assertThat(replays.messages()).as("repetitions that are the same bytes").isEqualTo(report.duplicates());
        assertThat(logback.stats().dropped()).isEmpty();
        assertThat(endpoint.failures()).isEmpty();
    }
}
