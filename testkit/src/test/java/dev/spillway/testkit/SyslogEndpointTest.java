package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class SyslogEndpointTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BRIEFLY = Duration.ofMillis(100);

    private Set<Thread> before = Set.of();

    @BeforeEach
    void rememberThreads() {
        before = testkitThreads();
    }

    @AfterEach
    void noThreadIsLeft() {
        assertThat(testkitThreads()).isSubsetOf(before);
    }

    private static Set<Thread> testkitThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("testkit-"))
                .collect(Collectors.toSet());
    }

    @Test
    void messagesArriveOverTlsInOrderAndWithoutFraming() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                PlainClient client = connect(endpoint)) {
            long start = System.nanoTime();
            client.sendCounted("<14>first").send("<14>second\n").sendCounted("<14>third, with\nbreak");

            List<ReceivedMessage> messages = endpoint.awaitMessages(3, SOON);
            assertThat(texts(messages)).containsExactly("<14>first", "<14>second", "<14>third, with\nbreak");
            assertThat(messages).extracting(ReceivedMessage::connection).containsOnly(1);
            assertThat(messages)
                    .allSatisfy(message ->
                            assertThat(message.arrivalNanos() - start).isBetween(0L, SOON.toNanos()));
            SyslogConnection connection = endpoint.connections().get(0);
            assertThat(connection.tlsProtocol()).contains("TLSv1.3");
            assertThat(connection.sniName()).contains("localhost");
        }
    }

    @Test
    void olderTlsIsSpokenWhereItIsAskedFor() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().protocols("TLSv1.2").start();
                PlainClient client = connect(endpoint)) {
            client.sendCounted("one").end();

            assertThat(client.read()).isEqualTo(-1);
            SyslogConnection connection = endpoint.connections().get(0);
            assertThat(connection.tlsProtocol()).contains("TLSv1.2");
            assertThat(connection.end()).isEqualTo(ConnectionEnd.ORDERLY);
        }
    }

    @Test
    void datagramsAreMessages() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.udp().start();
                DatagramSocket socket = new DatagramSocket()) {
            send(socket, endpoint.port(), "<14>one\n");
            send(socket, endpoint.port(), "<14>two");

            assertThat(texts(endpoint.awaitMessages(2, SOON))).containsExactly("<14>one\n", "<14>two");
            assertThat(endpoint.messages().get(0).connection()).isZero();

            endpoint.pause();
            send(socket, endpoint.port(), "<14>three");
            assertThatThrownBy(() -> endpoint.awaitMessages(3, BRIEFLY)).isInstanceOf(AssertionError.class);
            endpoint.resume();
            endpoint.awaitMessages(3, SOON);

            endpoint.die();
            endpoint.restart();
            send(socket, endpoint.port(), "<14>four");
            endpoint.awaitMessages(4, SOON);
        }
    }

    private static void send(DatagramSocket socket, int port, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
    }

    @Test
    void deadEndpointRefusesUntilItIsRestartedOnTheSamePort() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            int port = endpoint.port();
            try (PlainClient client = PlainClient.tcp(port).send("one\n")) {
                endpoint.awaitMessages(1, SOON);
                endpoint.die();
                assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
                assertRefused(port);
            }
            endpoint.restart();
            try (PlainClient client = PlainClient.tcp(port)) {
                client.send("two\n");
                assertThat(texts(endpoint.awaitMessages(2, SOON))).containsExactly("one", "two");
                assertThat(endpoint.messages().get(1).connection()).isEqualTo(2);
            }
        }
    }

    @Test
    void stoppedEndpointEndsConnectionsInOrder() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                PlainClient client = connect(endpoint)) {
            client.sendCounted("one");
            endpoint.awaitMessages(1, SOON);
            endpoint.stop();

            assertThat(client.read()).isEqualTo(-1);
            assertRefused(endpoint.port());
        }
    }

    @Test
    void refusingEndpointKeepsItsConnections() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            endpoint.awaitConnections(1, SOON);
            endpoint.refuse();

            assertRefused(endpoint.port());
            client.send("still here\n");
            endpoint.awaitMessages(1, SOON);
        }
    }

    /** Whoever asks for any port is not given this one, and so cannot keep the endpoint from its restart. */
    @Test
    void portBelongsToTheEndpointWhileItRefuses() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            endpoint.die();

            assertTaken(endpoint.port());
            assertRefused(endpoint.port());
            endpoint.restart();
            PlainClient.tcp(endpoint.port()).close();
        }
    }

    private static void assertTaken(int port) {
        assertThatThrownBy(() -> {
                    try (ServerSocket other = new ServerSocket()) {
                        other.setReuseAddress(false);
                        other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    }
                })
                .isInstanceOf(BindException.class);
    }

    private static void assertRefused(int port) {
        assertThatThrownBy(() -> PlainClient.tcp(port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void pausedEndpointTakesNothingUntilItResumes() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                PlainClient client = connect(endpoint)) {
            client.sendCounted("one");
            endpoint.awaitMessages(1, SOON);
            endpoint.pause();
            client.sendCounted("two");

            assertThatThrownBy(() -> endpoint.awaitMessages(2, BRIEFLY)).isInstanceOf(AssertionError.class);
            endpoint.resume();
            endpoint.awaitMessages(2, SOON);
        }
    }

    @Test
    void consumerMayPauseTheEndpoint() throws Exception {
        AtomicReference<SyslogEndpoint> self = new AtomicReference<>();
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                        .onMessage(message -> self.get().pause())
                        .start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            self.set(endpoint);
            client.send("one\n");
            endpoint.awaitMessageCount(1, SOON);
            client.send("two\n");

            assertThatThrownBy(() -> endpoint.awaitMessageCount(2, BRIEFLY)).isInstanceOf(AssertionError.class);
            endpoint.resume();
            endpoint.awaitMessageCount(2, SOON);
        }
    }

    @Test
    void consumerMayKillTheEndpoint() throws Exception {
        AtomicReference<SyslogEndpoint> self = new AtomicReference<>();
        AtomicInteger taken = new AtomicInteger();
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                        .onMessage(message -> {
                            if (taken.incrementAndGet() == 2) {
                                self.get().die();
                            }
                        })
                        .start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            self.set(endpoint);
            client.send("one\ntwo\nthree\n");

            assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
            assertThat(taken).hasValue(2);
            assertThat(endpoint.messageCount()).isEqualTo(2);
            assertThatIllegalStateException().isThrownBy(endpoint::messages);
        }
    }

    @Test
    void whatAConsumerThrowsIsAFailure() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                        .onMessage(message -> {
                            throw new IllegalStateException("no room for " + message.text());
                        })
                        .start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            client.send("one\n");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(endpoint.failures())
                            .singleElement()
                            .satisfies(failure -> assertThat(failure).hasMessage("no room for one")));
        }
    }

    @Test
    void wayInWhichTheClientEndsIsRecorded() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            try (PlainClient client = connect(endpoint)) {
                client.sendCounted("orderly").end();
                assertThat(client.read()).isEqualTo(-1);
            }
            try (PlainClient client = connect(endpoint)) {
                client.sendCounted("truncated").endRaw();
                awaitEnd(endpoint, 2, ConnectionEnd.TRUNCATED);
            }
            try (PlainClient client = connect(endpoint)) {
                client.sendCounted("reset");
                endpoint.awaitMessages(3, SOON);
                client.reset();
                awaitEnd(endpoint, 3, ConnectionEnd.RESET);
            }
            assertThat(endpoint.connections().get(0).end()).isEqualTo(ConnectionEnd.ORDERLY);
        }
    }

    @Test
    void testMayEndOneConnection() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                PlainClient first = connect(endpoint).handshake();
                PlainClient second = connect(endpoint).handshake()) {
            // Once it has a message the endpoint knows as well that the handshake is complete.
            first.sendCounted("first");
            endpoint.awaitMessages(1, SOON);
            endpoint.connections().get(0).closePolitely();
            assertThat(first.read()).isEqualTo(-1);

            second.sendCounted("alive");
            endpoint.awaitMessages(2, SOON);
            endpoint.connections().get(1).reset();
            assertThatThrownBy(second::read).isInstanceOf(IOException.class);
        }
    }

    @Test
    void malformedFrameIsCountedAndKeptAsALine() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            client.send("12x no octet count\n<14>fine\n");

            assertThat(texts(endpoint.awaitMessages(2, SOON))).containsExactly("12x no octet count", "<14>fine");
            assertThat(endpoint.connections().get(0).malformedFrames()).isEqualTo(1);
        }
    }

    @Test
    void whatIsMissingIsDescribed() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            client.send("only one\nand a half");
            endpoint.awaitMessages(1, SOON);
            await().atMost(SOON).until(() -> endpoint.connections().get(0).incompleteBytes() == 10);

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> endpoint.awaitMessages(2, BRIEFLY))
                    .withMessageContaining("expected 2 messages within PT0.1S, but received 1 messages on TCP port")
                    .withMessageContaining("connection 1: OPEN, 1 messages, 19 bytes, 10 of them incomplete")
                    .withMessageContaining("last: connection 1: only one");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> endpoint.awaitConnections(2, BRIEFLY))
                    .withMessageContaining("expected 2 connections");
        }
    }

    @Test
    void clearedMessagesAreForgotten() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            client.send("one\n");
            endpoint.awaitMessages(1, SOON);
            endpoint.clear();
            client.send("two\n");

            assertThat(texts(endpoint.awaitMessages(1, SOON))).containsExactly("two");
        }
    }

    @Test
    void closedEndpointStaysClosed() {
        SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
        endpoint.close();
        endpoint.close();

        assertRefused(endpoint.port());
        assertThatIllegalStateException().isThrownBy(endpoint::restart).withMessage("the endpoint is closed");
    }

    private static void awaitEnd(SyslogEndpoint endpoint, int connection, ConnectionEnd end) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                endpoint.connections().get(connection - 1).end())
                        .isEqualTo(end));
    }

    private static PlainClient connect(SyslogEndpoint endpoint) throws IOException {
        return PlainClient.tls(endpoint.port(), endpoint.certificate());
    }

    private static List<String> texts(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::text).toList();
    }
}
