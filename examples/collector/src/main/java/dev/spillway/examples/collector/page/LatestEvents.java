package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.store.StoredEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last 1,000 events, or fewer if they hold more than 16 million characters. They are added in the order of their
 * ids, and numbered from 0 on. Readers keep their own position and are told what they were too slow for, so that none
 * of them can hold back the writers or take memory. Safe for use by many threads.
 */
public final class LatestEvents {

    /** Most events that are kept. */
    public static final int CAPACITY = 1000;

    private static final long MAX_CHARACTERS = 16_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    // Guarded by lock.
    private final ArrayDeque<StoredEvent> events = new ArrayDeque<>(CAPACITY + 1);
    private long total;
    private long recalled;
    private long characters;
    private boolean closed;

    /** Adds an event that was received before this run of the collector. */
    public void recall(StoredEvent event) {
        lock.lock();
        try {
            add(event);
            recalled++;
        } finally {
            lock.unlock();
        }
    }

    /** Adds an event and forgets the oldest ones that do not fit any more. */
    public void add(StoredEvent event) {
        lock.lock();
        try {
            events.addLast(event);
            characters += event.event().textLength();
            while (events.size() > CAPACITY || (characters > MAX_CHARACTERS && events.size() > 1)) {
                characters -= events.removeFirst().event().textLength();
            }
            total++;
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Events received by this run of the collector. */
    public long received() {
        lock.lock();
        try {
            return total - recalled;
        } finally {
            lock.unlock();
        }
    }

    /** Place of so many of the newest events, or of as many as are kept. */
    Place newest(int count) {
        lock.lock();
        try {
            return new Place(total - Math.min(count, events.size()), false);
        } finally {
            lock.unlock();
        }
    }

    /** Place behind an event, or behind all that had been written when the log ended at that position. */
    Place after(long id) {
        lock.lock();
        try {
            long newer = events.stream().filter(event -> event.id() > id).count();
            return new Place(total - newer, newer < events.size() || events.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for events from a position on. The slice is empty after the time has passed without one, or when closed.
     *
     * @param position number of the first event wanted; one in the future stands for the next event
     */
    Slice from(long position, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long wanted = Math.min(position, total);
            long nanos = patience.toNanos();
            while (wanted == total && nanos > 0 && !closed) {
                nanos = added.awaitNanos(nanos);
            }
            long oldest = total - events.size();
            long first = Math.max(wanted, oldest);
            List<StoredEvent> found = new ArrayList<>((int) (total - first));
            if (first < total) {
                events.stream().skip(first - oldest).forEach(found::add);
            }
            return new Slice(first, first - wanted, total - recalled, found, closed);
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait for events, now and later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where a reader begins.
     *
     * @param position number of the first event that it wants
     * @param whole whether it is known that no event was forgotten right before that one
     */
    record Place(long position, boolean whole) {}

    /**
     * Events in a row.
     *
     * @param first number of the first of them
     * @param skipped how many between the position and the first were forgotten before they could be read
     * @param received events received by this run of the collector up to now
     * @param closed whether nothing will follow
     */
    record Slice(long first, long skipped, long received, List<StoredEvent> events, boolean closed) {

        Slice {
            events = List.copyOf(events);
        }

        /** Position that follows the last of the events. */
        long next() {
            return first + events.size();
        }
    }
}
