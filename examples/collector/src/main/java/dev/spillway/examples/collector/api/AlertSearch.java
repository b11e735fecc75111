package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.activity.SystemRules;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.query.QueryParser;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.Search;
import java.io.IOException;

/** Finds the events of saved searches. Safe for use by many threads. */
public final class AlertSearch {

    private static final int EVENTS = 1_000;
    private static final int TEST_EVENTS = 3;

    private final EventIndex index;
    private final Catalog catalog;
    private final SystemRules rules;

    /** A search in an index, by the groups of a catalog; muted systems say nothing. */
    public AlertSearch(EventIndex index, Catalog catalog, SystemRules rules) {
        this.index = index;
        this.catalog = catalog;
        this.rules = rules;
    }

    /** Events behind an id, oldest first, those of muted systems too. */
    Hits after(SavedSearch search, long told) throws IOException, QueryMistake {
        return index.find(search(search, EVENTS).after(told).fromOldest());
    }

    /** A few of the newest events. */
    Hits newest(SavedSearch search) throws IOException, QueryMistake {
        return index.find(search(search, TEST_EVENTS));
    }

    /** Hits without those of muted systems. */
    Hits heard(Hits hits) {
        return hits.without(event -> rules.isMuted(event.event().host()));
    }

    private Search search(SavedSearch search, int limit) throws IOException, QueryMistake {
        Group group = catalog.group(search.groupId()).orElse(Catalog.ALL_SYSTEMS);
        return Search.newest(QueryParser.parse(search.query()), limit).in(new Systems(index).membersOf(group));
    }
}
