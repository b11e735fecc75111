package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.query.Explanation;
import dev.spillway.examples.collector.query.Query;
import dev.spillway.examples.collector.query.QueryMistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A query for people.
 *
 * @param explanation in words; empty if there is a mistake
 * @param marks what to highlight in the events that are found
 */
record Explained(String explanation, @Nullable Mistake mistake, List<Mark> marks) {

    Explained {
        marks = List.copyOf(marks);
    }

    /** What is wrong with a query, and at which of its characters. */
    record Mistake(String message, int position) {}

    /**
     * Words that an event was found by.
     *
     * @param field {@code anywhere}, {@code sender}, {@code program} or {@code message}
     * @param prefix whether longer words count too
     */
    record Mark(String field, String text, boolean prefix) {}

    static Explained of(Query query, Locale language) {
        List<Mark> marks = new ArrayList<>();
        collect(query, marks);
        return new Explained(Explanation.of(query, language), null, marks);
    }

    static Explained of(QueryMistake mistake) {
        return new Explained("", new Mistake(String.valueOf(mistake.getMessage()), mistake.position()), List.of());
    }

    /** What must not be there is not there to be marked. */
    private static void collect(Query query, List<Mark> marks) {
        if (query instanceof Query.Text text) {
            marks.add(new Mark(text.field().name().toLowerCase(Locale.ROOT), text.text(), text.prefix()));
        } else if (query instanceof Query.And and) {
            and.parts().forEach(part -> collect(part, marks));
        } else if (query instanceof Query.Or or) {
            or.parts().forEach(part -> collect(part, marks));
        }
    }
}
