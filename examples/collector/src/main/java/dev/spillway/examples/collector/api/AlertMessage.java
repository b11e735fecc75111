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

/**
 * What an alert sends: a text for Slack, Papertrail's web hook, a form with the field {@code payload}, or a mail. A test
 * says that it is one, and may hold no event.
 */
final class AlertMessage {

    private static final int SLACK_LINES = 10;
    private static final int SLACK_LINE_CHARACTERS = 300;
    private static final int MAIL_LINES = 100;
    private static final int MAIL_LINE_CHARACTERS = 1_000;
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private final SavedSearch search;
    private final Hits hits;
    private final ZoneId zone;
    private final String page;
    private final boolean isTest;

    AlertMessage(SavedSearch search, Hits hits, ZoneId zone, String page, boolean isTest) {
        this.isTest = isTest;
        this.search = search;
        this.hits = hits;
        this.zone = zone;
        this.page = page;
    }

    HttpRequest.Builder to(Alert alert) throws JsonProcessingException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(alert.address()));
        if (alert.kind() == Alert.Kind.SLACK) {
            return request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(Map.of("text", slackText()))));
        }
        String payload = URLEncoder.encode(JSON.writeValueAsString(payload()), StandardCharsets.UTF_8);
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("payload=" + payload));
    }

    private String slackText() {
        String lines = escape(lines(SLACK_LINES, SLACK_LINE_CHARACTERS));
        return (isTest ? "Test of " : "") + "<" + searchAddress() + "|" + escape(search.name()) + ">: " + count()
                + (lines.isEmpty() ? "" : "\n```" + lines + "```") + more(SLACK_LINES);
    }

    /** Subject of a mail, one line whatever the search is called. */
    String subject() {
        String name = VisibleText.of(search.name()).replace('\n', ' ');
        return (isTest ? "Test of " : "") + name + ": " + count();
    }

    /** Text of a mail. */
    String mailText() {
        return searchAddress() + "\n\n" + lines(MAIL_LINES, MAIL_LINE_CHARACTERS) + more(MAIL_LINES) + "\n";
    }

    private String count() {
        int events = hits.events().size();
        return events == 0 ? "no event yet" : events + (events == 1 ? " event" : " events");
    }

    private String more(int shown) {
        int more = hits.events().size() - shown;
        return more > 0 ? "\nand " + more + " more" : "";
    }

    private String lines(int most, int characters) {
        return hits.events().stream()
                .limit(most)
                .map(event -> line(EventRow.of(event, zone), characters))
                .collect(Collectors.joining("\n"));
    }

    private static String line(EventRow row, int characters) {
        String line = VisibleText.of(
                row.displayReceivedAt() + " " + row.hostname() + " " + row.program() + ": " + row.message());
        return line.length() <= characters ? line : line.substring(0, characters) + "…";
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
        payload.put(
                "max_id",
                Long.toString(
                        events.isEmpty() ? 0 : events.get(events.size() - 1).id()));
        payload.put("min_id", Long.toString(events.isEmpty() ? 0 : events.get(0).id()));
        payload.put("frequency", "1 minute");
        payload.put("reached_record_limit", !hits.complete());
        return payload;
    }
}
