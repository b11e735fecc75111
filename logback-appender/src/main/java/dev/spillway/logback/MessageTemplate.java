package dev.spillway.logback;

import org.jspecify.annotations.Nullable;

/**
 * Fills in message templates as SLF4J 2 does, into a builder that is there already, where the arguments are of kinds that
 * no longer change and run no code of the application's, or hardly any. The framework does all others: once for all
 * appenders, and at the moment that it chose.
 */
final class MessageTemplate {
    private static final String ANCHOR = "{}";

    private MessageTemplate() {}

    /**
     * Appends a template with its arguments in the place of its anchors.
     *
     * @return false if an argument must be left to the framework; what the builder then holds is of no use
     */
    static boolean append(String template, @Nullable Object[] arguments, StringBuilder to) {
        int from = 0;
        int next = 0;
        while (next < arguments.length) {
            int anchor = template.indexOf(ANCHOR, from);
            if (anchor < 0) {
                break;
            }
            boolean escaped = isBackslash(template, anchor - 1);
            to.append(template, from, escaped ? anchor - 1 : anchor);
            if (escaped && !isBackslash(template, anchor - 2)) {
                to.append('{');
                from = anchor + 1;
            } else {
                if (!append(arguments[next], to)) {
                    return false;
                }
                next++;
                from = anchor + ANCHOR.length();
            }
        }
        to.append(template, from, template.length());
        return true;
    }

    private static boolean isBackslash(String template, int at) {
        return at >= 0 && template.charAt(at) == '\\';
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
