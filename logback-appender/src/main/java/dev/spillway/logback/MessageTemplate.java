package dev.spillway.logback;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message template taken apart, which is filled in as SLF4J 2 does, into a builder that is there already. Only with
 * arguments of kinds that no longer change and run no code of the application's, or hardly any: all others are for the
 * framework, which does them once for all appenders, and at the moment that it chose. Immutable.
 */
final class MessageTemplate {
    private static final String ANCHOR = "{}";

    private final String template;
    /** What stands before each anchor. */
    private final String[] texts;
    /** Where the template goes on behind so many anchors, which is written as it stands if arguments are missing. */
    private final int[] behind;
    /** What stands behind the last anchor, as it is written if no argument is left. */
    private final String rest;
    /** The same if there are arguments for more anchors: an anchor that is escaped in it is then one no longer. */
    private final String end;

    /** Takes a template apart. */
    MessageTemplate(String template) {
        this.template = template;
        List<String> before = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        positions.add(0);
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int anchor = template.indexOf(ANCHOR); anchor >= 0; anchor = template.indexOf(ANCHOR, from)) {
            boolean escaped = isBackslash(template, anchor - 1);
            text.append(template, from, escaped ? anchor - 1 : anchor);
            if (escaped && !isBackslash(template, anchor - 2)) {
                text.append('{');
                from = anchor + 1;
            } else {
                from = anchor + ANCHOR.length();
                before.add(text.toString());
                positions.add(from);
                text.setLength(0);
            }
        }
        texts = before.toArray(String[]::new);
        behind = positions.stream().mapToInt(Integer::intValue).toArray();
        rest = template.substring(behind[texts.length]);
        end = text.append(template, from, template.length()).toString();
    }

    private static boolean isBackslash(String template, int at) {
        return at >= 0 && template.charAt(at) == '\\';
    }

    boolean isOf(String text) {
        return template.equals(text);
    }

    /**
     * Appends the template with its arguments in the place of its anchors.
     *
     * @return false if an argument must be left to the framework; what the builder then holds is of no use
     */
    boolean append(@Nullable Object[] arguments, StringBuilder to) {
        int count = Math.min(texts.length, arguments.length);
        for (int i = 0; i < count; i++) {
            to.append(texts[i]);
            if (!append(arguments[i], to)) {
                return false;
            }
        }
        if (arguments.length < texts.length) {
            to.append(template, behind[count], template.length());
        } else {
            to.append(arguments.length == texts.length ? rest : end);
        }
        return true;
    }

    private static boolean append(@Nullable Object value, StringBuilder to) {
        if (value instanceof String text) {
            to.append(text);
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            to.append(((Number) value).intValue());
        } else if (value instanceof Long number) {
            to.append(number.longValue());
        } else if (value == null) {
            to.append("null");
        } else if (value instanceof Boolean flag) {
            to.append(flag.booleanValue());
        } else if (value instanceof Character character) {
            to.append(character.charValue());
        } else if (value instanceof Double number) {
            to.append(number.doubleValue());
        } else if (value instanceof Float number) {
            to.append(number.floatValue());
        } else if (value instanceof Enum<?> constant) {
            return append(constant, to);
        } else {
            return false;
        }
        return true;
    }

    /** A constant may have a {@code toString()} of the application's own, which may throw. */
    private static boolean append(Enum<?> constant, StringBuilder to) {
        try {
            to.append(constant.toString());
            return true;
        } catch (Throwable e) {
            return false;
        }
    }
}
