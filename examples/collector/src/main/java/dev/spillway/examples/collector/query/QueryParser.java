package dev.spillway.examples.collector.query;

import dev.spillway.examples.collector.query.Query.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads Papertrail's query language: words that must all be there, {@code OR} between alternatives, {@code -} before
 * what must not be there, parentheses, {@code "phrases"} or {@code 'phrases'}, and {@code sender:}, {@code program:},
 * {@code message:}, {@code severity:} or {@code facility:} before a word, a phrase or a group. A word that ends with
 * {@code *} stands for all that begin with it.
 *
 * <pre>
 *  any   = all *( "OR" all )
 *  all   = 1*part
 *  part  = ["-"] [field ":"] ( word / phrase / "(" any ")" )
 * </pre>
 */
public final class QueryParser {

    private static final int DEEPEST = 50;

    private final String text;
    private int position;
    private int depth;

    private QueryParser(String text) {
        this.text = text;
    }

    /**
     * Reads a query; an empty one stands for all events.
     *
     * @throws QueryMistake if it cannot be understood
     */
    public static Query parse(String text) throws QueryMistake {
        QueryParser parser = new QueryParser(text);
        parser.skipSpaces();
        if (parser.atEnd()) {
            return new Query.All();
        }
        Query query = parser.any(Field.ANYWHERE);
        if (!parser.atEnd()) {
            throw new QueryMistake("this ) closes nothing", parser.position);
        }
        return query;
    }

    private Query any(Field field) throws QueryMistake {
        List<Query> parts = new ArrayList<>();
        parts.add(all(field));
        while (isOr()) {
            int or = position;
            position += 2;
            skipSpaces();
            if (atEnd() || peek() == ')' || isOr()) {
                throw new QueryMistake("nothing follows this OR", or);
            }
            parts.add(all(field));
        }
        return parts.size() == 1 ? parts.get(0) : new Query.Or(parts);
    }

    private Query all(Field field) throws QueryMistake {
        List<Query> parts = new ArrayList<>();
        if (isOr()) {
            throw new QueryMistake("nothing stands before this OR", position);
        }
        while (!atEnd() && peek() != ')' && !isOr()) {
            parts.add(part(field));
            skipSpaces();
        }
        if (parts.isEmpty()) {
            throw new QueryMistake("something to search for is missing here", position);
        }
        return parts.size() == 1 ? parts.get(0) : new Query.And(parts);
    }

    private Query part(Field field) throws QueryMistake {
        if (peek() != '-') {
            return positive(field);
        }
        int minus = position;
        position++;
        if (atEnd() || peek() == ' ' || peek() == ')' || peek() == '-') {
            throw new QueryMistake("this - must stand right before what to leave out", minus);
        }
        return new Query.Not(positive(field));
    }

    private Query positive(Field outer) throws QueryMistake {
        int start = position;
        Field field = field(outer);
        if (atEnd() || peek() == ' ' || peek() == ')') {
            throw new QueryMistake(
                    "something to search for is missing behind " + text.substring(start, position), start);
        }
        return switch (peek()) {
            case '(' -> group(field);
            case '"', '\'' -> phrase(field);
            default -> word(field);
        };
    }

    private Field field(Field outer) throws QueryMistake {
        for (Field field : Field.values()) {
            String name = field.name().toLowerCase(Locale.ROOT) + ":";
            if (field != Field.ANYWHERE && text.regionMatches(true, position, name, 0, name.length())) {
                if (outer != Field.ANYWHERE && outer != field) {
                    throw new QueryMistake(
                            name + " cannot stand inside " + outer.name().toLowerCase(Locale.ROOT) + ":", position);
                }
                position += name.length();
                return field;
            }
        }
        return outer;
    }

    private Query group(Field field) throws QueryMistake {
        int open = position;
        depth++;
        if (depth > DEEPEST) {
            throw new QueryMistake("more than " + DEEPEST + " parentheses in one another", open);
        }
        position++;
        skipSpaces();
        if (!atEnd() && peek() == ')') {
            throw new QueryMistake("nothing stands between these parentheses", open);
        }
        if (atEnd()) {
            throw new QueryMistake("this ( is never closed", open);
        }
        Query query = any(field);
        if (atEnd()) {
            throw new QueryMistake("this ( is never closed", open);
        }
        position++;
        depth--;
        return query;
    }

    private Query phrase(Field field) throws QueryMistake {
        int open = position;
        int close = text.indexOf(peek(), position + 1);
        if (close < 0) {
            throw new QueryMistake("this quote is never closed", open);
        }
        position = close + 1;
        return term(field, text.substring(open + 1, close), open, false);
    }

    private Query word(Field field) throws QueryMistake {
        int start = position;
        while (!atEnd() && " \t\r\n()\"".indexOf(peek()) < 0) {
            position++;
        }
        String word = text.substring(start, position);
        boolean prefix = word.length() > 1 && word.endsWith("*");
        return term(field, prefix ? word.substring(0, word.length() - 1) : word, start, prefix);
    }

    private static Query term(Field field, String term, int start, boolean prefix) throws QueryMistake {
        if (field == Field.SEVERITY || field == Field.FACILITY) {
            String name = Levels.find(field, term);
            if (name == null) {
                throw new QueryMistake(
                        "no such " + field.name().toLowerCase(Locale.ROOT) + "; one of "
                                + String.join(", ", Levels.of(field)).toLowerCase(Locale.ROOT),
                        start);
            }
            return new Query.Level(field, name);
        }
        List<String> words = Words.of(term);
        if (words.isEmpty()) {
            throw new QueryMistake("no letter or digit to search for", start);
        }
        boolean open = prefix || Words.endsInSingle(words);
        if (prefix && words.size() > 1 && !Words.endsInPair(words)) {
            throw new QueryMistake("* can follow a single word only", start);
        }
        return new Query.Text(field, words, open && words.size() == 1, term);
    }

    private boolean isOr() {
        return text.startsWith("OR", position)
                && (position + 2 == text.length() || " \t()\"".indexOf(text.charAt(position + 2)) >= 0);
    }

    private void skipSpaces() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            position++;
        }
    }

    private char peek() {
        return text.charAt(position);
    }

    private boolean atEnd() {
        return position >= text.length();
    }
}
