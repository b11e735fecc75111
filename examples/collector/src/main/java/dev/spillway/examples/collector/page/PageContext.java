package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.query.Query;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.Search;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.web.Json;
import dev.spillway.examples.collector.web.Numbers;
import dev.spillway.examples.collector.web.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code /page/context}: what stands around an event; {@code /page/at}: the event nearest to a time; {@code
 * /page/event}: one event, whole. Safe for use by many threads.
 */
public final class PageContext {

    private static final long LATEST_TIME = 253_402_300_799_999L;
    private static final int EVENTS = 50;
    private static final int MOST_EVENTS = 500;

    private final EventIndex index;

    /** The surroundings of events in an index. */
    public PageContext(EventIndex index) {
        this.index = index;
    }

    /** Adds the paths. */
    public void addTo(RoutesConfig routes) {
        Json.get(routes, "/page/context", this::context);
        Json.get(routes, "/page/at", this::at);
        Json.get(routes, "/page/event", this::event);
    }

    private Map<String, Object> context(Context context) throws IOException {
        long id = id(context);
        Search older = all(context, limit(context, "before")).before(id);
        Search newer = all(context, limit(context, "after") + 1).after(id - 1).fromOldest();
        Hits before = index.find(older);
        Hits from = index.find(newer);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "events",
                Stream.concat(before.events().stream(), from.events().stream())
                        .map(PageRow::of)
                        .toList());
        answer.put("reached_beginning", before.complete());
        answer.put("reached_end", from.complete());
        return answer;
    }

    private static int limit(Context context, String name) {
        return (int) Numbers.inQuery(context, name, 1, MOST_EVENTS, EVENTS);
    }

    /** The first that was received at that time or later, or else the last before. */
    private Map<String, Object> at(Context context) throws IOException {
        long millis = Numbers.inQuery(context, "time", 0, LATEST_TIME, -1);
        if (millis < 0) {
            throw Refusal.badRequest("time is missing, milliseconds since 1970");
        }
        Instant time = Instant.ofEpochMilli(millis);
        List<StoredEvent> found = index.find(
                        all(context, 1).between(time, Instant.MAX).fromOldest())
                .events();
        if (found.isEmpty()) {
            found = index.find(all(context, 1).between(Instant.EPOCH, time)).events();
        }
        StoredEvent nearest = found.stream().findFirst().orElseThrow(() -> Refusal.notFound("event"));
        return Map.of("id", nearest.id(), "received", nearest.event().received().toEpochMilli());
    }

    private PageRow event(Context context) throws IOException {
        StoredEvent event = index.read(id(context));
        if (event == null) {
            throw Refusal.notFound("event");
        }
        return PageRow.whole(event);
    }

    private static long id(Context context) {
        long id = Numbers.inQuery(context, "id", 1, Long.MAX_VALUE - 1, 0);
        if (id == 0) {
            throw Refusal.badRequest("id is missing");
        }
        return id;
    }

    private static Search all(Context context, int limit) {
        Search search = Search.newest(new Query.All(), limit);
        String system = context.queryParam("system");
        return system == null || system.isEmpty() ? search : search.in(List.of(system));
    }
}
