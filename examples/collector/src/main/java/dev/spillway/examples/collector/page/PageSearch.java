package dev.spillway.examples.collector.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.query.Explanation;
import dev.spillway.examples.collector.query.Query;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.query.QueryParser;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.Search;
import dev.spillway.examples.collector.web.Numbers;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /search}: what the page's search box asks. Safe for use by many threads. */
public final class PageSearch {

    private static final int EVENTS = 500;
    private static final int MOST_EVENTS = 1_000;
    private static final long LATEST_TIME = 253_402_300_799_999L;

    private final EventIndex index;
    private final GroupMembers groups;
    private final ObjectMapper json = new ObjectMapper();

    /** A search in an index. */
    public PageSearch(EventIndex index, GroupMembers groups) {
        this.index = index;
        this.groups = groups;
    }

    /** Adds the path. */
    public void addTo(RoutesConfig routes) {
        routes.get("/search", this::search);
    }

    private void search(Context context) throws IOException {
        String text = context.queryParam("q");
        Answer answer;
        try {
            answer = find(QueryParser.parse(text == null ? "" : text), context);
        } catch (QueryMistake e) {
            answer = new Answer("", new Mistake(String.valueOf(e.getMessage()), e.position()), List.of(), true);
        }
        context.contentType("application/json; charset=utf-8").result(json.writeValueAsBytes(answer));
    }

    private Answer find(Query query, Context context) throws IOException {
        Search search = new Search(
                query,
                hosts(context),
                Numbers.inQuery(context, "after", 0, Long.MAX_VALUE - 1, 0),
                Numbers.inQuery(context, "before", 0, Long.MAX_VALUE, Long.MAX_VALUE),
                Instant.ofEpochMilli(Numbers.inQuery(context, "from", 0, LATEST_TIME, 0)),
                Instant.ofEpochMilli(Numbers.inQuery(context, "until", 0, LATEST_TIME, LATEST_TIME)),
                (int) Numbers.inQuery(context, "limit", 1, MOST_EVENTS, EVENTS),
                context.queryParam("after") != null);
        Hits hits = index.find(search);
        List<PageEvents.Row> events =
                hits.events().stream().map(PageEvents::row).toList();
        String unfinished = hits.timedOut() ? "; the search took too long and was ended" : "";
        return new Answer(Explanation.of(query) + unfinished, null, events, hits.complete());
    }

    private List<String> hosts(Context context) throws IOException {
        String system = context.queryParam("system");
        if (system != null && !system.isEmpty()) {
            return List.of(system);
        }
        long group = Numbers.inQuery(context, "group", 0, Long.MAX_VALUE, 0);
        return group == 0 ? List.of() : groups.of(group);
    }

    /**
     * What the page shows.
     *
     * @param explanation the query in words
     * @param complete whether there are no further events to ask for, older ones or, behind {@code after}, newer ones
     */
    record Answer(String explanation, @Nullable Mistake mistake, List<PageEvents.Row> events, boolean complete) {}

    /** What is wrong with a query, and where. */
    record Mistake(String message, int position) {}
}
