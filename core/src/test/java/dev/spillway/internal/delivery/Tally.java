package dev.spillway.internal.delivery;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How often each thing has happened, over many runs. */
final class Tally {
    private final Map<Happening, Long> counts = new EnumMap<>(Happening.class);

    void count(Happening what) {
        counts.merge(what, 1L, Long::sum);
    }

    void count(Happening what, long times) {
        if (times > 0) {
            counts.merge(what, times, Long::sum);
        }
    }

    /** What never happened. */
    Set<Happening> missing() {
        Set<Happening> missing = EnumSet.allOf(Happening.class);
        missing.removeAll(counts.keySet());
        return missing;
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " "
                        + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
