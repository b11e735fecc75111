package dev.spillway.examples.collector.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spillway.examples.collector.query.Explanation;
import dev.spillway.examples.collector.query.Query;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.query.QueryParser;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.Search;
import dev.spillway.examples.collector.store.StoredEvent;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /search}: what the page's search box asks. Safe for use by many threads. */
public final class PageSearch {

    private static final int EVENTS = 500;

    private final EventIndex index;
    private final ObjectMapper json = new ObjectMapper();

    public PageSearch(EventIndex index) {
        this.index = index;
    }

    /** Adds the path. */
    public void addTo(RoutesConfig routes) {
        routes.get("/search", this::search);
    }

    private void search(Context context) throws IOException {
        String text = context.queryParam("q");
        Answer answer;
        try {
            answer = find(QueryParser.parse(text == null ? "" : text), context.queryParam("before"));
        } catch (QueryMistake e) {
            answer = new Answer("", new Mistake(String.valueOf(e.getMessage()), e.position()), List.of(), true);
        }
        context.contentType("application/json; charset=utf-8").result(json.writeValueAsBytes(answer));
    }

    private Answer find(Query query, @Nullable String before) throws IOException {
        Search search = Search.newest(query, EVENTS);
        Hits hits = index.find(before == null ? search : search.before(id(before)));
        List<ObjectNode> events = hits.events().stream().map(this::row).toList();
        String unfinished = hits.timedOut() ? "; the search took too long and was ended" : "";
        return new Answer(Explanation.of(query) + unfinished, null, events, hits.complete());
    }

    /** A row as in the stream of events, and its id. */
    private ObjectNode row(StoredEvent stored) {
        ObjectNode row = json.valueToTree(PageEvents.row(stored.event()));
        return row.put("id", stored.id());
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadRequestResponse("before must be the id of an event");
        }
    }

    /**
     * What the page shows.
     *
     * @param explanation the query in words
     * @param complete whether there are no older events to ask for
     */
    record Answer(String explanation, @Nullable Mistake mistake, List<ObjectNode> events, boolean complete) {}

    /** What is wrong with a query, and where. */
    record Mistake(String message, int position) {}
}
