package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.PrivateDirectory;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Finds events of the log. New ones can be found a moment after they were received; the index follows the log by
 * itself and holds no sender back. Safe for use by many threads.
 */
public final class EventIndex implements AutoCloseable {

    private static final long LONGEST_SEARCH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Sort OLDEST_FIRST = new Sort(new SortField(EventDocument.ID, SortField.Type.LONG));

    private final EventLog log;
    private final SyslogParser parser;
    private final StoreSettings settings;
    private final Clock clock;
    private final Indexer indexer;

    private EventIndex(EventLog log, SyslogParser parser, StoreSettings settings, Clock clock, Indexer indexer) {
        this.log = log;
        this.parser = parser;
        this.settings = settings;
        this.clock = clock;
        this.indexer = indexer;
    }

    /**
     * Starts to follow the log.
     *
     * @param directory for the index's own files, made when it is missing
     * @param notices told of damage and of limits that are reached
     * @throws IOException if the directory cannot be used
     */
    public static EventIndex start(
            Path directory,
            EventLog log,
            SyslogParser parser,
            StoreSettings settings,
            Clock clock,
            Consumer<String> notices)
            throws IOException {
        PrivateDirectory.create(directory);
        Indexer indexer = Indexer.start(directory, log, parser, settings, clock, notices);
        return new EventIndex(log, parser, settings, clock, indexer);
    }

    /** Position of the log up to which every event can be found. */
    public long findable() {
        return indexer.findable();
    }

    /** Bytes of text that this month, by UTC, has brought so far. */
    public long monthBytes() {
        return indexer.monthBytes();
    }

    /** How this index is kept. */
    public StoreSettings settings() {
        return settings;
    }

    /**
     * Finds events. Those that were received longer ago than is searchable are not found. Ends after 5 seconds with what
     * it has by then.
     */
    public Hits find(Search search) throws IOException {
        return withSearcher(searcher -> {
            long deadline = System.nanoTime() + LONGEST_SEARCH_NANOS;
            searcher.setTimeout(() -> System.nanoTime() - deadline > 0);
            Sort sort = search.oldestFirst() ? OLDEST_FIRST : Index.NEWEST_FIRST;
            ScoreDoc[] found = searcher.search(queryOf(search), search.limit() + 1, sort).scoreDocs;
            boolean complete = found.length <= search.limit();
            ScoreDoc[] wanted = complete ? found : Arrays.copyOf(found, search.limit());
            List<StoredEvent> events = read(wanted);
            if (!search.oldestFirst()) {
                Collections.reverse(events);
            }
            return new Hits(events, complete && !searcher.timedOut(), searcher.timedOut());
        });
    }

    /** The event of an id, as long as the log has it, whether it is searchable or not; null for an id that is none. */
    public @Nullable StoredEvent read(long id) throws IOException {
        try (LogLookup lookup = new LogLookup(log.directory(), parser)) {
            return lookup.read(id);
        }
    }

    /** Hosts that are in the index, with the newest event of each, in the order of their names. */
    public List<StoredEvent> newestOfEachSystem() throws IOException {
        return withSearcher(searcher -> {
            List<StoredEvent> newest = new ArrayList<>();
            for (String system : systemsOf(searcher.getIndexReader())) {
                Query query = new TermQuery(new Term(EventDocument.SYSTEM, system));
                newest.addAll(read(searcher.search(query, 1, Index.NEWEST_FIRST).scoreDocs));
            }
            return newest;
        });
    }

    private static List<String> systemsOf(IndexReader reader) throws IOException {
        List<String> systems = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(reader, EventDocument.SYSTEM);
        if (terms != null) {
            TermsEnum each = terms.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                systems.add(term.utf8ToString());
            }
        }
        return systems;
    }

    private List<StoredEvent> read(ScoreDoc[] found) throws IOException {
        List<StoredEvent> events = new ArrayList<>(found.length);
        try (LogLookup lookup = new LogLookup(log.directory(), parser)) {
            for (ScoreDoc doc : found) {
                Object id = ((FieldDoc) doc).fields[0];
                StoredEvent event = lookup.read((Long) id);
                if (event != null) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    private Query queryOf(Search search) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(LuceneQueries.of(search.query()), Occur.FILTER);
        if (search.after() > 0 || search.before() < Long.MAX_VALUE) {
            Query ids = LongPoint.newRangeQuery(EventDocument.ID, search.after() + 1, search.before() - 1);
            all.add(ids, Occur.FILTER);
        }
        Instant oldest = clock.instant().minus(settings.searchable());
        Instant from = search.from().isAfter(oldest) ? search.from() : oldest;
        long last = search.until().equals(Instant.MAX) ? Long.MAX_VALUE : EventDocument.micros(search.until());
        all.add(LongPoint.newRangeQuery(EventDocument.RECEIVED, EventDocument.micros(from), last), Occur.FILTER);
        if (!search.systems().isEmpty()) {
            List<BytesRef> names = search.systems().stream()
                    .map(name -> new BytesRef(EventDocument.systemName(name)))
                    .toList();
            all.add(new TermInSetQuery(EventDocument.SYSTEM, names), Occur.FILTER);
        }
        return all.build();
    }

    private <T> T withSearcher(Work<T> work) throws IOException {
        Index index = indexer.index();
        IndexSearcher shared = index.searchers().acquire();
        try {
            // Of its own, since a searcher's timeout holds for all its searches.
            return work.with(new IndexSearcher(shared.getIndexReader()));
        } finally {
            index.searchers().release(shared);
        }
    }

    /** Stops to follow the log. */
    @Override
    public void close() throws IOException {
        indexer.close();
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(IndexSearcher searcher) throws IOException;
    }
}
