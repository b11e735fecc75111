package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the npm registry that others have written, for Papertrail or for any syslog, deliver unchanged. */
final class NodeClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path MODULES =
            Path.of(System.getProperty("spillway.peers", ".peers")).resolve("npm/node_modules");

    @TempDir
    private Path data;

    private RunningCollector running;

    @BeforeEach
    void start() throws StartException {
        running = new RunningCollector(data.resolve("data"));
    }

    @AfterEach
    void close() {
        running.close();
    }

    /** The program, or a skip that says what is missing. */
    private static Path requireNode() {
        if (!Files.isDirectory(MODULES)) {
            skip("there is no " + MODULES + "; run .ci/peers once to have it");
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "node"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> skip("there is no node on the path"));
    }

    private static Path skip(String reason) {
        System.out.println("SKIPPED, NOT TESTED: clients of the npm registry, " + reason);
        return Assumptions.abort(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"winston-papertrail-transport", "tls4", "tcp4", "udp4"})
    void clientDeliversUnchanged(String client) throws Exception {
        Path node = requireNode();
        int port = switch (client) {
            case "tcp4" -> running.collector().tcpPort();
            case "udp4" -> running.collector().udpPort();
            default -> running.collector().tlsPort();
        };
        ProcessBuilder builder = new ProcessBuilder(
                        node.toString(), script().toString(), client, Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("out").toFile());
        builder.environment().put("NODE_PATH", MODULES.toString());
        builder.environment()
                .put("NODE_EXTRA_CA_CERTS", running.collector().caFile().toString());
        Process process = builder.start();
        try {
            await().atMost(PATIENCE).until(() -> running.events().size() >= 3 || hasFailed(process));
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(running.events())
                .as(Files.readString(data.resolve("out")))
                .allMatch(event ->
                        event.host().equals("node-host") && event.program().equals("node-album"))
                .extracting(SyslogEvent::message, SyslogEvent::severity)
                .containsExactlyInAnyOrder(
                        tuple("GET /albums/4 HTTP/1.1", Severity.INFO),
                        tuple("앨범 <script>", Severity.ERROR),
                        tuple("a text of " + "x".repeat(9_000), Severity.WARNING));
    }

    private static boolean hasFailed(Process process) {
        return !process.isAlive() && process.exitValue() != 0;
    }

    private static Path script() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(NodeClientsTest.class.getResource("/clients.cjs"))
                .toURI());
    }
}
