package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.query.Query;
import java.time.Instant;
import java.util.List;

/**
 * What to find, and which part of it.
 *
 * @param systems host names to look at, in any case; empty for all
 * @param after only events with a larger id
 * @param before only events with a smaller id
 * @param from only events received then or later
 * @param until only events received then or before
 * @param limit most events, 1 to 10,000
 * @param oldestFirst whether the oldest are wanted if there are more than the limit, instead of the newest
 */
public record Search(
        Query query,
        List<String> systems,
        long after,
        long before,
        Instant from,
        Instant until,
        int limit,
        boolean oldestFirst) {

    /** Most events that one search finds. */
    public static final int MOST = 10_000;

    public Search {
        systems = List.copyOf(systems);
    }

    /** The newest events that match, of all systems and times. */
    public static Search newest(Query query, int limit) {
        return new Search(query, List.of(), 0, Long.MAX_VALUE, Instant.EPOCH, Instant.MAX, limit, false);
    }

    /** This search below an id: the page that is older than one seen already. */
    public Search before(long id) {
        return new Search(query, systems, after, id, from, until, limit, oldestFirst);
    }

    /** This search above an id. */
    public Search after(long id) {
        return new Search(query, systems, id, before, from, until, limit, oldestFirst);
    }

    /** This search in a span of time, both ends included. */
    public Search between(Instant first, Instant last) {
        return new Search(query, systems, after, before, first, last, limit, oldestFirst);
    }

    /** This search in some systems only. */
    public Search in(List<String> hosts) {
        return new Search(query, hosts, after, before, from, until, limit, oldestFirst);
    }

    /** This search, from its old end on. */
    public Search fromOldest() {
        return new Search(query, systems, after, before, from, until, limit, true);
    }
}
