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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PapertrailApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private RunningCollector running;
    private String token;

    @BeforeEach
    void start() throws Exception {
        running = new RunningCollector(data);
        token = Files.readString(data.resolve("api-token")).strip();
    }

    @AfterEach
    void close() {
        running.close();
    }

    private void receive(String... messages) throws Exception {
        int before = running.events().size();
        try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
            Senders.send(socket, String.join("\n", messages) + "\n");
            socket.shutdownOutput();
            socket.getInputStream().read();
        }
        running.awaitEvents(before + messages.length);
        await().atMost(PATIENCE)
                .until(() -> get("events/search.json?limit=10000").get("events").size()
                        == running.events().size());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.collector().httpPort() + "/api/v1/" + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Papertrail-Token", token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private JsonNode submit(String method, String path, String form) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(form)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    private JsonNode search(String query, String more) throws IOException, InterruptedException {
        return get("events/search.json?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more);
    }

    private static List<String> messages(JsonNode answer) {
        List<String> messages = new ArrayList<>();
        answer.get("events").forEach(event -> messages.add(event.get("message").asText()));
        return messages;
    }

    @Test
    void eventHasPapertrailsFieldsUnderPapertrailsNames() throws Exception {
        receive("<78>1 2011-05-18T20:30:02Z abc CROND 7 - - message body");

        JsonNode answer = search("program:crond", "");

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("min_id", "max_id", "events", "reached_beginning", "min_time_at", "max_time_at");
        JsonNode event = answer.get("events").get(0);
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "generated_at",
                        "received_at",
                        "display_received_at",
                        "source_ip",
                        "source_name",
                        "source_id",
                        "hostname",
                        "program",
                        "severity",
                        "facility",
                        "message");
        assertThat(event.get("id").isIntegralNumber()).isTrue();
        assertThat(answer.get("max_id").textValue()).isEqualTo(event.get("id").asText());
        assertThat(OffsetDateTime.parse(event.get("generated_at").asText()).toInstant())
                .isEqualTo(Instant.parse("2011-05-18T20:30:02Z"));
        assertThat(event.get("display_received_at").asText()).matches("[A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(event.get("source_ip").asText()).isEqualTo("127.0.0.1");
        assertThat(event.get("source_name").asText()).isEqualTo("abc");
        assertThat(event.get("severity").asText()).isEqualTo("Info");
        assertThat(event.get("facility").asText()).isEqualTo("Cron");
        assertThat(event.get("message").asText()).isEqualTo("message body");
    }

    @Test
    void clientPagesBackAndTailsForwardById() throws Exception {
        receive(IntStream.range(0, 25).mapToObj(i -> "<14>p: event " + i).toArray(String[]::new));
        JsonNode newest = search("event", "&limit=10");
        assertThat(messages(newest)).first().isEqualTo("event 15");
        assertThat(newest.get("reached_record_limit").asBoolean()).isTrue();
        JsonNode older =
                search("event", "&limit=10&max_id=" + newest.get("min_id").asText());
        assertThat(messages(older)).first().isEqualTo("event 5");
        JsonNode oldest =
                search("event", "&limit=10&max_id=" + older.get("min_id").asText());
        assertThat(messages(oldest)).containsExactly("event 0", "event 1", "event 2", "event 3", "event 4");
        assertThat(oldest.get("reached_beginning").asBoolean()).isTrue();

        String seen = oldest.get("max_id").asText();
        assertThat(messages(search("event", "&limit=10&min_id=" + seen)))
                .first()
                .isEqualTo("event 15");
        JsonNode next = search("event", "&limit=10&tail=false&min_id=" + seen);
        assertThat(messages(next)).first().isEqualTo("event 5");
        assertThat(messages(search(
                        "event",
                        "&limit=10&tail=false&min_id=" + next.get("max_id").asText())))
                .last()
                .isEqualTo("event 24");

        String last = newest.get("max_id").asText();
        JsonNode nothing = search("event", "&min_id=" + last);
        assertThat(messages(nothing)).isEmpty();
        assertThat(nothing.get("max_id").asText()).isEqualTo(last);
        receive("<14>p: event 25");
        assertThat(messages(search("event", "&min_id=" + last))).containsExactly("event 25");
    }

    @Test
    void timesSystemsAndGroupsNarrowASearch() throws Exception {
        receive("<14>1 - web-1 p - - - one", "<14>1 - web-2 p - - - two", "<14>1 - db p - - - three");
        long now = Instant.now().getEpochSecond();
        assertThat(messages(search("", "&min_time=" + (now - 3_600)))).hasSize(3);
        assertThat(messages(search("", "&max_time=" + (now - 3_600)))).isEmpty();

        JsonNode systems = get("systems.json");
        assertThat(systems).hasSize(3);
        JsonNode db = systems.get(0);
        assertThat(db.get("name").asText()).isEqualTo("db");
        assertThat(messages(search("", "&system_id=db"))).containsExactly("three");
        assertThat(messages(search("", "&system_id=" + db.get("id").asText()))).containsExactly("three");
        assertThat(get("systems/" + db.get("id").asText() + ".json")
                        .get("ip_address")
                        .asText())
                .isEqualTo("127.0.0.1");

        String group = submit("POST", "groups.json", "group[name]=Web&group[system_wildcard]=WEB-*")
                .get("id")
                .asText();
        assertThat(messages(search("", "&group_id=" + group))).containsExactly("one", "two");
        submit("POST", "systems/db/join.json", "group_id=" + group);
        assertThat(messages(search("", "&group_id=" + group))).containsExactly("one", "two", "three");
        assertThat(get("groups/" + group + ".json").get("systems")).hasSize(3);
        submit("POST", "systems/db/leave.json?group_id=" + group, "");
        assertThat(get("groups/" + group + ".json").get("systems")).hasSize(2);
        submit("PUT", "groups/" + group + ".json", "group[system_wildcard]=nothing");
        assertThat(messages(search("", "&group_id=" + group))).isEmpty();
        assertThat(get("groups.json")).hasSize(2);
        submit("DELETE", "groups/" + group + ".json", "");
        assertThat(get("groups.json")).hasSize(1);
    }

    @Test
    void savedSearchesOutlastARestart() throws Exception {
        HttpResponse<String> made = send(request("searches.json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"search\":{\"name\":\"Albums\",\"query\":\"\\\"GET /albums/4 HTTP\\\"\"}}")));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        String id = json.readTree(made.body()).get("id").asText();
        running.close();
        running = new RunningCollector(data);

        assertThat(get("searches/" + id + ".json").get("query").asText()).isEqualTo("\"GET /albums/4 HTTP\"");
        assertThat(get("searches.json").get(0).get("group").get("name").asText())
                .isEqualTo("All Systems");
        submit("PUT", "searches/" + id + ".json", "search[name]=Renamed");
        assertThat(get("searches/" + id + ".json").get("name").asText()).isEqualTo("Renamed");
        submit("DELETE", "searches/" + id + ".json", "");
        assertThat(get("searches.json")).isEmpty();
    }

    @Test
    void mistakesAreExplained() throws Exception {
        assertError("events/search.json?q=a%20(b", 400, "{\"message\":\"q: this ( is never closed\",\"position\":2}");
        assertError("events/search.json?limit=10001", 400, "{\"message\":\"limit must be a number from 1 to 10000\"}");
        assertError("events/search.json?min_time=now", 400, null);
        assertError("events/search.json?system_id=nowhere", 404, "{\"message\":\"system not found\"}");
        assertError("groups/99.json", 404, "{\"message\":\"group not found\"}");
        assertError("searches/x.json", 404, "{\"message\":\"search not found\"}");
        HttpResponse<String> response = send(request("searches.json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"search\":{\"name\":\"x\",\"query\":\"(\"}}")));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(send(request("groups/1.json").DELETE()).statusCode()).isEqualTo(400);
    }

    private void assertError(String path, int status, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request(path));
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        if (body != null) {
            ObjectMapper mapper = json;
            assertThat(mapper.readTree(response.body())).isEqualTo(mapper.readTree(body));
        }
    }

    @Test
    void tokenIsDemandedAndKeptForItsOwner() throws Exception {
        for (String wrong : List.of("", "wrong", token + "x")) {
            HttpResponse<String> response = send(request("systems.json").setHeader("X-Papertrail-Token", wrong));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).doesNotContain(token);
        }
        String basic = Base64.getEncoder().encodeToString(("user:" + token).getBytes(StandardCharsets.UTF_8));
        assertThat(send(request("accounts.json")
                                .setHeader("X-Papertrail-Token", "")
                                .header("Authorization", "Basic " + basic))
                        .body())
                .contains("\"log_data_transfer_used\":0");
        assertThat(token).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("api-token"))))
                .isEqualTo("rw-------");
    }
}
