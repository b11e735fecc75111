package dev.spillway.examples.collector.syslog;

/** A position in one message's text. Readers move it forward only over what they understood. */
final class Cursor {

    private static final char END = '\uffff';

    final String text;
    int position;

    Cursor(String text) {
        this.text = text;
    }

    /** Character at the distance from here, or U+FFFF beyond the end. */
    char peek(int distance) {
        int index = position + distance;
        return index < text.length() ? text.charAt(index) : END;
    }

    boolean atEnd() {
        return position >= text.length();
    }

    void skipSpaces() {
        while (peek(0) == ' ') {
            position++;
        }
    }

    /** Text up to the next space or the end; the one space behind it is passed as well. */
    String word() {
        int space = text.indexOf(' ', position);
        int end = space < 0 ? text.length() : space;
        String word = text.substring(position, end);
        position = space < 0 ? end : end + 1;
        return word;
    }

    String rest() {
        return text.substring(Math.min(position, text.length()));
    }

    /** Number in {@code count} digits at the distance from here, or -1 if one of them is no digit. */
    int digits(int distance, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            char c = peek(distance + i);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
