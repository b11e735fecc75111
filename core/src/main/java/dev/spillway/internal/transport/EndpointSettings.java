package dev.spillway.internal.transport;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the endpoints of an engine want to be spoken to.
 *
 * @param token null for none
 * @param json whether messages are JSON objects
 * @param dialects of destinations that want something of their own
 */
public record EndpointSettings(@Nullable Token token, boolean json, Map<Destination, Dialect> dialects) {
    /** No token, and nothing of any endpoint's own. */
    public static final EndpointSettings PLAIN = new EndpointSettings(null, false, Map.of());

    public EndpointSettings {
        // In the order of the destinations, so that its text is always the same.
        dialects = Collections.unmodifiableMap(new LinkedHashMap<>(dialects));
    }

    /** How to speak to a destination. */
    public Dialect dialectOf(Destination destination) {
        return dialects.getOrDefault(destination, Dialect.PLAIN);
    }

    /** A text with the token in its place, if there is one; else as it is. The result may be a secret. */
    public String fill(String text) {
        return token == null ? text : token.fill(text);
    }

    /** A text from outside, without the token. */
    public String hide(String text) {
        return token == null ? text : token.hide(text);
    }

    /** The bytes that are added to a message's structured data for a destination; they may hold the token. */
    byte[] elementFor(Destination destination) {
        return fill(dialectOf(destination).element()).getBytes(StandardCharsets.UTF_8);
    }

    /** How much longer messages become on their way, at most. */
    public int addedBytes() {
        return dialects.keySet().stream()
                .mapToInt(destination -> elementFor(destination).length)
                .max()
                .orElse(0);
    }
}
