package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.query.Query;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.query.QueryParser;
import dev.spillway.examples.collector.store.Search;
import dev.spillway.examples.collector.web.Numbers;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What a browser asks for.
 *
 * @param systems host names that it is about; empty for all
 * @param language in which queries are explained
 */
record PageQuery(Query query, List<String> systems, Locale language) {

    PageQuery {
        systems = List.copyOf(systems);
    }

    /**
     * Reads a request's parameters: a query, the name of a system or the id of a group, and a language.
     *
     * @throws QueryMistake if the query cannot be understood
     */
    static PageQuery of(Context context, GroupMembers groups) throws QueryMistake, IOException {
        String text = context.queryParam("q");
        return new PageQuery(QueryParser.parse(text == null ? "" : text), systems(context, groups), language(context));
    }

    private static Locale language(Context context) {
        return "ko".equals(context.queryParam("language")) ? Locale.KOREAN : Locale.ENGLISH;
    }

    private static List<String> systems(Context context, GroupMembers groups) throws IOException {
        String system = context.queryParam("system");
        if (system != null && !system.isEmpty()) {
            return List.of(system);
        }
        long group = Numbers.inQuery(context, "group", 0, Long.MAX_VALUE, 0);
        return group == 0 ? List.of() : groups.of(group);
    }

    Explained explained() {
        return Explained.of(query, language);
    }

    boolean isAll() {
        return query instanceof Query.All && systems.isEmpty();
    }

    Search newest(int limit) {
        return Search.newest(query, limit).in(systems);
    }
}
