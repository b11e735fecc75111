package dev.spillway.logback;

import dev.spillway.SpillwayBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that a configuration has set so far, as text. Confined to the thread that configures. */
final class CollectedOptions {
    private final Map<String, String> single = new LinkedHashMap<>();
    private final Map<String, List<String>> repeated = new LinkedHashMap<>();

    /** Sets an option; as everywhere in Logback, the last value counts. */
    void set(String name, String value) {
        single.put(name, value);
    }

    /** Adds a value to a repeatable option. */
    void add(String name, String value) {
        repeated.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /**
     * Hands all values to a builder.
     *
     * @return what core says to each value that it refuses; empty if it took all
     */
    List<String> applyTo(SpillwayBuilder builder) {
        List<String> refusals = new ArrayList<>();
        single.forEach((name, value) -> apply(builder, name, value, refusals));
        repeated.forEach((name, values) -> values.forEach(value -> apply(builder, name, value, refusals)));
        return refusals;
    }

    private static void apply(SpillwayBuilder builder, String name, String value, List<String> refusals) {
        try {
            builder.set(name, value);
        } catch (IllegalArgumentException e) {
            refusals.add(String.valueOf(e.getMessage()));
        }
    }
}
