package dev.spillway.internal.cli;

import java.nio.charset.StandardCharsets;

/** Messages as a terminal may show them: what would move its cursor, or hide text, is written as an escape. */
final class VisibleText {
    private VisibleText() {}

    /** A message on one line. */
    static String of(byte[] utf8) {
        return of(new String(utf8, StandardCharsets.UTF_8));
    }

    /** A text on one line. */
    static String of(String text) {
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(line, character));
        return line.toString();
    }

    private static void append(StringBuilder line, int character) {
        switch (character) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isVisible(character)) {
                    line.appendCodePoint(character);
                } else {
                    for (char unit : Character.toChars(character)) {
                        line.append(String.format("\\u%04x", (int) unit));
                    }
                }
            }
        }
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
