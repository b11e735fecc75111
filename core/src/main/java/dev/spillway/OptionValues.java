package dev.spillway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user has set, checked value by value. Not safe for use by several threads at once. */
final class OptionValues {
    /** For each option that is set: what was set under each of its spellings, which are its name and its aliases. */
    private final Map<Option<?>, Map<String, Given>> given = new LinkedHashMap<>();

    /**
     * Sets an option, or adds to one that can be repeated. An empty value unsets it, unless that is a value itself.
     *
     * @param name the option's name or an alias
     * @throws IllegalArgumentException if there is no such option, or the value is not allowed
     */
    void set(String name, String value) {
        Option<?> option = OptionNames.option(name);
        Alias alias = OptionNames.alias(name);
        String written = value.strip();
        String text = option.withoutWordForNone(alias == null ? written : alias.translate(written));
        if (text.isEmpty() && !option.mayBeEmpty()) {
            unset(option, name);
            return;
        }
        option.parse(name, text);
        Map<String, Given> spellings = given.computeIfAbsent(option, any -> new LinkedHashMap<>());
        Given earlier = spellings.get(name);
        String separator = option.separator();
        if (separator == null || earlier == null || earlier.text().isEmpty() || text.isEmpty()) {
            spellings.put(name, new Given(written, text));
            return;
        }
        String joined = earlier.text() + separator + text;
        option.parse(name, joined);
        spellings.put(name, new Given(joined, joined));
    }

    boolean isSet(Option<?> option) {
        return given.containsKey(option);
    }

    /** What the user wrote for an option that is set, as a message may show it. */
    String shown(Option<?> option) {
        return option.shown(first(option).getValue().written());
    }

    /** The name under which the user set an option that is set. */
    String spelling(Option<?> option) {
        return first(option).getKey();
    }

    /** The option's value or its default; null if it has neither. */
    <T> @Nullable T find(Option<T> option) {
        if (!isSet(option)) {
            return option.defaultValue();
        }
        Map.Entry<String, Given> first = first(option);
        return option.parse(first.getKey(), first.getValue().text());
    }

    /** The value of an option that always has one. */
    <T> T get(Option<T> option) {
        return Objects.requireNonNull(find(option), option.name());
    }

    /**
     * Refuses options that were set to different values under different names.
     *
     * @throws IllegalArgumentException if there is one
     */
    void checkSpellings() {
        given.forEach(OptionValues::checkSpellings);
    }

    /**
     * The exception for a value that is allowed by itself, but not beside others.
     *
     * @param clause why not, such as {@code would end a message at each line break}
     * @param allowed what is allowed instead
     */
    IllegalArgumentException refused(Option<?> option, String clause, String allowed) {
        return Refusal.of(spelling(option), shown(option), clause, allowed);
    }

    private void unset(Option<?> option, String name) {
        Map<String, Given> spellings = given.get(option);
        if (spellings != null && spellings.remove(name) != null && spellings.isEmpty()) {
            given.remove(option);
        }
    }

    private Map.Entry<String, Given> first(Option<?> option) {
        return Objects.requireNonNull(given.get(option), option.name())
                .entrySet()
                .iterator()
                .next();
    }

    private static void checkSpellings(Option<?> option, Map<String, Given> spellings) {
        Map.Entry<String, Given> first = null;
        for (Map.Entry<String, Given> next : spellings.entrySet()) {
            if (first == null) {
                first = next;
            } else if (!valueOf(option, first).equals(valueOf(option, next))) {
                throw new IllegalArgumentException(inWords(option, next) + ", but " + inWords(option, first)
                        + "; both set " + option.name() + ", allowed is one of them");
            }
        }
    }

    private static Object valueOf(Option<?> option, Map.Entry<String, Given> spelling) {
        return option.parse(spelling.getKey(), spelling.getValue().text());
    }

    private static String inWords(Option<?> option, Map.Entry<String, Given> spelling) {
        return spelling.getKey() + " is \"" + option.shown(spelling.getValue().written()) + "\"";
    }

    /**
     * A value that was set.
     *
     * @param written as the user wrote it
     * @param text as the option has it
     */
    private record Given(String written, String text) {
        /** It may be a secret. */
        @Override
        public String toString() {
            return "****";
        }
    }
}
