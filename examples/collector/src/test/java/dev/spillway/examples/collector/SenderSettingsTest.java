package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.examples.collector.access.AccessSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SenderSettingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private RunningCollector running;

    @AfterEach
    void close() {
        running.close();
    }

    private void start(boolean onlyKnown, Duration idle) throws StartException {
        running = new RunningCollector(
                CollectorSettings.of(InetAddress.getLoopbackAddress(), new CollectorSettings.Ports(0, 0, 0, 0), data)
                        .withAccess(AccessSettings.open())
                        .withSenders(new SenderSettings(List.of(), onlyKnown, idle)));
    }

    private void log(String host, String message) throws IOException {
        try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
            Senders.send(socket, "<14>1 - " + host + " album 7 - - " + message + "\n");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void unknownSystemIsRefusedToldOnceAndLetInByHand() throws Exception {
        start(false, Duration.ZERO);
        log("old", "one");
        running.awaitEvents(1);
        running.close();
        start(true, Duration.ZERO);
        Visitor visitor = new Visitor(running);
        log("OLD", "two");
        running.awaitEvents(1);
        log("new", "dropped");
        log("new", "dropped too");

        assertThat(running.messages()).containsExactly("two");
        assertThat(running.notices().stream()
                        .filter(notice -> notice.startsWith("The system new at 127.0.0.1 is not known")))
                .hasSize(1);
        JsonNode dashboard = visitor.get("/page/dashboard");
        assertThat(dashboard.get("unknown_systems").asText()).isEqualTo("refuse");
        assertThat(dashboard.get("refused")).hasSize(1);
        JsonNode refused = dashboard.get("refused").get(0);
        assertThat(refused.get("name").asText()).isEqualTo("new");
        assertThat(refused.get("events").asLong()).isEqualTo(2);

        visitor.post("/page/accept", Map.of("system", "new"));
        log("new", "three");
        running.awaitEvents(2);
        assertThat(visitor.get("/page/dashboard").get("refused")).isEmpty();
        running.close();
        start(true, Duration.ZERO);
        visitor = new Visitor(running);
        log("new", "four");
        running.awaitEvents(1);
        visitor.post("/page/refuse", Map.of("system", "NEW"));
        log("new", "dropped again");
        assertThat(running.messages()).containsExactly("four");
    }

    @Test
    void requestOfAnUnknownSystemIsAnsweredButNotKept() throws Exception {
        start(true, Duration.ZERO);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + running.collector().httpPort() + "/v1/logs/bulk"))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString("<14>1 - new album 7 - - dropped\n"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(running.messages()).isEmpty();
    }

    @Test
    void silentTlsConnectionIsEndedInOrderAndStillRead() throws Exception {
        start(false, Duration.ofMillis(500));
        try (SSLSocket socket = Senders.tls(
                "localhost", running.collector().tlsPort(), running.collector().caFile())) {
            Senders.send(socket, "<14>1 - web album 7 - - first\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            Senders.send(socket, "<14>1 - web album 7 - - late\n");
            await().atMost(PATIENCE).until(() -> running.messages().size() == 2);
        }
        assertThat(running.messages()).containsExactly("first", "late");
    }
}
