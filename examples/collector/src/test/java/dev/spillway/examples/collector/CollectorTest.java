package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollectorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path data;

    private RunningCollector running;
    private Collector collector;

    @BeforeEach
    void start() throws StartException {
        running = new RunningCollector(data);
        collector = running.collector();
    }

    @AfterEach
    void closeAndFindNoThreadLeft() {
        running.close();
        await().atMost(PATIENCE).until(() -> threads().isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("collector-"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void tlsSenderThatTrustsTheAuthorityDeliversAndSeesAnOrderlyEnd(String name) throws Exception {
        try (SSLSocket socket = Senders.tls(name, collector.tlsPort(), collector.caFile())) {
            Senders.send(socket, Senders.counted("<11>1 2026-11-22T12:00:00Z web album 7 - - first\nline two"));
            Senders.send(socket, "<14>1 - web album 7 - - second\n");
            socket.shutdownOutput();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(running.messages()).containsExactly("first\nline two", "second");
        SyslogEvent first = running.events().get(0);
        assertThat(first.severity()).isEqualTo(Severity.ERROR);
        assertThat(first.host()).isEqualTo("web");
        assertThat(first.program()).isEqualTo("album");
        assertThat(running.notices()).singleElement().asString().contains("certificate authority");
    }

    @Test
    void tlsSenderThatTrustsOthersIsToldOfInOneSentence() throws Exception {
        try (SSLSocket socket = Senders.tls("localhost", collector.tlsPort(), SSLContext.getDefault())) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        awaitNotice("broke off the TLS handshake");
        assertThat(running.notices().get(1))
                .startsWith("tls: the sender at 127.0.0.1")
                .contains("ca.pem");
    }

    @Test
    void tcpAndUdpDeliverWhateverTheySend() throws Exception {
        try (Socket socket = Senders.tcp(collector.tcpPort())) {
            Senders.send(socket, "<34>Oct 11 22:14:15 mymachine su: failed\nno header at all\r\n5 <13>x<13>end");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        Senders.udp(collector.udpPort(), "<165>Aug 24 05:34:00 router dhcpd[88]: ack\n");
        Senders.udp(collector.udpPort(), "\n");
        Senders.udp(collector.udpPort(), "\u0000\u00ff");
        running.awaitEvents(6);

        assertThat(running.messages()).containsExactly("failed", "no header at all", "x", "end", "ack", "\u0000\u00ff");
        assertThat(running.events().get(1).host()).isEqualTo("127.0.0.1");
        assertThat(collector.received()).isEqualTo(6);
    }

    @Test
    void eventsOfEachConnectionArriveCompleteAndInOrder() throws Exception {
        int connections = 4;
        int each = 5_000;
        List<Thread> senders = IntStream.range(0, connections)
                .mapToObj(number -> new Thread(() -> sendMany(number, each)))
                .toList();
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join();
        }
        running.awaitEvents(connections * each);

        for (int number = 0; number < connections; number++) {
            String program = "p" + number;
            assertThat(running.events().stream()
                            .filter(event -> event.program().equals(program))
                            .map(SyslogEvent::message))
                    .isEqualTo(
                            IntStream.range(0, each).mapToObj(i -> "event " + i).toList());
        }
    }

    private void sendMany(int number, int count) {
        try (Socket socket = number % 2 == 0
                ? Senders.tcp(collector.tcpPort())
                : Senders.tls("localhost", collector.tlsPort(), collector.caFile())) {
            StringBuilder batch = new StringBuilder();
            for (int i = 0; i < count; i++) {
                String message = "<14>1 - h p" + number + " - - - event " + i;
                batch.append(i % 2 == 0 ? Senders.counted(message) : message + "\n");
            }
            Senders.send(socket, batch.toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sendersThatMisbehaveHurtNobodyElse() throws Exception {
        try (Socket silent = Senders.tcp(collector.tlsPort());
                Socket stalled = Senders.tcp(collector.tcpPort());
                Socket plainOnTls = Senders.tcp(collector.tlsPort());
                Socket tlsOnPlain = Senders.tcp(collector.tcpPort());
                Socket reset = Senders.tcp(collector.tcpPort());
                Socket well = Senders.tcp(collector.tcpPort())) {
            assertThat(silent.isConnected()).isTrue();
            Senders.send(stalled, "9000 <13>never finished");
            Senders.send(plainOnTls, "<13>not TLS\n");
            tlsOnPlain.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 5});
            Senders.send(reset, "<13>before the reset\n<13>half");
            running.awaitEvents(1);
            reset.setSoLinger(true, 0);
            reset.close();
            Senders.send(well, "<13>well\n");

            await().atMost(PATIENCE).until(() -> running.messages().contains("well"));
            awaitNotice("tls: the sender at 127.0.0.1 broke off the TLS handshake");
            awaitNotice("tcp: the sender at 127.0.0.1 speaks TLS to a plain port, use the TLS port; closed.");
            assertThat(tlsOnPlain.getInputStream().read()).isEqualTo(-1);
            awaitNotice("tcp: the sender at 127.0.0.1 was cut off");
            assertThat(running.messages()).contains("before the reset");
        }
    }

    private void awaitNotice(String part) {
        await().atMost(PATIENCE).until(() -> running.notices().stream().anyMatch(notice -> notice.contains(part)));
    }

    @Test
    void closingEndsOpenConnectionsInOrderAndFreesThePorts() throws Exception {
        try (SSLSocket tls = Senders.tls("localhost", collector.tlsPort(), collector.caFile());
                Socket tcp = Senders.tcp(collector.tcpPort())) {
            Senders.send(tls, "<13>a\n");
            Senders.send(tcp, "<13>b\n");
            running.awaitEvents(2);

            running.close();

            assertThat(tls.getInputStream().read()).isEqualTo(-1);
            assertThat(tcp.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> Senders.tcp(collector.tcpPort()).close()).isInstanceOf(ConnectException.class);
        new ServerSocket(collector.tlsPort(), 1, LOOPBACK).close();
        new DatagramSocket(new InetSocketAddress(LOOPBACK, collector.udpPort())).close();
    }

    @Test
    void takenPortIsNamedByItsOptionAndNothingStaysBehind() throws IOException {
        int before = threads().size();
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK);
                DatagramSocket takenUdp = new DatagramSocket(0, LOOPBACK)) {
            int port = taken.getLocalPort();
            assertRefused("--tls-port", port, settings(port, 0, 0, 0));
            assertRefused("--tcp-port", port, settings(0, port, 0, 0));
            assertRefused("--http-port", port, settings(0, 0, 0, port));
            int udpPort = takenUdp.getLocalPort();
            assertRefused("--udp-port", udpPort, settings(0, 0, udpPort, 0));
        }
        await().atMost(PATIENCE).until(() -> threads().size() == before);
    }

    private CollectorSettings settings(int tls, int tcp, int udp, int http) {
        return CollectorSettings.of(
                LOOPBACK, new CollectorSettings.Ports(tls, tcp, udp, http), data.resolve("another"));
    }

    private static void assertRefused(String option, int port, CollectorSettings settings) {
        assertThatThrownBy(() -> Collector.start(settings, event -> {}, notice -> {}))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(option + " " + port + ": cannot listen on 127.0.0.1 (Address already in use)");
    }

    @Test
    void dataDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "");
        CollectorSettings settings =
                CollectorSettings.of(LOOPBACK, new CollectorSettings.Ports(0, 0, 0, 0), file.resolve("below"));

        assertThatThrownBy(() -> Collector.start(settings, event -> {}, new CopyOnWriteArrayList<String>()::add))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("--data " + settings.data() + ": certificates cannot be kept there");
    }

    @Test
    void replaysAreKeptOnceAcrossConnectionsAndRestarts() throws Exception {
        String first = "<14>1 - web album 7 - [a@32473 b=\"c\"][meta sequenceId=\"1\"] one";
        String second = "<14>1 - web album 7 - [meta sequenceId=\"2\"] two";
        String sameNumber = "<14>1 - web album 7 - [meta sequenceId=\"2\"] another two";
        String otherProcess = "<14>1 - web album 8 - [meta sequenceId=\"2\"] two";
        String unnumbered = "<14>1 - web album 7 - [meta x=\"1\"][y@1 sequenceId=\"2\"] three";
        sendAll(first, first, second, unnumbered);
        sendAll(first, second, sameNumber, otherProcess, unnumbered);
        assertThat(running.messages()).containsExactly("one", "two", "three", "another two", "two", "three");
        running.close();

        running = new RunningCollector(data);
        collector = running.collector();
        sendAll(first, sameNumber, otherProcess, unnumbered, "<14>1 - web album 7 - [meta sequenceId=\"3\"] new");
        assertThat(running.messages()).containsExactly("three", "new");
    }

    private void sendAll(String... messages) throws Exception {
        try (Socket socket = Senders.tls("localhost", collector.tlsPort(), collector.caFile())) {
            for (String message : messages) {
                Senders.send(socket, Senders.counted(message));
            }
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void dataDirectoryHasOneCollectorAtATime() {
        assertThatThrownBy(() -> new RunningCollector(data))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--data " + data + ": the log cannot be kept there")
                .hasMessageContaining("another collector uses it");
    }
}
