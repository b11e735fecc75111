package dev.spillway.examples.collector.syslog;

/** Finds the end of STRUCTURED-DATA (RFC 5424 section 6.3). Names may be longer than the RFC allows: tokens are. */
public final class StructuredData {

    private StructuredData() {}

    /** Index behind the last of the elements that begin at {@code start}, or -1 if they are not well-formed. */
    static int end(String text, int start) {
        int position = start;
        while (position < text.length() && text.charAt(position) == '[') {
            position = elementEnd(text, position + 1);
            if (position < 0) {
                return -1;
            }
        }
        return position;
    }

    /** Index behind the element whose bracket stands before {@code start}, or -1 if it is not well-formed. */
    public static int elementEnd(String text, int start) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ']') {
                return i == start ? -1 : i + 1;
            } else if (!quoted && (c == '[' || c < ' ')) {
                return -1;
            }
        }
        return -1;
    }
}
