package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageSearchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final HttpClient browser = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private RunningCollector running;

    @BeforeEach
    void start() throws Exception {
        running = RunningCollector.withoutLogin(data);
        try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
            String[] lines = IntStream.range(0, 600)
                    .mapToObj(i -> "<11>1 - web album 7 - - \u001b[31mevent " + i)
                    .toArray(String[]::new);
            Senders.send(socket, String.join("\n", lines) + "\n");
        }
        running.awaitEvents(600);
        await().atMost(PATIENCE)
                .until(() -> search("\"event 599\"", "").get("events").size() == 1);
    }

    @AfterEach
    void close() {
        running.close();
    }

    private HttpResponse<String> get(String query, String more) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + running.collector().httpPort() + "/search?q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
        return browser.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    }

    private JsonNode search(String query, String more) throws IOException, InterruptedException {
        HttpResponse<String> response = get(query, more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    @Test
    void foundEventsAreRowsOfThePageInPages() throws Exception {
        JsonNode newest = search("program:album", "");

        assertThat(newest.get("explanation").asText()).isEqualTo("events with \"album\" in the program");
        assertThat(newest.get("mistake").isNull()).isTrue();
        assertThat(newest.get("complete").asBoolean()).isFalse();
        assertThat(newest.get("events")).hasSize(500);
        JsonNode first = newest.get("events").get(0);
        assertThat(first.get("message").asText()).isEqualTo("\\x1b[31mevent 100");
        assertThat(first.get("severity").asText()).isEqualTo("error");
        assertThat(first.get("host").asText()).isEqualTo("web");

        JsonNode older = search("program:album", "&before=" + first.get("id").asText());
        assertThat(older.get("events")).hasSize(100);
        assertThat(older.get("complete").asBoolean()).isTrue();
        assertThat(get("x", "&before=now").statusCode()).isEqualTo(400);
    }

    @Test
    void searchGoesOnForwardAndNarrows() throws Exception {
        JsonNode oldest = search("", "&after=0&limit=10");
        assertThat(oldest.get("events")).hasSize(10);
        assertThat(oldest.get("events").get(9).get("message").asText()).endsWith("event 9");
        assertThat(oldest.get("complete").asBoolean()).isFalse();
        JsonNode next = search(
                "", "&limit=1000&after=" + oldest.get("events").get(9).get("id").asText());
        assertThat(next.get("events")).hasSize(590);
        assertThat(next.get("complete").asBoolean()).isTrue();
        assertThat(search("", "&system=WEB&limit=1").get("events")).hasSize(1);
        assertThat(search("", "&system=nowhere").get("events")).isEmpty();
        assertThat(search("", "&group=1&limit=1").get("events")).hasSize(1);
        assertThat(search("", "&until=1").get("events")).isEmpty();
        assertThat(get("", "&group=99").statusCode()).isEqualTo(404);
        assertThat(get("", "&limit=1001").statusCode()).isEqualTo(400);
    }

    @Test
    void mistakeIsPointedAt() throws Exception {
        JsonNode answer = search("a OR", "");

        assertThat(answer.get("mistake").get("message").asText()).isEqualTo("nothing follows this OR");
        assertThat(answer.get("mistake").get("position").asInt()).isEqualTo(2);
        assertThat(answer.get("events")).isEmpty();
    }
}
