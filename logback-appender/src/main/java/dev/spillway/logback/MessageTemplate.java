package dev.spillway.logback;

import dev.spillway.ConstantText;
import dev.spillway.TextOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message template taken apart, which is filled in as SLF4J 2 does, where the text is written. Only with arguments of
 * kinds that no longer change and run no code of the application's, or hardly any: all others are for the framework, which
 * does them once for all appenders, and at the moment that it chose. Immutable.
 */
final class MessageTemplate {
    private static final String ANCHOR = "{}";
    private static final ConstantText NULL = new ConstantText("null");
    private static final ConstantText TRUE = new ConstantText("true");
    private static final ConstantText FALSE = new ConstantText("false");

    private final String template;
    /** What stands before each anchor. */
    private final ConstantText[] texts;
    /** What stands behind so many anchors, which is written as it stands if arguments are missing. */
    private final ConstantText[] unfilled;
    /** What stands behind the last anchor if there are arguments for more: an anchor escaped in it is then one no longer. */
    private final ConstantText end;
    /** Whether a character is in two pieces, which cannot be written one by one. */
    private final boolean torn;

    /** Takes a template apart. */
    MessageTemplate(String template) {
        this.template = template;
        List<String> before = new ArrayList<>();
        List<String> behind = new ArrayList<>();
        behind.add(template);
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
                behind.add(template.substring(from));
                text.setLength(0);
            }
        }
        String last = text.append(template, from, template.length()).toString();
        texts = before.stream().map(ConstantText::new).toArray(ConstantText[]::new);
        unfilled = behind.stream().map(ConstantText::new).toArray(ConstantText[]::new);
        end = new ConstantText(last);
        torn = isTorn(last) || before.stream().anyMatch(MessageTemplate::isTorn);
    }

    private static boolean isTorn(String text) {
        return !text.isEmpty()
                && (Character.isLowSurrogate(text.charAt(0))
                        || Character.isHighSurrogate(text.charAt(text.length() - 1)));
    }

    private static boolean isBackslash(String template, int at) {
        return at >= 0 && template.charAt(at) == '\\';
    }

    boolean isOf(String text) {
        return template.equals(text);
    }

    /**
     * Writes the template with its arguments in the place of its anchors.
     *
     * @return false if an argument must be left to the framework; what was written then is of no use
     */
    boolean write(@Nullable Object[] arguments, TextOutput to) {
        if (torn) {
            return false;
        }
        int count = Math.min(texts.length, arguments.length);
        for (int i = 0; i < count; i++) {
            to.append(texts[i]);
            if (!write(arguments[i], to)) {
                return false;
            }
        }
        to.append(arguments.length > texts.length ? end : unfilled[count]);
        return true;
    }

    private static boolean write(@Nullable Object value, TextOutput to) {
        if (value instanceof String text) {
            return write(text, to);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            to.append(((Number) value).longValue());
        } else if (value == null) {
            to.append(NULL);
        } else if (value instanceof Boolean flag) {
            to.append(flag ? TRUE : FALSE);
        } else if (value instanceof Character character) {
            to.append(character.charValue());
            return !Character.isSurrogate(character);
        } else if (value instanceof Double number) {
            to.append(number.doubleValue());
        } else if (value instanceof Float number) {
            to.append(number.floatValue());
        } else if (value instanceof Enum<?> constant) {
            return write(constant, to);
        } else {
            return false;
        }
        return true;
    }

    private static boolean write(String text, TextOutput to) {
        to.append(text);
        return !isTorn(text);
    }

    /** A constant may have a {@code toString()} of the application's own, which may throw. */
    private static boolean write(Enum<?> constant, TextOutput to) {
        String text;
        try {
            text = constant.toString();
        } catch (Throwable e) {
            return false;
        }
        return write(text == null ? "null" : text, to);
    }
}
