package dev.spillway.examples.collector.page;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Every event, from memory. */
final class LatestTail implements Tail {

    private final LatestEvents latest;
    private long position;
    private long through;
    private boolean whole;

    private LatestTail(LatestEvents latest, LatestEvents.Place place, long through) {
        this.latest = latest;
        this.position = place.position();
        this.whole = place.whole();
        this.through = through;
    }

    static LatestTail newest(LatestEvents latest, int count) {
        return new LatestTail(latest, latest.newest(count), 0);
    }

    static LatestTail after(LatestEvents latest, long id) {
        return new LatestTail(latest, latest.after(id), id);
    }

    @Override
    public Batch first() throws InterruptedException {
        return batch(latest.from(position, Duration.ZERO));
    }

    @Override
    public @Nullable Batch next(Duration patience) throws InterruptedException {
        LatestEvents.Slice slice = latest.from(position, patience);
        return slice.events().isEmpty() ? null : batch(slice);
    }

    private Batch batch(LatestEvents.Slice slice) {
        position = slice.next();
        boolean complete = whole && slice.skipped() == 0;
        whole = true;
        if (!slice.events().isEmpty()) {
            through = slice.events().get(slice.events().size() - 1).id();
        }
        return new Batch(complete, slice.skipped(), slice.received(), through, PageRow.of(slice.events()));
    }
}
