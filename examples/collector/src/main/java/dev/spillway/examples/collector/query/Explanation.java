package dev.spillway.examples.collector.query;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A query in words, to be shown under what was typed. */
public final class Explanation {

    private final Phrases phrases;

    private Explanation(Phrases phrases) {
        this.phrases = phrases;
    }

    /** A phrase such as {@code events with "ssh" in the program, without "noise"}. */
    public static String of(Query query) {
        return of(query, Locale.ENGLISH);
    }

    /** The same in Korean, or in English for every other language. */
    public static String of(Query query, Locale locale) {
        boolean korean = locale.getLanguage().equals(Locale.KOREAN.getLanguage());
        return new Explanation(korean ? Phrases.KOREAN : Phrases.ENGLISH).all(query);
    }

    private String all(Query query) {
        return query instanceof Query.All ? phrases.get("all") : phrases.get("events", explain(query, false));
    }

    private String explain(Query query, boolean inside) {
        if (query instanceof Query.Text text) {
            return phrases.get("with", text(text));
        }
        if (query instanceof Query.Level level) {
            return phrases.get("of", level(level));
        }
        if (query instanceof Query.Not not) {
            return explainNot(not.part());
        }
        if (query instanceof Query.And and) {
            return group(and.parts(), phrases.get("and"), inside);
        }
        if (query instanceof Query.Or or) {
            return group(or.parts(), phrases.get("or"), inside);
        }
        return phrases.get("all");
    }

    private String explainNot(Query part) {
        if (part instanceof Query.Text text) {
            return phrases.get("without", text(text));
        }
        if (part instanceof Query.Level level) {
            return phrases.get("not-of", level(level));
        }
        return phrases.get("not", explain(part, true));
    }

    private String group(List<Query> parts, String between, boolean inside) {
        String joined = parts.stream().map(part -> explain(part, true)).collect(Collectors.joining(between));
        return inside ? "(" + joined + ")" : joined;
    }

    private String text(Query.Text text) {
        String quoted = '"' + text.text() + '"';
        String words = text.prefix() ? phrases.get("prefix", quoted) : quoted;
        return text.field() == Query.Field.ANYWHERE ? words : phrases.get("within", words, name(text.field()));
    }

    private String level(Query.Level level) {
        return name(level.field()) + " " + level.name();
    }

    private String name(Query.Field field) {
        return phrases.get(field.name().toLowerCase(Locale.ROOT));
    }
}
