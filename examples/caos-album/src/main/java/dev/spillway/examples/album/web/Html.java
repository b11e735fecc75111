package dev.spillway.examples.album.web;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Markup that is safe to send.
 *
 * <p>The type is the escaping rule: a template's places take either {@code Html}, which goes in as it is, or anything
 * else, whose text is escaped for element content and quoted attributes alike.
 */
record Html(String markup) {

    static final Html NOTHING = new Html("");

    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)}");

    /** Fills the places of a template, written <code>{name}</code>; each must have a value and each value a place. */
    static Html fill(String template, Map<String, Object> values) {
        Matcher place = PLACE.matcher(template);
        StringBuilder markup = new StringBuilder(template.length() * 2);
        Set<String> used = new HashSet<>();
        while (place.find()) {
            Object value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for {" + place.group(1) + "}");
            }
            place.appendReplacement(markup, Matcher.quoteReplacement(markupOf(value)));
            used.add(place.group(1));
        }
        if (used.size() < values.size()) {
            throw new IllegalArgumentException("more values than places: " + values.keySet());
        }
        return new Html(place.appendTail(markup).toString());
    }

    /** Joins pieces, one a line. */
    static Html join(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }

    /** Returns text with the characters escaped that mean something in HTML. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String markupOf(Object value) {
        return value instanceof Html html ? html.markup : escape(value.toString());
    }
}
