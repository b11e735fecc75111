package dev.spillway.examples.collector.page;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows what one browser wants to see. Confined to one thread. */
interface Tail {

    /** What there is now; it may hold no event. */
    Batch first() throws IOException, InterruptedException;

    /** Waits for more events; null once the time has passed without one. */
    @Nullable Batch next(Duration patience) throws IOException, InterruptedException;

    /**
     * Events in a row, and as JSON the data of one server-sent event.
     *
     * @param whole whether nothing is left out between these events and those before them
     * @param skipped how many are known to have been left out
     * @param total events received since the collector started, up to now
     * @param through id up to which the browser then has all, what was left out excepted
     */
    record Batch(boolean whole, long skipped, long total, long through, List<PageRow> events) {}
}
