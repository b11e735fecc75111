package dev.spillway.examples.collector.query;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A query in words, to be shown under what was typed. */
public final class Explanation {

    private Explanation() {}

    /** A phrase such as {@code events with "ssh" in the program, without "noise"}. */
    public static String of(Query query) {
        if (query instanceof Query.All) {
            return "all events";
        }
        return "events " + explain(query, false);
    }

    private static String explain(Query query, boolean inside) {
        if (query instanceof Query.Text text) {
            return "with " + text(text);
        }
        if (query instanceof Query.Level level) {
            return "of " + level(level);
        }
        if (query instanceof Query.Not not) {
            return explainNot(not.part());
        }
        if (query instanceof Query.And and) {
            return group(and.parts(), " and ", inside);
        }
        if (query instanceof Query.Or or) {
            return group(or.parts(), " or ", inside);
        }
        return "of any kind";
    }

    private static String explainNot(Query part) {
        if (part instanceof Query.Text text) {
            return "without " + text(text);
        }
        if (part instanceof Query.Level level) {
            return "not of " + level(level);
        }
        return "that are not those " + explain(part, true);
    }

    private static String group(List<Query> parts, String between, boolean inside) {
        String joined = parts.stream().map(part -> explain(part, true)).collect(Collectors.joining(between));
        return inside ? "(" + joined + ")" : joined;
    }

    private static String text(Query.Text text) {
        String words = text.prefix() ? "words that begin with \"" + text.text() + '"' : '"' + text.text() + '"';
        return text.field() == Query.Field.ANYWHERE ? words : words + " in the " + name(text.field());
    }

    private static String level(Query.Level level) {
        return name(level.field()) + " " + level.name();
    }

    private static String name(Query.Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
