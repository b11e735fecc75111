package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events of a query or of some systems, from the index, which is a moment behind. */
final class QueryTail implements Tail {

    private static final long POLL_MILLIS = 100;

    private final PageQuery query;
    private final LatestEvents latest;
    private final EventIndex index;
    private final CountDownLatch stopped;
    private long through;

    /**
     * A tail behind an event.
     *
     * @param after 0 for the newest events
     */
    QueryTail(PageQuery query, LatestEvents latest, EventIndex index, CountDownLatch stopped, long after) {
        this.query = query;
        this.latest = latest;
        this.index = index;
        this.stopped = stopped;
        this.through = after;
    }

    @Override
    public Batch first() throws IOException {
        boolean fresh = through == 0;
        Batch found = find();
        return fresh ? new Batch(false, found.skipped(), found.total(), found.through(), found.events()) : found;
    }

    @Override
    public @Nullable Batch next(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (index.findable() - 1 > through) {
                Batch found = find();
                if (!found.events().isEmpty()) {
                    return found;
                }
            }
            if (stopped.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return null;
            }
        }
        return null;
    }

    private Batch find() throws IOException {
        long last = Math.max(through, index.findable() - 1);
        Hits hits = index.find(query.newest(EventStream.AT_START).after(through).before(last + 1));
        through = last;
        return new Batch(hits.complete(), 0, latest.received(), through, PageRow.of(hits.events()));
    }
}
