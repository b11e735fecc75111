package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
final class ChaosProxyTest {
    @RegisterExtension
    static StrayThreads strayThreads = StrayThreads.named("testkit-");

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BRIEFLY = Duration.ofMillis(100);

    private SyslogEndpoint endpoint;
    private ChaosProxy network;

    @BeforeEach
    void start() {
        endpoint = SyslogEndpoint.tls().start();
        network = ChaosProxy.to(endpoint.port());
    }

    @AfterEach
    void stop() {
        network.close();
        endpoint.close();
    }

    @Test
    void goodNetworkForwardsAllAndBothEnds() throws Exception {
        int count = 20_000;
        try (PlainClient client = connect()) {
            client.send("<14>hello\n".repeat(count)).end();

            endpoint.awaitMessageCount(count, SOON);
            assertThat(client.read()).isEqualTo(-1);
            assertThat(endpoint.connections().get(0).end()).isEqualTo(ConnectionEnd.ORDERLY);
        }
        await().atMost(SOON).until(() -> network.openConnections() == 0);
        assertThat(network.acceptedConnections()).isEqualTo(1);
    }

    @Test
    void blackHoleSwallowsBothDirectionsAndResetsWhatIsTornAfterwards() throws Exception {
        // On plain TCP, since late session tickets of TLS 1.3 could be swallowed too.
        try (SyslogEndpoint plain = SyslogEndpoint.tcp().start();
                ChaosProxy hole = ChaosProxy.to(plain.port());
                PlainClient torn = PlainClient.tcp(hole.port());
                PlainClient idle = PlainClient.tcp(hole.port())) {
            torn.send("before\n");
            idle.send("before\n");
            plain.awaitMessages(2, SOON);
            hole.blackHole();
            // More than the kernel keeps, so that some of it was swallowed when this returns.
            torn.send("x".repeat(32_000_000)).timeoutMillis(100);
            assertThatThrownBy(torn::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(plain.messageCount()).isEqualTo(2);

            hole.resume();
            idle.send("after\n");
            plain.awaitMessages(3, SOON);
            await().atMost(SOON).until(() -> hole.openConnections() == 1);
            assertThatThrownBy(() -> torn.send("too late\n").read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void blackHoleLeavesNewConnectionsWithoutAnAnswer() throws Exception {
        network.blackHole();
        try (PlainClient client = connect().timeoutMillis(200)) {
            assertThatThrownBy(client::handshake).isInstanceOf(SocketTimeoutException.class);
            assertThat(endpoint.connections()).isEmpty();
        }
        network.resume();
        try (PlainClient client = connect()) {
            client.send("healed\n");
            endpoint.awaitMessages(1, SOON);
        }
    }

    @Test
    void pausedNetworkLosesNothing() throws Exception {
        try (PlainClient client = connect()) {
            client.send("one\n");
            endpoint.awaitMessages(1, SOON);
            network.pause();
            client.send("two\n");
            assertThatThrownBy(() -> endpoint.awaitMessages(2, BRIEFLY)).isInstanceOf(AssertionError.class);

            network.resume();
            endpoint.awaitMessages(2, SOON);
        }
    }

    @Test
    void resetReachesBothSides() throws Exception {
        try (PlainClient client = connect()) {
            client.send("one\n");
            endpoint.awaitMessages(1, SOON);
            network.resetAll();

            assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
            SyslogConnection connection = endpoint.connections().get(0);
            await().atMost(SOON).until(() -> connection.end() == ConnectionEnd.RESET);
        }
        try (PlainClient client = connect()) {
            client.send("two\n");
            endpoint.awaitMessages(2, SOON);
        }
    }

    @Test
    void resetOfOneSideIsPassedOn() throws Exception {
        try (PlainClient client = connect()) {
            client.send("one\n");
            endpoint.awaitMessages(1, SOON);
            endpoint.die();

            assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
        }
        try (PlainClient refused = connect()) {
            assertThatThrownBy(refused::handshake).isInstanceOf(IOException.class);
        }
    }

    @Test
    void rateIsLimited() throws Exception {
        try (PlainClient client = connect().handshake()) {
            network.limitRate(20_000);
            long start = System.nanoTime();
            client.send("123456789\n".repeat(1000));

            endpoint.awaitMessageCount(1000, SOON);
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
            network.unlimitRate();
            client.send("123456789\n".repeat(100_000));
            endpoint.awaitMessageCount(101_000, SOON);
        }
    }

    @Test
    void latencyDelaysWithoutLimitingTheRate() throws Exception {
        try (PlainClient client = connect().handshake()) {
            network.latency(Duration.ofMillis(150));
            long start = System.nanoTime();
            client.send("123456789\n".repeat(10_000)).end();

            endpoint.awaitMessageCount(10_000, SOON);
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(150));
            assertThat(client.read()).isEqualTo(-1);
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }

    @Test
    void impossibleWeatherIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> network.limitRate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> network.latency(Duration.ofMillis(-1)));
    }

    private PlainClient connect() throws IOException {
        return PlainClient.tls(network.port(), endpoint.certificate());
    }
}
