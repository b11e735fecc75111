package dev.spillway.examples.collector.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.query.QueryMistake;
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

/** {@code /search}: events beyond those of the stream, a page at a time. Safe for use by many threads. */
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

    /** Adds the paths. */
    public void addTo(RoutesConfig routes) {
        routes.get("/search", this::search);
    }

    private void search(Context context) throws IOException {
        Answer answer;
        try {
            answer = find(context, PageQuery.of(context, groups));
        } catch (QueryMistake e) {
            answer = Answer.of(Explained.of(e), List.of(), true, 0);
        }
        answer(context, answer);
    }

    /** The newest events there are, or right before an id; with {@code after} the oldest behind one. */
    private Answer find(Context context, PageQuery query) throws IOException {
        long findable = index.findable();
        Search search = new Search(
                query.query(),
                query.systems(),
                Numbers.inQuery(context, "after", 0, Long.MAX_VALUE - 1, 0),
                Math.min(findable, Numbers.inQuery(context, "before", 0, Long.MAX_VALUE, Long.MAX_VALUE)),
                Instant.ofEpochMilli(Numbers.inQuery(context, "from", 0, LATEST_TIME, 0)),
                Instant.ofEpochMilli(Numbers.inQuery(context, "until", 0, LATEST_TIME, LATEST_TIME)),
                (int) Numbers.inQuery(context, "limit", 1, MOST_EVENTS, EVENTS),
                context.queryParam("after") != null);
        Hits hits = index.find(search);
        return Answer.of(query.explained(), PageRow.of(hits.events()), hits.complete(), findable - 1);
    }

    private void answer(Context context, Answer answer) throws IOException {
        context.contentType("application/json; charset=utf-8").result(json.writeValueAsBytes(answer));
    }

    /**
     * What the page shows.
     *
     * @param complete whether nothing lies beyond these events, in the direction in which was searched
     * @param through id up to which events could be found
     */
    record Answer(
            String explanation,
            Explained.@Nullable Mistake mistake,
            List<Explained.Mark> marks,
            List<PageRow> events,
            boolean complete,
            long through) {

        static Answer of(Explained query, List<PageRow> events, boolean complete, long through) {
            return new Answer(query.explanation(), query.mistake(), query.marks(), events, complete, through);
        }
    }
}
