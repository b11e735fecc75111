package dev.spillway.examples.collector.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.spillway.examples.collector.console.VisibleText;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.StoredEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an alert sends: a text for Slack, or Papertrail's web hook, a form with the field {@code payload}. */
final class AlertMessage {

    private static final int SLACK_LINES = 10;
    private static final int SLACK_LINE_CHARACTERS = 300;
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private final SavedSearch search;
    private final Hits hits;
    private final ZoneId zone;
    private final String page;

    AlertMessage(SavedSearch search, Hits hits, ZoneId zone, String page) {
        this.search = search;
        this.hits = hits;
        this.zone = zone;
        this.page = page;
    }

    HttpRequest.Builder to(Alert alert) throws JsonProcessingException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(alert.url()));
        if (alert.slack()) {
            return request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("text", slackText()))));
        }
        String payload = URLEncoder.encode(JSON.writeValueAsString(payload()), StandardCharsets.UTF_8);
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("payload=" + payload));
    }

    private String slackText() {
        List<StoredEvent> events = hits.events();
        String lines = events.stream()
                .limit(SLACK_LINES)
                .map(event -> escape(line(EventRow.of(event, zone))))
                .collect(Collectors.joining("\n"));
        int more = events.size() - SLACK_LINES;
        return "<" + searchAddress() + "|" + escape(search.name()) + ">: " + events.size()
                + (events.size() == 1 ? " event" : " events") + "\n```" + lines + "```"
                + (more > 0 ? "\nand " + more + " more" : "");
    }

    private static String line(EventRow row) {
        String line = VisibleText.of(
                row.displayReceivedAt() + " " + row.hostname() + " " + row.program() + ": " + row.message());
        return line.length() <= SLACK_LINE_CHARACTERS ? line : line.substring(0, SLACK_LINE_CHARACTERS) + "…";
    }

    /** What Slack reads as markup, so that no event can link or call on anybody, or end the block. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("```", "'''");
    }

    private String searchAddress() {
        return page + "#q="
                + URLEncoder.encode(search.query(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Map<String, Object> payload() {
        List<StoredEvent> events = hits.events();
        Map<String, Object> saved = new LinkedHashMap<>();
        saved.put("id", search.id());
        saved.put("name", search.name());
        saved.put("query", search.query());
        saved.put("html_edit_url", page);
        saved.put("html_search_url", searchAddress());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(
                "events", events.stream().map(event -> EventRow.of(event, zone)).toList());
        payload.put("saved_search", saved);
        payload.put("max_id", Long.toString(events.get(events.size() - 1).id()));
        payload.put("min_id", Long.toString(events.get(0).id()));
        payload.put("frequency", "1 minute");
        payload.put("reached_record_limit", !hits.complete());
        return payload;
    }
}
