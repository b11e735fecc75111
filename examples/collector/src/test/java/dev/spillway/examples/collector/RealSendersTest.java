package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that others have written deliver unchanged, over TLS with the collector's certificate checked. */
final class RealSendersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PROGRAMS =
            Path.of(System.getProperty("spillway.peers", ".peers")).resolve("bin");
    private static final int EVENTS = 2_000;

    @TempDir
    private Path directory;

    private RunningCollector running;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void start() throws StartException {
        running = new RunningCollector(directory.resolve("data"));
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        running.close();
    }

    private static Path require(Path program) {
        if (!Files.isExecutable(program)) {
            System.out.println(
                    "SKIPPED, NOT TESTED: there is no " + program + ", which .ci/peers or Debian's bsdutils has");
            Assumptions.abort("there is no " + program);
        }
        return program;
    }

    private Process run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** What a relay is given. */
    private static String lines() {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> "<11>1 2026-11-23T12:00:00.123456Z web album 7 - - 앨범 event " + i + "\n")
                .collect(Collectors.joining());
    }

    /** Expects each of the lines, once and in order. */
    private void assertDelivered() throws IOException {
        running.awaitEvents(EVENTS);

        assertThat(running.messages())
                .as(Files.readString(directory.resolve("out")))
                .containsExactlyElementsOf(IntStream.range(0, EVENTS)
                        .mapToObj(i -> "앨범 event " + i)
                        .toList());
        SyslogEvent event = running.events().get(0);
        assertThat(event.host()).isEqualTo("web");
        assertThat(event.program()).isEqualTo("album");
        assertThat(event.severity()).isEqualTo(Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"traditional", "octet-counted"})
    void rsyslogDelivers(String framing) throws IOException {
        Path program = require(PROGRAMS.resolve("rsyslogd"));
        Path portFile = directory.resolve("port.txt");
        Path configuration = Files.writeString(directory.resolve("rsyslog.conf"), """
                global(
                  workDirectory="%1$s"
                  defaultNetstreamDriverCAFile="%2$s"
                )
                main_queue(queue.workerThreads="1")
                module(load="imtcp")
                input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="%3$s")
                action(
                  type="omfwd" target="localhost" port="%4$d" protocol="tcp" tcp_framing="%5$s"
                  template="RSYSLOG_SyslogProtocol23Format" action.resumeInterval="1" action.resumeRetryCount="-1"
                  streamDriver="ossl" streamDriverMode="1"
                  streamDriverAuthMode="x509/name" streamDriverPermittedPeers="localhost"
                )
                """.formatted(
                        directory,
                        running.collector().caFile(),
                        portFile,
                        running.collector().tlsPort(),
                        framing));
        run(List.of(program.toString(), "-n", "-i", "NONE", "-f", configuration.toString()));
        await().atMost(PATIENCE).until(() -> Files.exists(portFile) && Files.size(portFile) > 0);

        int port = Integer.parseInt(Files.readString(portFile).strip());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(lines().getBytes(StandardCharsets.UTF_8));
        }
        assertDelivered();
    }

    @Test
    void syslogNgDelivers() throws IOException {
        Path program = require(PROGRAMS.resolve("syslog-ng"));
        Path lines = Files.writeString(directory.resolve("lines"), lines());
        Path configuration = Files.writeString(directory.resolve("syslog-ng.conf"), """
                @version: current
                options { use-dns(no); keep-hostname(yes); stats-freq(0); frac-digits(6); };
                source incoming { file("%1$s" flags(syslog-protocol)); };
                destination collector {
                  syslog(
                    "localhost" port(%2$d) transport("tls")
                    tls(ca-file("%3$s") peer-verify(required-trusted))
                  );
                };
                log { source(incoming); destination(collector); flags(flow-control); };
                """.formatted(
                lines, running.collector().tlsPort(), running.collector().caFile()));
        run(List.of(
                program.toString(),
                "--foreground",
                "--stderr",
                "--no-caps",
                "--cfgfile=" + configuration,
                "--persist-file=" + directory.resolve("persist"),
                "--control=" + directory.resolve("control"),
                "--pidfile=" + directory.resolve("pid")));

        assertDelivered();
    }

    @Test
    void loggerDelivers() throws Exception {
        Path program = require(Path.of("/usr/bin/logger"));
        String tcp = Integer.toString(running.collector().tcpPort());
        String udp = Integer.toString(running.collector().udpPort());
        for (List<String> options : List.of(
                List.of("--tcp", "--port", tcp, "--rfc5424"),
                List.of("--tcp", "--port", tcp, "--rfc5424", "--octet-count"),
                List.of("--tcp", "--port", tcp, "--rfc3164"),
                List.of("--udp", "--port", udp, "--rfc5424"),
                List.of("--udp", "--port", udp, "--rfc3164"))) {
            List<String> command = new ArrayList<>(List.of(program.toString(), "--server", "127.0.0.1"));
            command.addAll(options);
            command.addAll(List.of("--priority", "user.warning", "--tag", "album", "GET /albums/4 " + options));
            assertThat(run(command).waitFor()).as(command.toString()).isZero();
            int expected = processes.size();
            running.awaitEvents(expected);

            SyslogEvent event = running.events().get(expected - 1);
            assertThat(event.message()).isEqualTo("GET /albums/4 " + options);
            assertThat(event.program()).isEqualTo("album");
            assertThat(event.severity()).isEqualTo(Severity.WARNING);
        }
    }
}
