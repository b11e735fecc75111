package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The events of a query or of some systems, from the index, which is a moment behind. */
final class QueryTail implements Tail {

    private static final long POLL_MILLIS = 100;

    private final PageQuery query;
    private final LatestEvents latest;
    private final EventIndex index;
    private final Predicate<StoredEvent> unwanted;
    private final CountDownLatch stopped;
    private long through;

    /**
     * A tail behind an event.
     *
     * @param muted tells systems whose events are not shown as they arrive, unless that system alone is asked for
     * @param after 0 for the newest events
     */
    QueryTail(
            PageQuery query,
            LatestEvents latest,
            EventIndex index,
            Predicate<String> muted,
            CountDownLatch stopped,
            long after) {
        boolean isOfOne = query.systems().size() == 1;
        this.unwanted = event -> !isOfOne && muted.test(event.event().host());
        this.query = query;
        this.latest = latest;
        this.index = index;
        this.stopped = stopped;
        this.through = after;
    }

    @Override
    public Batch first() throws IOException {
        boolean fresh = through == 0;
        Batch found = batch(find());
        return fresh ? new Batch(false, found.skipped(), found.total(), found.through(), found.events()) : found;
    }

    @Override
    public @Nullable Batch next(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (index.findable() - 1 > through) {
                Hits found = find().without(unwanted);
                if (!found.events().isEmpty()) {
                    return batch(found);
                }
            }
            if (stopped.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return null;
            }
        }
        return null;
    }

    private Hits find() throws IOException {
        long last = Math.max(through, index.findable() - 1);
        Hits hits = index.find(query.newest(EventStream.AT_START).after(through).before(last + 1));
        through = last;
        return hits;
    }

    private Batch batch(Hits hits) {
        return new Batch(hits.complete(), 0, latest.received(), through, PageRow.of(hits.events()));
    }
}
