package dev.spillway.examples.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.syslog.SyslogEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

final class StreamListenerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private Duration idle = Duration.ZERO;

    private StreamListener start(ServerSocket server, EventSink sink) {
        Limits limits = new Limits(100, 2, Duration.ofMillis(100), idle);
        return StreamListener.start(
                "test",
                server,
                new Intake(
                        new SyslogParser(Clock.systemUTC()),
                        events -> events.forEach(received -> sink.accept(received.event())),
                        Tokens.NONE,
                        (host, sender) -> true,
                        notices::add,
                        limits));
    }

    private StreamListener startPlain() throws IOException {
        return start(new ServerSocket(0, 10, LOOPBACK), this::remember);
    }

    private void remember(SyslogEvent event) {
        messages.add(event.message());
    }

    private static Socket connect(StreamListener listener) throws IOException {
        Socket socket = new Socket(LOOPBACK, listener.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oneConnectionTooManyIsClosedUntilAnotherEnds() throws IOException {
        try (StreamListener listener = startPlain();
                Socket first = connect(listener);
                Socket second = connect(listener)) {
            send(first, "first\n");
            send(second, "second\n");
            await().atMost(PATIENCE).until(() -> messages.size() == 2);
            try (Socket third = connect(listener)) {
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(notices)
                    .containsExactly("test: 2 connections are open, which is the limit; one more was closed.");

            first.shutdownOutput();
            assertThat(first.getInputStream().read()).isEqualTo(-1);
            await().atMost(PATIENCE).until(() -> {
                try (Socket fourth = connect(listener)) {
                    send(fourth, "fourth\n");
                    fourth.shutdownOutput();
                    fourth.getInputStream().read();
                } catch (IOException e) {
                    return false;
                }
                return messages.contains("fourth");
            });
        }
    }

    @Test
    void senderThatNeverBeginsItsHandshakeIsClosed() throws IOException, NoSuchAlgorithmException {
        ServerSocket server = SSLContext.getDefault().getServerSocketFactory().createServerSocket(0, 10, LOOPBACK);
        try (StreamListener listener = start(server, this::remember);
                Socket silent = connect(listener)) {
            assertThat(silent.getInputStream().readAllBytes()).hasSizeLessThan(100);
            assertThat(notices).singleElement().asString().contains("sent no TLS handshake within 100 ms; closed");
        }
    }

    @Test
    void errorOfTheCollectorEndsOneConnectionOnly() throws IOException {
        EventSink failing = event -> {
            if (event.message().equals("bad")) {
                throw new IllegalStateException("out of luck");
            }
            remember(event);
        };
        try (StreamListener listener = start(new ServerSocket(0, 10, LOOPBACK), failing);
                Socket bad = connect(listener);
                Socket good = connect(listener)) {
            send(bad, "bad\n");
            assertThat(bad.getInputStream().read()).isEqualTo(-1);
            send(good, "good\n");
            await().atMost(PATIENCE).until(() -> messages.contains("good"));
            await().atMost(PATIENCE).until(() -> notices.stream().anyMatch(notice -> notice.contains("out of luck")));
        }
    }

    @Test
    void silentConnectionIsEndedInOrderAndStillRead() throws IOException {
        idle = Duration.ofMillis(200);
        try (StreamListener listener = startPlain();
                Socket socket = connect(listener)) {
            send(socket, "first\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            send(socket, "late\n");
            await().atMost(PATIENCE).until(() -> messages.size() == 2);
            assertThat(messages).containsExactly("first", "late");
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void silentConnectionThatItsSenderNeverEndsEndsAllTheSame() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, LOOPBACK);
                Socket sender = new Socket(LOOPBACK, server.getLocalPort());
                Socket socket = server.accept()) {
            IdleInput input = new IdleInput(socket, Duration.ofMillis(50), Duration.ofMillis(50));
            assertThat(input.read()).isEqualTo(-1);
            assertThat(sender.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void longMessageIsCutAndTheNextOneIsNot() throws IOException {
        try (StreamListener listener = startPlain();
                Socket socket = connect(listener)) {
            send(socket, "x".repeat(5_000) + "\nnext\n");
            await().atMost(PATIENCE).until(() -> messages.size() == 2);
            assertThat(messages).containsExactly("x".repeat(100) + " [cut: 100 of 5000 bytes kept]", "next");
        }
    }
}
