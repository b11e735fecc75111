package dev.spillway.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint wants beside the messages themselves.
 *
 * @param framing null for the scheme's own
 * @param element elements to put into each message's structured data while it is sent, with {@link Token#PLACE} for the
 *     token; empty for none
 */
public record Dialect(@Nullable Framing framing, String element) {
    /** Nothing but what the scheme has. */
    public static final Dialect PLAIN = new Dialect(null, "");

    /** Whether it is nothing but what the scheme has. */
    public boolean isPlain() {
        return framing == null && element.isEmpty();
    }
}
