package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.Map;
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
        return getPath("/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.collector().httpPort() + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> getPath(String path) throws IOException, InterruptedException {
        return browser.send(request(path).build(), BodyHandlers.ofString());
    }

    private JsonNode search(String query, String more) throws IOException, InterruptedException {
        HttpResponse<String> response = get(query, more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    @Test
    void foundEventsComeInPagesInBothDirections() throws Exception {
        JsonNode newest = search("program:album", "&limit=200");

        assertThat(newest.get("explanation").asText()).isEqualTo("events with \"album\" in the program");
        assertThat(newest.get("mistake").isNull()).isTrue();
        assertThat(newest.get("marks")).hasToString("[{\"field\":\"program\",\"text\":\"album\",\"prefix\":false}]");
        assertThat(newest.get("complete").asBoolean()).isFalse();
        assertThat(newest.get("events")).hasSize(200);
        JsonNode first = newest.get("events").get(0);
        assertThat(first.get("message").asText()).isEqualTo("\u001b[31mevent 400");
        assertThat(first.get("severity").asText()).isEqualTo("error");
        assertThat(first.get("host").asText()).isEqualTo("web");

        JsonNode older = search("program:album", "&limit=200&before=" + first.get("id"));
        assertThat(older.get("events")).hasSize(200);
        assertThat(older.get("events").get(199).get("message").asText()).endsWith("event 399");
        JsonNode oldest = search(
                "program:album",
                "&limit=200&before=" + older.get("events").get(0).get("id"));
        assertThat(oldest.get("events")).hasSize(200);
        assertThat(oldest.get("complete").asBoolean()).isTrue();

        JsonNode next = search("", "&after=" + first.get("id"));
        assertThat(next.get("events")).hasSize(199);
        assertThat(next.get("events").get(0).get("message").asText()).endsWith("event 401");
        assertThat(next.get("complete").asBoolean()).isTrue();
        assertThat(search("", "&after=0&from=1")
                        .get("events")
                        .get(0)
                        .get("message")
                        .asText())
                .endsWith("event 0");
        assertThat(search("", "&after=0&from=253402300799999").get("events")).isEmpty();
        assertThat(get("x", "&before=now").statusCode()).isEqualTo(400);
    }

    @Test
    void onlyOneSystemOrTheSystemsOfAGroupAreSearched() throws Exception {
        assertThat(search("", "&system=WEB").get("events")).hasSize(500);
        assertThat(search("", "&system=we").get("events")).isEmpty();
        assertThat(search("", "&group=1&limit=3").get("events")).hasSize(3);
        assertThat(get("", "&group=77").statusCode()).isEqualTo(404);
    }

    @Test
    void oneEventIsShownInFull() throws Exception {
        JsonNode event = search("", "&limit=1").get("events").get(0);
        HttpResponse<String> found = getPath("/page/event?id=" + event.get("id"));
        assertThat(json.readTree(found.body())).isEqualTo(event);
        assertThat(getPath("/page/event?id=3").statusCode()).isEqualTo(404);
    }

    @Test
    void streamOfAQueryBeginsWithTheNewestAndGoesOnWithWhatMatches() throws Exception {
        HttpRequest request = request("/events?q=%22event+59%22+OR+later").build();
        try (Socket socket = Senders.tcp(running.collector().tcpPort());
                BufferedReader lines = lines(request)) {
            JsonNode first = json.readTree(next(lines, "events"));
            assertThat(first.get("whole").asBoolean()).isFalse();
            assertThat(first.get("events")).hasSize(1);
            Senders.send(socket, "<11>1 - web album 7 - - other\n<11>1 - web album 7 - - later\n");
            JsonNode second = json.readTree(next(lines, "events"));
            assertThat(second.get("whole").asBoolean()).isTrue();
            assertThat(second.get("events")).hasSize(1);
            assertThat(second.get("events").get(0).get("message").asText()).isEqualTo("later");
            assertThat(second.get("through").asLong())
                    .isGreaterThan(second.get("events").get(0).get("id").asLong());
        }
    }

    @Test
    void streamOfAQueryLeavesMutedSystemsOutUnlessItIsOfOne() throws Exception {
        new Visitor(running).post("/page/mute", Map.of("system", "web"));
        HttpRequest all = request("/events?q=later").build();
        HttpRequest one = request("/events?system=web&q=later").build();
        try (Socket socket = Senders.tcp(running.collector().tcpPort());
                BufferedReader ofAll = lines(all);
                BufferedReader ofOne = lines(one)) {
            assertThat(json.readTree(next(ofAll, "events")).get("events")).isEmpty();
            assertThat(json.readTree(next(ofOne, "events")).get("events")).isEmpty();
            Senders.send(socket, "<11>1 - web album 7 - - later\n<11>1 - db album 7 - - later\n");
            assertThat(json.readTree(next(ofAll, "events")).get("events"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("host").asText()).isEqualTo("db"));
            assertThat(json.readTree(next(ofOne, "events")).get("events")).hasSize(1);
        }
    }

    private BufferedReader lines(HttpRequest request) throws IOException, InterruptedException {
        return new BufferedReader(new InputStreamReader(
                browser.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
    }

    private static String next(BufferedReader lines, String name) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String line = lines.readLine();
        while (!line.equals("event: " + name)) {
            assertThat(System.nanoTime()).as("heartbeats, but no %s", name).isLessThan(deadline);
            line = lines.readLine();
        }
        return lines.readLine().substring("data: ".length());
    }

    @Test
    void mistakeIsPointedAt() throws Exception {
        JsonNode answer = search("a OR", "");

        assertThat(answer.get("mistake").get("message").asText()).isEqualTo("nothing follows this OR");
        assertThat(answer.get("mistake").get("position").asInt()).isEqualTo(2);
        assertThat(answer.get("events")).isEmpty();
    }
}
