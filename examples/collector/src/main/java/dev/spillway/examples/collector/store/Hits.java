package dev.spillway.examples.collector.store;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a search found.
 *
 * @param events oldest first
 * @param complete whether nothing that matches was left out for the limit's or the time's sake
 * @param timedOut whether the search was ended before it had looked everywhere
 */
public record Hits(List<StoredEvent> events, boolean complete, boolean timedOut) {

    public Hits {
        events = List.copyOf(events);
    }

    /** These hits but for some events. */
    public Hits without(Predicate<StoredEvent> unwanted) {
        return new Hits(events.stream().filter(unwanted.negate()).toList(), complete, timedOut);
    }
}
