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
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BehaviourTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SHORT_WAIT_MILLIS = 200;

    @Test
    void politeEndComesAfterExactlySoManyMessages() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .behaviour(Behaviour.closePolitelyAfter(2))
                        .start();
                PlainClient client = connect(endpoint)) {
            client.sendCounted("one").sendCounted("two").sendCounted("three");

            assertThat(client.read()).isEqualTo(-1);
            assertThat(endpoint.messages()).hasSize(2);
            client.sendCounted("four").end();
            SyslogConnection connection = endpoint.connections().get(0);
            assertThat(connection.end()).isEqualTo(ConnectionEnd.BY_ENDPOINT);
            assertThat(connection.messages()).isEqualTo(2);
            assertThat(connection.applicationBytes()).isEqualTo("3 one3 two".length());
        }
    }

    @Test
    void politeEndOnTcpIsFinWithoutReset() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                        .behaviour(Behaviour.closePolitelyAfter(1))
                        .start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            client.send("one\ntwo\nthree");

            assertThat(client.read()).isEqualTo(-1);
            client.send("four\n");
            assertThat(endpoint.messages()).hasSize(1);
        }
    }

    @Test
    void resetComesAfterExactlySoManyMessages() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .behaviour(Behaviour.resetAfterMessages(3))
                        .start();
                PlainClient client = connect(endpoint)) {
            client.send("a\nb\nc\nd\n");

            assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
            assertThat(endpoint.messages()).hasSize(3);
        }
    }

    @Test
    void resetComesAtEachByteOfAFrame() throws Exception {
        String frames = "5 <1>ab5 <1>cd";
        for (int bytes = 0; bytes <= frames.length(); bytes++) {
            String sent = bytes > 0 ? frames : "";
            try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                    .behaviour(Behaviour.resetAfterBytes(bytes))
                    .start()) {
                assertThatThrownBy(() -> readAfter(sent, endpoint)).isInstanceOf(SocketException.class);
                SyslogConnection connection = endpoint.awaitConnections(1, SOON).get(0);
                await().atMost(SOON).until(() -> connection.end() == ConnectionEnd.BY_ENDPOINT);
                assertThat(connection.applicationBytes()).isEqualTo(bytes);
                assertThat(connection.messages()).isEqualTo(bytes / 7);
                assertThat(connection.incompleteBytes()).isEqualTo(bytes % 7);
            }
        }
    }

    /** Where it resets at once, connecting may already fail. */
    private static void readAfter(String sent, SyslogEndpoint endpoint) throws IOException {
        try (PlainClient client = PlainClient.tcp(endpoint.port())) {
            client.send(sent).read();
        }
    }

    @Test
    void endpointThatNeverReadsCompletesTheHandshakeAndTakesNothing() throws Exception {
        try (SyslogEndpoint endpoint =
                        SyslogEndpoint.tls().behaviour(Behaviour.neverRead()).start();
                PlainClient client = connect(endpoint)) {
            client.handshake().sendCounted("lost").timeoutMillis(SHORT_WAIT_MILLIS);

            assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
            SyslogConnection connection = endpoint.connections().get(0);
            await().atMost(SOON).until(() -> connection.tlsProtocol().isPresent());
            assertThat(connection.applicationBytes()).isZero();
            assertThat(connection.end()).isEqualTo(ConnectionEnd.OPEN);
        }
    }

    @Test
    void endpointThatNeverReadsLetsTheWindowFillUp() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                        .behaviour(Behaviour.neverRead())
                        .receiveBufferBytes(4096)
                        .start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            Thread writer = new Thread(() -> writeUntilItFails(client), "flooding-client");
            writer.start();

            await().atMost(SOON).until(() -> writer.getState() == Thread.State.RUNNABLE && isBlockedInWrite(writer));
            client.reset();
            writer.join(SOON.toMillis());
            assertThat(writer.isAlive()).isFalse();
        }
    }

    private static void writeUntilItFails(PlainClient client) {
        byte[] block = new byte[64 * 1024];
        try {
            while (true) {
                client.send(block);
            }
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private static boolean isBlockedInWrite(Thread writer) {
        StackTraceElement[] stack = writer.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }

    @Test
    void stallComesAfterExactlySoManyBytes() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .behaviour(Behaviour.stallAfterBytes(6))
                        .start();
                PlainClient client = connect(endpoint)) {
            client.sendCounted("one").sendCounted("two").timeoutMillis(SHORT_WAIT_MILLIS);

            await().atMost(SOON).until(() -> endpoint.connections().get(0).applicationBytes() >= 6);
            assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(endpoint.messages()).hasSize(1);
            assertThat(endpoint.connections().get(0).applicationBytes()).isEqualTo(6);
        }
    }

    @Test
    void stallBeforeTheHandshakeLeavesTheClientWaiting() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .behaviour(Behaviour.stallBeforeHandshake())
                        .start();
                PlainClient client = connect(endpoint).timeoutMillis(SHORT_WAIT_MILLIS)) {
            assertThatThrownBy(client::handshake).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void garbageFailsTheHandshake() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .behaviour(Behaviour.garbageInsteadOfHandshake())
                        .start();
                PlainClient client = connect(endpoint)) {
            assertThatThrownBy(client::handshake).isInstanceOf(SSLException.class);
            assertThat(endpoint.connections().get(0).applicationBytes()).isZero();
        }
    }

    @Test
    void slowReaderTakesNoMoreThanItsRate() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                        .behaviour(Behaviour.readSlowly(1000))
                        .start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            long start = System.nanoTime();
            client.send("123456789\n".repeat(50));

            endpoint.awaitMessageCount(50, SOON);
            assertThat(System.nanoTime() - start).isBetween(TimeUnit.MILLISECONDS.toNanos(400), SOON.toNanos());
        }
    }

    @Test
    void clientsEndIsNotAnsweredIfSoWanted() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .behaviour(Behaviour.readThenNeverAnswerClose())
                        .start();
                PlainClient client = connect(endpoint)) {
            client.sendCounted("one").end().timeoutMillis(SHORT_WAIT_MILLIS);

            await().atMost(SOON).until(() -> endpoint.connections().get(0).end() == ConnectionEnd.ORDERLY);
            assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(endpoint.messages()).hasSize(1);
        }
    }

    @Test
    void plotCanBeVaried() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                        .behaviour(Behaviour.resetAfterMessages(10).andSlowly(500))
                        .start();
                PlainClient client = PlainClient.tcp(endpoint.port())) {
            long start = System.nanoTime();
            client.send("123456789\n".repeat(20));

            assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
            assertThat(endpoint.messageCount()).isEqualTo(10);
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Test
    void eachConnectionHasItsOwnBehaviour() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp()
                .behaviour(2, Behaviour.resetAfterMessages(1))
                .start()) {
            try (PlainClient first = PlainClient.tcp(endpoint.port())) {
                first.send("a\nb\n").end();
                assertThat(first.read()).isEqualTo(-1);
            }
            try (PlainClient second = PlainClient.tcp(endpoint.port())) {
                second.send("c\nd\n");
                assertThatThrownBy(second::read).isInstanceOf(SocketException.class);
            }
            endpoint.behaviour(Behaviour.closePolitelyAfter(1));
            try (PlainClient third = PlainClient.tcp(endpoint.port())) {
                third.send("e\nf\n");
                assertThat(third.read()).isEqualTo(-1);
            }
            assertThat(endpoint.messages())
                    .extracting(ReceivedMessage::toString)
                    .containsExactly("connection 1: a", "connection 1: b", "connection 2: c", "connection 3: e");
        }
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Behaviour.closePolitelyAfter(-1))
                .withMessage("messages must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Behaviour.readSlowly(0))
                .withMessage("bytesPerSecond must be at least 1, was 0");
    }

    private static PlainClient connect(SyslogEndpoint endpoint) throws IOException {
        return PlainClient.tls(endpoint.port(), endpoint.certificate());
    }
}
