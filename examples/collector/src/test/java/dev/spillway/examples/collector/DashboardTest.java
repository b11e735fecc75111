package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DashboardTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private RunningCollector running;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        running = RunningCollector.withoutLogin(data);
        visitor = new Visitor(running);
    }

    @AfterEach
    void close() {
        running.close();
    }

    private void log(String host, String message) throws IOException {
        int before = running.events().size();
        try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
            Senders.send(socket, "<14>1 - " + host + " album 7 - - " + message + "\n");
            socket.shutdownOutput();
            socket.getInputStream().read();
        }
        running.awaitEvents(before + 1);
    }

    private static JsonNode named(JsonNode rows, String name) {
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    @Test
    void systemsAndGroupsSayHowMuchTheySaidAndOutlastARestart() throws Exception {
        log("web-1", "one");
        log("web-1", "two");
        log("db", "three");
        JsonNode group =
                visitor.post("/api/v1/groups.json", Map.of("group", Map.of("name", "Web", "system_wildcard", "web-*")));
        visitor.post(
                "/api/v1/searches.json",
                Map.of("search", Map.of("name", "Errors", "query", "severity:error", "group_id", group.get("id"))));

        for (int start = 0; start < 2; start++) {
            JsonNode dashboard = visitor.get("/page/dashboard");
            assertThat(dashboard.get("systems")).hasSize(2);
            JsonNode web = named(dashboard.get("systems"), "web-1");
            assertThat(web.get("light").asText()).isEqualTo("now");
            assertThat(web.get("minutes")).hasSize(60);
            assertThat(sum(web.get("minutes"))).isEqualTo(2);
            assertThat(web.get("hours")).hasSize(48);
            assertThat(sum(web.get("hours"))).isEqualTo(2);
            assertThat(web.get("groups")).hasSize(2);
            assertThat(web.get("muted").asBoolean()).isFalse();
            JsonNode row = named(dashboard.get("groups"), "Web");
            assertThat(row.get("systems").get(0)).isEqualTo(web.get("id"));
            assertThat(sum(row.get("hours"))).isEqualTo(2);
            assertThat(row.get("searches").get(0).get("query").asText()).isEqualTo("severity:error");
            assertThat(sum(named(dashboard.get("groups"), "All Systems").get("hours")))
                    .isEqualTo(3);

            close();
            start();
        }
    }

    @Test
    void mutedSystemIsKeptAndFoundButNotShownAsItSpeaks() throws Exception {
        log("noisy", "before");
        visitor.post("/page/mute", Map.of("system", "NOISY"));
        assertThat(named(visitor.get("/page/dashboard").get("systems"), "noisy")
                        .get("muted")
                        .asBoolean())
                .isTrue();
        log("noisy", "muted");
        visitor.post("/page/unmute", Map.of("system", "noisy"));
        log("noisy", "after");

        try (Socket socket = Senders.tcp(running.collector().httpPort())) {
            Senders.send(socket, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.startsWith("data: {\"whole\"")) {
                line = lines.readLine();
            }
            assertThat(line).contains("\"before\"", "\"after\"").doesNotContain("\"muted\"");
        }
        await().atMost(PATIENCE)
                .until(() -> visitor.get("/search?q=muted").get("events").size() == 1);
    }

    @Test
    void muteEndsAfterItsMinutesAndSurvivesARestart() throws Exception {
        log("noisy", "x");
        visitor.post("/page/mute", Map.of("system", "noisy", "minutes", 60));
        close();
        start();

        JsonNode noisy = named(visitor.get("/page/dashboard").get("systems"), "noisy");
        long left = noisy.get("muted_until").asLong() - System.currentTimeMillis();
        assertThat(Duration.ofMillis(left)).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(60));
        for (String wrong : new String[] {"0", "-1", "soon", "999999"}) {
            assertThat(visitor.status("POST", "/page/mute", Map.of("system", "noisy", "minutes", wrong)))
                    .as(wrong)
                    .isEqualTo(400);
        }
    }
}
