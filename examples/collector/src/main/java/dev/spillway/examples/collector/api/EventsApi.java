package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.query.Query;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.query.QueryParser;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.Search;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.web.Numbers;
import dev.spillway.examples.collector.web.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/events/search.json}. Safe for use by many threads. */
final class EventsApi {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final long LATEST_SECOND = 253_402_300_799L;

    private final EventIndex index;
    private final Systems systems;
    private final Catalog catalog;
    private final ZoneId zone;

    EventsApi(EventIndex index, Systems systems, Catalog catalog, ZoneId zone) {
        this.index = index;
        this.systems = systems;
        this.catalog = catalog;
        this.zone = zone;
    }

    Map<String, Object> search(Context context) throws IOException {
        Search search = new Search(
                query(context.queryParam("q")),
                hosts(context),
                Numbers.inQuery(context, "min_id", 0, Long.MAX_VALUE - 1, 0),
                Numbers.inQuery(context, "max_id", 0, Long.MAX_VALUE, Long.MAX_VALUE),
                Instant.ofEpochSecond(Numbers.inQuery(context, "min_time", 0, LATEST_SECOND, 0)),
                Instant.ofEpochSecond(Numbers.inQuery(context, "max_time", 0, LATEST_SECOND, LATEST_SECOND)),
                (int) Numbers.inQuery(context, "limit", 1, Search.MOST, DEFAULT_LIMIT),
                isOldestFirst(context));
        return answer(search, index.find(search));
    }

    /** Only who asks for what follows a place, and not for the newest of it, gets the oldest of it. */
    private static boolean isOldestFirst(Context context) {
        boolean hasStart = context.queryParam("min_id") != null || context.queryParam("min_time") != null;
        boolean hasEnd = context.queryParam("max_id") != null || context.queryParam("max_time") != null;
        return hasStart && !hasEnd && "false".equals(context.queryParam("tail"));
    }

    private Map<String, Object> answer(Search search, Hits hits) {
        List<StoredEvent> events = hits.events();
        long first = events.isEmpty() ? search.after() : events.get(0).id();
        long last = events.isEmpty()
                ? search.after()
                : events.get(events.size() - 1).id();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("min_id", Long.toString(first));
        answer.put("max_id", Long.toString(last));
        answer.put(
                "events", events.stream().map(event -> EventRow.of(event, zone)).toList());
        if (hits.timedOut()) {
            answer.put("reached_time_limit", true);
        } else if (!hits.complete()) {
            answer.put("reached_record_limit", true);
        } else {
            answer.put(search.oldestFirst() ? "reached_end" : "reached_beginning", true);
        }
        if (!events.isEmpty()) {
            answer.put("min_time_at", EventRow.text(events.get(0).event().received(), zone));
            answer.put(
                    "max_time_at",
                    EventRow.text(events.get(events.size() - 1).event().received(), zone));
        }
        return answer;
    }

    static Query query(@Nullable String text) {
        try {
            return QueryParser.parse(text == null ? "" : text);
        } catch (QueryMistake e) {
            throw Refusal.mistake(e);
        }
    }

    /** Hosts to look at; empty for all of them. */
    private List<String> hosts(Context context) throws IOException {
        String system = context.queryParam("system_id");
        if (system != null) {
            return List.of(systems.find(system).name());
        }
        if (context.queryParam("group_id") == null) {
            return List.of();
        }
        long id = Numbers.inQuery(context, "group_id", 0, Long.MAX_VALUE, 0);
        return systems.membersOf(catalog.group(id).orElseThrow(() -> Refusal.notFound("group")));
    }
}
