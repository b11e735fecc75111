package dev.spillway.logback;

import dev.spillway.SpillwayBuilder;
import java.util.ArrayList;
import java.util.List;

/** The options that a configuration has set so far, as text and in its order. Confined to the thread that configures. */
final class CollectedOptions {
    private final List<Setting> settings = new ArrayList<>();

    void set(String name, String value) {
        settings.add(new Setting(name, value));
    }

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    /** Another one with the same settings, to which more may be added. */
    CollectedOptions copy() {
        CollectedOptions copy = new CollectedOptions();
        copy.settings.addAll(settings);
        return copy;
    }

    /**
     * Hands all settings to a builder.
     *
     * @return what core says to each that it refuses; empty if it took all
     */
    List<String> applyTo(SpillwayBuilder builder) {
        List<String> refusals = new ArrayList<>();
        for (Setting setting : settings) {
            try {
                builder.set(setting.name(), setting.value());
            } catch (IllegalArgumentException e) {
                refusals.add(String.valueOf(e.getMessage()));
            }
        }
        return refusals;
    }

    record Setting(String name, String value) {
        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }
}
