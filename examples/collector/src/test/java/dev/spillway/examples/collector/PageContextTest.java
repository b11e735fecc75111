package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageContextTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private RunningCollector running;
    private Visitor visitor;
    private long middle;
    private long received;

    /** Twenty events, in turn of two systems, the last with a message that the page does not show as a whole. */
    @BeforeEach
    void start() throws Exception {
        running = RunningCollector.withoutLogin(data);
        visitor = new Visitor(running);
        try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
            String[] lines = IntStream.range(0, 20)
                    .mapToObj(i -> "<14>1 - " + (i % 2 == 0 ? "web" : "db") + " album 7 - - event" + i
                            + (i == 19 ? "\u001b[1m" + "x".repeat(20_000) : ""))
                    .toArray(String[]::new);
            Senders.send(socket, String.join("\n", lines) + "\n");
        }
        running.awaitEvents(20);
        await().atMost(PATIENCE)
                .until(() -> visitor.get("/search?q=event19").get("events").size() == 1);
        JsonNode event = visitor.get("/search?q=event10").get("events").get(0);
        middle = event.get("id").asLong();
        received = event.get("received").asLong();
    }

    @AfterEach
    void close() {
        running.close();
    }

    private static List<String> messages(JsonNode answer) {
        List<String> messages = new ArrayList<>();
        answer.get("events").forEach(row -> messages.add(row.get("message").asText()));
        return messages;
    }

    @Test
    void contextIsWhatStandsAroundAnEvent() throws Exception {
        JsonNode around = visitor.get("/page/context?id=" + middle + "&before=2&after=3");
        assertThat(messages(around)).containsExactly("event8", "event9", "event10", "event11", "event12", "event13");
        assertThat(around.get("reached_beginning").asBoolean()).isFalse();
        assertThat(around.get("reached_end").asBoolean()).isFalse();

        JsonNode same = visitor.get("/page/context?id=" + middle + "&system=web&before=2&after=1");
        assertThat(messages(same)).containsExactly("event6", "event8", "event10", "event12");

        JsonNode all = visitor.get("/page/context?id=" + middle);
        assertThat(all.get("events")).hasSize(20);
        assertThat(all.get("reached_beginning").asBoolean()).isTrue();
        assertThat(all.get("reached_end").asBoolean()).isTrue();
        for (String wrong : List.of("", "?id=x", "?id=-1", "?id=8&before=501")) {
            assertThat(visitor.status("/page/context" + wrong)).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void timeLeadsToTheNearestEvent() throws Exception {
        assertThat(visitor.get("/page/at?time=0").get("id").asLong()).isLessThan(middle);
        assertThat(visitor.get("/page/at?time=" + (received + 3_600_000))
                        .get("id")
                        .asLong())
                .isGreaterThan(middle);
        assertThat(visitor.get("/page/at?time=" + received).get("received").asLong())
                .isBetween(received, received + 1);
        assertThat(visitor.status("/page/at?time=0&system=nowhere")).isEqualTo(404);
        assertThat(visitor.status("/page/at")).isEqualTo(400);
    }

    @Test
    void longMessageIsThereAsAWhole() throws Exception {
        JsonNode row = visitor.get("/search?q=event19").get("events").get(0);
        assertThat(row.get("message").asText()).startsWith("event19\u001b[1mx").hasSize(4_000);
        assertThat(row.get("length").asInt()).isEqualTo(20_000 + "event19\u001b[1m".length());
        JsonNode whole = visitor.get("/page/event?id=" + row.get("id").asText());
        assertThat(whole.get("message").asText()).hasSize(row.get("length").asInt());
        assertThat(visitor.status("/page/event?id=" + (middle + 1))).isEqualTo(404);
    }
}
