package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlertsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer receiver;
    private RunningCollector running;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        receiver.createContext("/", this::receive);
        receiver.start();
        running = new RunningCollector(data);
    }

    @AfterEach
    void close() {
        running.close();
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(status.get(), -1);
        exchange.close();
    }

    private String hook() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/services/secret-path";
    }

    private HttpResponse<String> save(String query, String field, String url) throws Exception {
        String body = json.writeValueAsString(json.createObjectNode()
                .set(
                        "search",
                        json.createObjectNode()
                                .put("name", "Albums")
                                .put("query", query)
                                .put(field, url)));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.collector().httpPort() + "/api/v1/searches.json"))
                .timeout(Duration.ofSeconds(60))
                .header(
                        "X-Papertrail-Token",
                        Files.readString(data.resolve("api-token")).strip())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private void log(String message) throws IOException {
        Senders.udp(running.collector().udpPort(), "<14>1 - web album 7 - - " + message);
    }

    private void awaitBodies(int count) {
        await().atMost(PATIENCE).until(() -> bodies.size() >= count);
    }

    @Test
    void slackIsToldWheneverAnAlbumIsLookedAt() throws Exception {
        HttpResponse<String> saved = save("\"GET /albums/4 HTTP\"", "slack_url", hook());
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(saved.body()).contains("\"alert\":\"slack\"").doesNotContain("secret-path");

        log("GET /albums/44 HTTP/1.1");
        log("GET /albums/4 HTTP/1.1 <!channel> & ```");

        awaitBodies(1);
        String text = json.readTree(bodies.get(0)).get("text").asText();
        assertThat(text)
                .contains("|Albums>: 1 event\n```")
                .contains("web album: GET /albums/4 HTTP/1.1 &lt;!channel&gt; &amp; '''```")
                .contains("#q=%22GET%20%2Falbums%2F4%20HTTP%22|");
        log("GET /albums/4 HTTP/2");
        awaitBodies(2);
        assertThat(bodies).hasSize(2);
        assertThat(json.readTree(bodies.get(1)).get("text").asText())
                .contains("HTTP/2")
                .doesNotContain("HTTP/1.1");
    }

    @Test
    void mutedSystemCausesNoAlertNotEvenLater() throws Exception {
        running.close();
        running = RunningCollector.withoutLogin(data);
        Visitor visitor = new Visitor(running);
        save("program:album", "webhook_url", hook());
        visitor.post("/page/mute", Map.of("system", "web"));
        log("muted");
        Senders.udp(running.collector().udpPort(), "<14>1 - other album 7 - - heard");
        awaitBodies(1);
        visitor.post("/page/unmute", Map.of("system", "web"));
        log("after");
        awaitBodies(2);

        assertThat(bodies).noneMatch(body -> body.contains("muted")).anyMatch(body -> body.contains("heard"));
        assertThat(bodies.get(1)).contains("after");
    }

    @Test
    void pausedAlertTellsNothingAndGoesOnFromWhereItIsResumed() throws Exception {
        running.close();
        running = RunningCollector.withoutLogin(data);
        Visitor visitor = new Visitor(running);
        String path = "/api/v1/searches/"
                + json.readTree(save("program:album", "webhook_url", hook()).body())
                        .get("id")
                        .asText() + ".json";
        JsonNode paused = change(visitor, path, Map.of("alert_paused", true));
        assertThat(paused.get("alert_paused").asBoolean()).isTrue();
        assertThat(paused.get("alert_target").asText()).isEqualTo("127.0.0.1");
        log("while paused");
        await().atMost(PATIENCE)
                .until(() -> visitor.get("/search?q=paused").get("events").size() == 1);
        change(visitor, path, Map.of("name", "Renamed"));
        change(visitor, path, Map.of("alert_paused", false));
        log("afterwards");
        awaitBodies(1);

        assertThat(bodies).hasSize(1);
        assertThat(bodies.get(0)).contains("afterwards", "Renamed").doesNotContain("paused");
    }

    private static JsonNode change(Visitor visitor, String path, Map<String, ?> fields) throws Exception {
        HttpResponse<String> changed = visitor.send("PUT", path, Map.of("search", fields));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        return new ObjectMapper().readTree(changed.body());
    }

    @Test
    void testTellsTheNewestEventsAndMovesNoPosition() throws Exception {
        running.close();
        running = RunningCollector.withoutLogin(data);
        Visitor visitor = new Visitor(running);
        log("before");
        await().atMost(PATIENCE)
                .until(() -> visitor.get("/search?q=before").get("events").size() == 1);
        String id = json.readTree(save("program:album", "slack_url", hook()).body())
                .get("id")
                .asText();
        visitor.post("/api/v1/searches/" + id + "/test.json", Map.of());
        awaitBodies(1);
        assertThat(json.readTree(bodies.get(0)).get("text").asText())
                .startsWith("Test of <http")
                .contains("|Albums>: 1 event\n```", "web album: before```");
        log("after");
        awaitBodies(2);
        assertThat(bodies.get(1)).contains("after").doesNotContain("before", "Test of");

        status.set(404);
        assertThat(visitor.status("POST", "/api/v1/searches/" + id + "/test.json", Map.of()))
                .isEqualTo(502);
        change(visitor, "/api/v1/searches/" + id + ".json", Map.of("slack_url", ""));
        assertThat(visitor.status("POST", "/api/v1/searches/" + id + "/test.json", Map.of()))
                .isEqualTo(400);
    }

    @Test
    void mailWithoutAServerForItIsRefused() throws Exception {
        HttpResponse<String> refused = save("x", "email", "a@example.com");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("search[email] needs a mail server, which --smtp names");
    }

    @Test
    void webHookGetsPapertrailsPayload() throws Exception {
        save("program:album", "webhook_url", hook());
        log("one");
        awaitBodies(1);

        assertThat(bodies.get(0)).startsWith("payload=");
        JsonNode payload =
                json.readTree(URLDecoder.decode(bodies.get(0).substring("payload=".length()), StandardCharsets.UTF_8));
        JsonNode event = payload.get("events").get(0);
        assertThat(event.get("message").asText()).isEqualTo("one");
        assertThat(event.get("source_name").asText()).isEqualTo("web");
        assertThat(payload.get("max_id").textValue()).isEqualTo(event.get("id").asText());
        assertThat(payload.get("min_id").textValue()).isEqualTo(event.get("id").asText());
        assertThat(payload.get("saved_search").get("query").asText()).isEqualTo("program:album");
        assertThat(payload.get("frequency").asText()).isEqualTo("1 minute");
        assertThat(payload.get("reached_record_limit").asBoolean()).isFalse();
    }

    @Test
    void restartNeitherMissesNorRepeatsAndAFailureIsTriedAgain() throws Exception {
        save("program:album", "slack_url", hook());
        log("first");
        awaitBodies(1);
        status.set(500);
        log("second");
        await().atMost(PATIENCE)
                .until(() -> running.notices().stream()
                        .anyMatch(notice -> notice.startsWith(
                                "The alert \"Albums\" could not be delivered (its receiver answered 500)")));
        assertThat(running.notices()).noneMatch(notice -> notice.contains("secret-path"));
        running.close();
        // What the closed collector has sent may still be on its way through the receiver, which serves one by one.
        HttpRequest last =
                HttpRequest.newBuilder(URI.create(hook())).timeout(PATIENCE).build();
        HttpClient.newHttpClient().send(last, BodyHandlers.discarding());
        bodies.clear();
        status.set(200);

        running = new RunningCollector(data);
        awaitBodies(1);
        log("third");
        awaitBodies(2);

        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(0)).contains("second").doesNotContain("first", "third");
        assertThat(bodies.get(1)).contains("third").doesNotContain("second");
    }

    @Test
    void addressThatIsNoneIsRefused() throws Exception {
        HttpResponse<String> refused = save("x", "slack_url", "file:///etc/passwd");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("search[slack_url] must begin with https:// or http://");
    }
}
