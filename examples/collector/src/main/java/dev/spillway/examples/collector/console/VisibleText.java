package dev.spillway.examples.collector.console;

/**
 * Text with its control characters made visible: {@code \x1b} for ESC, {@code \r} for CR, a {@code \}{@code u202e} for
 * marks that turn the direction of writing. What a stranger logs can then neither drive a terminal nor disguise
 * itself. Tabs stay; a line feed becomes one followed by the indent.
 */
public final class VisibleText {

    private VisibleText() {}

    /** The text in visible form, of one or several lines. */
    public static String of(String text) {
        int first = firstSpecial(text, 0);
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        append(out, text, "");
        return out.toString();
    }

    /** Appends the visible form, each line but the first behind the indent. */
    static void append(StringBuilder out, String text, String indent) {
        int from = 0;
        while (from < text.length()) {
            int special = firstSpecial(text, from);
            out.append(text, from, special);
            if (special == text.length()) {
                return;
            }
            appendSpecial(out, text, special, indent);
            from = special + 1;
        }
    }

    private static int firstSpecial(String text, int from) {
        int i = from;
        while (i < text.length() && !isSpecial(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isSpecial(char c) {
        if (c < 0x7f) {
            return c < ' ' && c != '\t';
        }
        return c <= 0x9f
                || c == '\u061c'
                || (c >= '\u200e' && c <= '\u200f')
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\ufeff';
    }

    private static void appendSpecial(StringBuilder out, String text, int index, String indent) {
        char c = text.charAt(index);
        switch (c) {
            case '\n' -> out.append('\n').append(indent);
            case '\r' -> {
                boolean lineEnd = index + 1 < text.length() && text.charAt(index + 1) == '\n';
                out.append(lineEnd ? "" : "\\r");
            }
            case 0 -> out.append("\\0");
            default -> out.append(c <= 0xff ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c));
        }
    }
}
