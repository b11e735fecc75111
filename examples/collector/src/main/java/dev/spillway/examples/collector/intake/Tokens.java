package dev.spillway.examples.collector.intake;

import dev.spillway.examples.collector.syslog.StructuredData;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that senders must show, if any are set. In a message it is the name of a structured data element, {@code
 * [TOKEN@41058]}, as Papertrail and Loggly have it. Such an element is taken out before a message is kept, whether
 * tokens are set or not: what proves who sends is nothing to store. Safe for use by many threads.
 */
public final class Tokens {

    /** No token is demanded. */
    public static final Tokens NONE = new Tokens(List.of());

    /** The private enterprise number that Papertrail and Loggly share. */
    private static final String NUMBER = "@41058";

    private final List<byte[]> tokens;

    public Tokens(List<String> tokens) {
        this.tokens = tokens.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether a sender with this token, or with none at all, may deliver. */
    public boolean accept(@Nullable String token) {
        if (tokens.isEmpty()) {
            return true;
        }
        if (token == null) {
            return false;
        }
        byte[] shown = token.getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] one : tokens) {
            // Compares all of them in full, so that time tells nothing about how much of one was right.
            known |= MessageDigest.isEqual(one, shown);
        }
        return known;
    }

    /** Takes the token's element out of a message that may hold one. */
    static Stripped strip(SyslogEvent event, String text) {
        String elements = event.structuredData();
        int start = 0;
        while (start < elements.length()) {
            int end = StructuredData.elementEnd(elements, start + 1);
            String name = nameOf(elements, start + 1, end - 1);
            if (name.endsWith(NUMBER)) {
                String rest = elements.substring(0, start) + elements.substring(end);
                int at = text.indexOf(elements);
                String without =
                        text.substring(0, at) + (rest.isEmpty() ? "-" : rest) + text.substring(at + elements.length());
                return new Stripped(without, name.substring(0, name.length() - NUMBER.length()));
            }
            start = end;
        }
        return new Stripped(text, null);
    }

    private static String nameOf(String elements, int start, int end) {
        int space = elements.indexOf(' ', start);
        return elements.substring(start, space < 0 || space > end ? end : space);
    }

    /** A message without its token. */
    record Stripped(String text, @Nullable String token) {}
}
