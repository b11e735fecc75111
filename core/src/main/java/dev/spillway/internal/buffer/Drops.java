package dev.spillway.internal.buffer;

import dev.spillway.DropReason;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * Events that were dropped for one reason, and when.
 *
 * @param events how many
 * @param fromMillis not later than the first, in epoch milliseconds
 * @param toMillis not earlier than the last, in epoch milliseconds
 */
public record Drops(long events, long fromMillis, long toMillis) {

    /** Both, as one. */
    Drops and(Drops other) {
        return new Drops(
                events + other.events, Math.min(fromMillis, other.fromMillis), Math.max(toMillis, other.toMillis));
    }

    /** All drops of both, by their reasons. */
    public static Map<DropReason, Drops> union(Map<DropReason, Drops> some, Map<DropReason, Drops> others) {
        Map<DropReason, Drops> all = new EnumMap<>(DropReason.class);
        all.putAll(some);
        others.forEach((reason, drops) -> all.merge(reason, drops, Drops::and));
        return all;
    }

    /** What is told of them, for a reason. */
    public String inWords(DropReason reason) {
        return "dropped " + events + " events between " + Instant.ofEpochMilli(fromMillis) + " and "
                + Instant.ofEpochMilli(toMillis) + ": " + reason.text();
    }
}
