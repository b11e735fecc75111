package dev.spillway.internal.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint wants beside the messages themselves.
 *
 * @param framing null for the scheme's own
 * @param element elements to put into each message's structured data while it is sent, with {@link Token#PLACE} for the
 *     token; empty for none
 * @param headers fields of each request as {@code Name: value}, with {@link Token#PLACE} for the token
 */
public record Dialect(@Nullable Framing framing, String element, List<String> headers) {
    /** Nothing but what the scheme has. */
    public static final Dialect PLAIN = new Dialect(null, "", List.of());

    public Dialect {
        headers = List.copyOf(headers);
    }

    /** Whether it is nothing but what the scheme has. */
    public boolean isPlain() {
        return framing == null && element.isEmpty() && headers.isEmpty();
    }
}
