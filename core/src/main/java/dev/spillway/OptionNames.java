package dev.spillway;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds options by the names that users write. */
final class OptionNames {
    private static final int LONGEST_TYPO = 40;

    /** Names of other libraries for something that has another shape here, and what to use instead. */
    private static final Map<String, String> ELSEWHERE = elsewhere();

    private static final Map<String, Option<?>> OPTIONS = new LinkedHashMap<>();
    private static final Map<String, Alias> ALIASES = new LinkedHashMap<>();

    static {
        Options.all().forEach(option -> OPTIONS.put(option.name(), option));
        Alias.all().forEach(alias -> ALIASES.put(alias.name(), alias));
    }

    private OptionNames() {}

    /** All names, without aliases. */
    static List<String> options() {
        return List.copyOf(OPTIONS.keySet());
    }

    /** The names of options that can be repeated. */
    static List<String> repeatable() {
        return OPTIONS.values().stream()
                .filter(option -> option.separator() != null)
                .map(Option::name)
                .toList();
    }

    /** The name of the option for each alias. */
    static Map<String, String> aliases() {
        Map<String, String> names = new LinkedHashMap<>();
        ALIASES.forEach((name, alias) -> names.put(name, alias.option().name()));
        return names;
    }

    /** The names that are no option, but are answered with what to set instead. */
    static Set<String> namesWithAnotherShape() {
        return Collections.unmodifiableSet(ELSEWHERE.keySet());
    }

    /** The alias of a name; null if it is none. */
    static @Nullable Alias alias(String name) {
        return ALIASES.get(name);
    }

    /**
     * The option of a name or an alias.
     *
     * @throws IllegalArgumentException if there is none; the message says what could have been meant
     */
    static Option<?> option(String name) {
        Alias alias = ALIASES.get(name);
        Option<?> option = alias == null ? OPTIONS.get(name) : alias.option();
        if (option == null) {
            throw new IllegalArgumentException("there is no option \"" + ShownText.of(name) + "\"; " + insteadOf(name));
        }
        return option;
    }

    private static String insteadOf(String name) {
        String hint = ELSEWHERE.get(name);
        if (hint != null) {
            return hint;
        }
        String near = nearest(name);
        return near == null
                ? "the options are " + String.join(", ", OPTIONS.keySet())
                : "did you mean \"" + near + "\"?";
    }

    /** The name that takes the fewest changes, at most one for each three letters. */
    private static @Nullable String nearest(String name) {
        if (name.length() > LONGEST_TYPO) {
            return null;
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Math.min(3, Math.max(1, name.length() / 3)) + 1;
        for (Map<String, ?> names : List.of(OPTIONS, ALIASES)) {
            for (String candidate : names.keySet()) {
                int distance = EditDistance.between(wanted, candidate.toLowerCase(Locale.ROOT));
                if (distance < bestDistance) {
                    best = candidate;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    private static Map<String, String> elsewhere() {
        Map<String, String> hints = new LinkedHashMap<>();
        for (String count : List.of("queueSize", "maxQueueSize", "queueLength", "queueCapacity", "ringBufferSize")) {
            hints.put(count, "the buffer is bounded in bytes, not in events: set bufferSize, such as 16MB");
        }
        for (String threshold : List.of("discardingThreshold", "discardThreshold")) {
            hints.put(
                    threshold,
                    "room for urgent events is kept in bytes, not in events: set reserve, such as 10%, which is a part"
                            + " of bufferSize");
        }
        for (String wait : List.of("appendTimeout", "eventDelayLimit")) {
            hints.put(wait, "set overflow=block and maxBlockTime to make log calls wait for room");
        }
        hints.put("protocol", "set destination, whose scheme is syslog+tls, syslog+tcp or syslog+udp");
        hints.put("charset", "messages are always UTF-8");
        hints.put("newLine", "set framing to newline or octet-counting");
        hints.put("newLineEscape", "set multiline to keep, escape or split");
        return hints;
    }
}
