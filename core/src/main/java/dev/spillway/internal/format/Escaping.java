package dev.spillway.internal.format;

/**
 * What is written for characters that must not go out raw. Printable characters of ASCII are written as they are, except
 * those of {@link #PARAM} and {@link #JSON}; what is not ASCII is written as UTF-8. NUL is raw in none of them but the last.
 */
enum Escaping {
    /** MSG with {@code multiline=keep}: LF, CR and TAB stay. */
    KEEP("\t\n\r", ""),
    /** MSG with {@code multiline=escape}: every control character and line end becomes visible text. */
    ESCAPE("", ""),
    /** MSG with {@code multiline=split}: runs of line ends become one LF, at which the message is split. */
    LINES("", ""),
    /** PARAM-VALUE (RFC 5424 section 6.3.3): as {@link #ESCAPE}, then {@code "}, {@code \} and {@code ]} escaped. */
    PARAM("", "\"\\]"),
    /** A string of JSON (RFC 8259 section 7): as {@link #ESCAPE}, then {@code "} and {@code \} escaped. */
    JSON("", "\"\\"),
    /** What is JSON already: every character as it is. */
    NONE("", "") {
        @Override
        boolean isControl(int codePoint) {
            return false;
        }
    };

    private static final int DELETE = 0x7F;
    private static final int LAST_C1 = 0x9F;
    private static final int NEXT_LINE = 0x85;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    // An array for speed; nobody changes it after the constructor.
    @SuppressWarnings("ImmutableEnumChecker")
    private final boolean[] plain = new boolean[128];

    private final boolean quoted;

    Escaping(String alsoPlain, String notPlain) {
        quoted = !notPlain.isEmpty();
        for (int c = ' '; c < DELETE; c++) {
            plain[c] = notPlain.indexOf(c) < 0;
        }
        for (int i = 0; i < alsoPlain.length(); i++) {
            plain[alsoPlain.charAt(i)] = true;
        }
    }

    /** For each character of ASCII, whether it is written as it is. Shared: not to be changed. */
    boolean[] plain() {
        return plain;
    }

    /** Whether what ends a string, or escapes in it, is not plain. */
    boolean isQuoted() {
        return quoted;
    }

    /** Writes one character that is not {@link #plain()}. */
    void write(int codePoint, Utf8Buffer out) {
        if (codePoint == '"' || codePoint == '\\' || codePoint == ']') {
            out.pair('\\', (char) codePoint);
        } else if (this == LINES && isLineEnd(codePoint)) {
            out.lineEnd();
        } else if (isControl(codePoint)) {
            out.visible(codePoint, this == PARAM);
        } else {
            out.codePoint(codePoint);
        }
    }

    boolean isControl(int codePoint) {
        return codePoint < ' '
                || (codePoint >= DELETE && codePoint <= LAST_C1)
                || (this != KEEP && (codePoint == LINE_SEPARATOR || codePoint == PARAGRAPH_SEPARATOR));
    }

    private static boolean isLineEnd(int codePoint) {
        return codePoint == '\n'
                || codePoint == '\r'
                || codePoint == NEXT_LINE
                || codePoint == LINE_SEPARATOR
                || codePoint == PARAGRAPH_SEPARATOR;
    }
}
