package dev.spillway.log4j2;

import dev.spillway.SpillwayBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options that a configuration has set so far, as text and in its order. Names are matched without regard to case, as
 * Log4j matches attributes. Confined to the thread that configures.
 */
final class CollectedOptions {
    /** Every name that means something to core. */
    private static final Set<String> KNOWN = known();

    private static final Map<String, String> BY_LOWER_CASE = byLowerCase();

    private final List<Setting> settings = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    void set(String name, @Nullable String value) {
        settings.add(new Setting(spelling(name), value == null ? "" : value));
    }

    /** Refuses all of it, for a reason that only who reads the configuration can see. */
    void refuse(String reason) {
        refusals.add(reason);
    }

    /** Adds what another configuration has set, after what is here. */
    void addAll(CollectedOptions others) {
        settings.addAll(others.settings);
        refusals.addAll(others.refusals);
    }

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    /** Whether a flag is set to true, under its name or any alias; the last one counts. */
    boolean isTrue(String flag) {
        boolean value = false;
        for (Setting setting : settings) {
            if (flag.equals(SpillwayBuilder.aliases().getOrDefault(setting.name(), setting.name()))) {
                value = Boolean.parseBoolean(setting.value().strip());
            }
        }
        return value;
    }

    /**
     * Hands all settings to a builder.
     *
     * @param unknown takes what core says to each name that means nothing to it; the setting is left out
     * @return what was refused earlier, and what core says to each setting that it refuses; empty if it took all
     */
    List<String> applyTo(SpillwayBuilder builder, Consumer<String> unknown) {
        List<String> all = new ArrayList<>(refusals);
        for (Setting setting : settings) {
            try {
                builder.set(setting.name(), setting.value());
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                if (KNOWN.contains(setting.name())) {
                    all.add(message);
                } else {
                    unknown.accept(message);
                }
            }
        }
        return all;
    }

    private static String spelling(String name) {
        return KNOWN.contains(name) ? name : BY_LOWER_CASE.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    private static Set<String> known() {
        Set<String> names = new LinkedHashSet<>(SpillwayBuilder.optionNames());
        names.addAll(SpillwayBuilder.aliases().keySet());
        names.addAll(SpillwayBuilder.namesWithAnotherShape());
        return Collections.unmodifiableSet(names);
    }

    /** Where an option and its alias differ in case alone, the option. */
    private static Map<String, String> byLowerCase() {
        Map<String, String> names = new HashMap<>();
        KNOWN.forEach(name -> names.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
        return Map.copyOf(names);
    }

    record Setting(String name, String value) {
        /** Never the value, which may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }
}
