package dev.spillway.internal.buffer;

import dev.spillway.Severity;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One numbered sequence of segments, bounded in bytes: loggers append at its end, the pump reads along it and releases
 * whole segments from its beginning. Segments are in memory, or in mapped files that survive the process.
 *
 * <p>{@link #append} may be called by many threads at once; it takes no lock and never waits. Everything that takes or
 * moves a {@link Cursor} is for the pump's thread alone. The rest may be called by any thread; its answers are a
 * snapshot while the pump does not move.
 */
public final class Buffer {
    static final int MIN_SEGMENT = 64 * 1024;

    private static final VarHandle ACTIVE;

    static {
        try {
            ACTIVE = MethodHandles.lookup().findVarHandle(Buffer.class, "active", LiveSegment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long reserve;
    private final SegmentSupply supply;
    private final @Nullable Spill spill;
    private final Runnable rolled;
    private final long recoveredEvents;

    private volatile LiveSegment active;
    private volatile Segment oldest;
    /** Events of the oldest segment whose delivery is confirmed. */
    private final AtomicLong confirmedInOldest = new AtomicLong();

    private long damagedEvents;

    /**
     * A new, empty buffer in memory.
     *
     * @param rolled called by a logging thread each time a segment has been filled; must not block
     * @throws IllegalArgumentException if {@code bufferBytes} is too small for messages of {@code maxMessageSize}
     */
    public Buffer(BufferSettings settings, Runnable rolled) {
        this(settings, MemorySupply.of(settings), null, List.of(), 0, rolled);
    }

    Buffer(
            BufferSettings settings,
            SegmentSupply supply,
            @Nullable Spill spill,
            List<StoredSegment> backlog,
            long lastNumber,
            Runnable rolled) {
        this.rolled = rolled;
        this.reserve = settings.reserveBytes();
        this.supply = supply;
        this.spill = spill;
        StoredSegment last = backlog.isEmpty() ? null : backlog.get(backlog.size() - 1);
        LiveSegment first = new LiveSegment(
                Objects.requireNonNull(supply.take(), "direct memory"),
                lastNumber + 1,
                last == null ? 0 : last.base() + last.fileBytes(),
                spill != null);
        if (spill != null) {
            spill.begun(first);
        }
        if (last != null) {
            last.append(first);
        }
        active = first;
        oldest = last == null ? first : backlog.get(0);
        recoveredEvents = backlog.stream().mapToLong(StoredSegment::events).sum();
    }

    /**
     * A buffer on disk, which begins with what earlier processes left there. A directory that cannot be used makes it a
     * buffer in memory, until it can.
     *
     * @param rolled called by a logging thread each time a segment has been filled; must not block
     * @throws IllegalArgumentException if {@code bufferBytes} is too small for messages of {@code maxMessageSize}
     */
    public static Buffer onDisk(BufferSettings settings, SpillOwner owner, Runnable rolled) {
        MemorySupply memory = MemorySupply.of(settings);
        SpillDirectory directory = new SpillDirectory(owner);
        IOException failure = null;
        try {
            directory.open();
        } catch (IOException e) {
            failure = e;
        }
        Spill spill = new Spill(owner, directory, memory, settings.maxMessageSize());
        if (failure == null) {
            spill.begin();
        } else {
            spill.startInTrouble(failure);
            spill.maintain();
        }
        return new Buffer(settings, spill, spill, directory.backlog(), directory.lastNumber(), rolled);
    }

    /**
     * Appends one message.
     *
     * @param last whether the message stands for its event in the books
     * @return whether there was room; never for a message larger than a segment
     */
    public boolean append(
            byte[] message,
            int offset,
            int length,
            int structuredDataAt,
            Severity severity,
            long epochMillis,
            boolean last) {
        int size = Segment.sizeOf(length);
        int meta = structuredDataAt << 16 | severity.code() << 8 | (last ? 1 : 0);
        int crc = spill == null ? 0 : Checksum.ofMessage(message, offset, length);
        boolean urgent = severity.isUrgent();
        while (size <= supply.largestRecord()) {
            LiveSegment segment = active;
            long tail = segment.tail();
            if (Tail.isSealed(tail)) {
                if (!roll(segment)) {
                    return false;
                }
            } else if (!segment.fits(tail, size)) {
                segment.seal(tail);
            } else if (usedUpTo(segment, tail) + size > room(urgent)) {
                return false;
            } else if (segment.claim(tail, size, last)
                    && segment.write(Tail.offset(tail), message, offset, length, meta, epochMillis, crc)) {
                return true;
            }
        }
        return false;
    }

    private long room(boolean urgent) {
        long limit = supply.limitBytes();
        return urgent ? limit : limit - Math.min(reserve, limit / 2);
    }

    private long usedUpTo(LiveSegment segment, long tail) {
        return segment.base() - oldest.base() + Tail.offset(tail);
    }

    /**
     * Goes from a sealed segment to its successor, which it makes if need be.
     *
     * @return false if there is no room for a successor
     */
    boolean roll(LiveSegment sealed) {
        LiveSegment next = sealed.next();
        if (next != null) {
            ACTIVE.compareAndSet(this, sealed, next);
            return true;
        }
        Memory memory = sealed.isOver() ? null : supply.take();
        if (memory == null) {
            return active != sealed || sealed.next() != null;
        }
        LiveSegment made =
                new LiveSegment(memory, sealed.number() + 1, sealed.base() + sealed.capacity(), spill != null);
        if (sealed.extend(made)) {
            if (spill != null) {
                spill.begun(made);
            }
            ACTIVE.compareAndSet(this, sealed, made);
            rolled.run();
        } else {
            supply.giveBack(memory);
        }
        return true;
    }

    // For the pump.

    /** A cursor at the oldest message. */
    public Cursor cursor() {
        return new Cursor(oldest);
    }

    /**
     * Confirms the message at the cursor and goes past it; segments that lie behind are released.
     *
     * @return whether the message stood for an event
     */
    public boolean confirm(Cursor confirmed) {
        release(confirmed);
        boolean event = confirmed.isLast();
        if (event) {
            confirmedInOldest.incrementAndGet();
        }
        confirmed.advance();
        return event;
    }

    /** Takes {@code events} events out, up to another cursor in the same segment. */
    public void confirm(Cursor confirmed, Cursor end, int events) {
        release(confirmed);
        confirmedInOldest.addAndGet(events);
        confirmed.moveTo(end);
    }

    /** Releases the segments before the one where the cursor is. */
    public void release(Cursor confirmed) {
        while (oldest != confirmed.segment()) {
            releaseOldest();
        }
    }

    /** Events that were in released segments and could not be read, since the last call. */
    public long takeDamaged() {
        long events = damagedEvents;
        damagedEvents = 0;
        return events;
    }

    private void releaseOldest() {
        Segment released = oldest;
        Segment next = Objects.requireNonNull(released.next(), "successor");
        long missing = Math.max(0, released.events() - confirmedInOldest.get());
        if (released instanceof StoredSegment stored) {
            damagedEvents += missing;
            if (spill != null) {
                spill.release(stored);
            }
        } else if (released instanceof LiveSegment live) {
            damagedEvents += live.isBroken() ? missing : 0;
            // A logger that has linked the successor may not have come to this yet.
            ACTIVE.compareAndSet(this, live, next);
        }
        oldest = next;
        confirmedInOldest.set(0);
        if (released instanceof LiveSegment live) {
            live.leave();
            supply.release(live);
        }
    }

    /**
     * Takes back memory that a slow logger held on to, and has loggers go on to the disk if they write to memory though
     * it works again; from time to time.
     */
    public void tidy() {
        supply.settle();
        if (spill != null && active.isInMemory() && spill.isReady()) {
            active.sealNow();
        }
    }

    /** Writes down how far delivery is confirmed, for the next process; does nothing in memory. */
    public void savePosition(Cursor confirmed) {
        Segment segment = confirmed.segment();
        Slot slot = segment.slot();
        if (slot != null) {
            long events = segment.eventsBefore() + (segment == oldest ? confirmedInOldest.get() : 0);
            try {
                slot.save(new Slot.Position(segment.number(), confirmed.offset(), events));
            } catch (IOException e) {
                // The next process repeats more than it had to, no worse.
            }
        }
    }

    /** The disk's part of this buffer; null if there is none. */
    public @Nullable SpillStatus spill() {
        return spill;
    }

    /** Whether less room than a segment is left for ordinary messages, or every segment is in use. */
    public boolean isExhausted() {
        return usedBytes() + supply.largestRecord() > room(false) || supply.isExhausted();
    }

    /** Begins to write to disk what is in memory alone, and syncs if that is asked for, as the end is near. For the helper. */
    public void prepareClose() {
        if (spill != null && pendingInMemory() > 0) {
            sealMemory();
            spill.maintain();
        }
        if (spill != null) {
            spill.force();
        }
    }

    /** Writes to disk, as far as it lets us, what is in memory alone. */
    public void makeLasting() {
        if (spill != null && pendingInMemory() > 0) {
            sealMemory();
            spill.makeLasting();
        }
    }

    private void sealMemory() {
        LiveSegment last = active;
        if (last.isInMemory()) {
            last.sealNow();
        }
    }

    /** Ends the use of the disk; what is not confirmed stays there, and what a logger has not finished is refused. */
    public void close() {
        if (spill == null) {
            return;
        }
        ChainEnd.putBehind(active);
        boolean everythingDelivered = pendingEvents() == 0;
        while (everythingDelivered && oldest instanceof StoredSegment && oldest.next() != null) {
            releaseOldest();
        }
        spill.close(everythingDelivered);
    }

    // For any thread.

    /** Events found on disk at the start. */
    public long recoveredEvents() {
        return recoveredEvents;
    }

    /**
     * Events that wait or are not confirmed, counted in the segments themselves.
     *
     * @param inMemory those that end with the process
     * @param onDisk those that survive it
     */
    public record Pending(long inMemory, long onDisk) {}

    /** What is pending now. */
    public Pending pending() {
        long[] events = new long[2];
        long confirmed = confirmedInOldest.get();
        for (Segment segment = oldest; segment != null; segment = segment.next()) {
            // Asked once, as it may change from one to the other at any time.
            events[segment.slot() == null ? 0 : 1] += segment.events() - confirmed;
            confirmed = 0;
        }
        return new Pending(events[0], events[1]);
    }

    /** Events that wait or are not confirmed. */
    public long pendingEvents() {
        Pending pending = pending();
        return pending.inMemory + pending.onDisk;
    }

    /** Those of {@link #pendingEvents} that end with the process. */
    public long pendingInMemory() {
        return pending().inMemory;
    }

    /** Bytes in use: segments that are not released, the last one as far as it is written. */
    public long usedBytes() {
        LiveSegment last = active;
        return usedUpTo(last, last.tail());
    }

    /** Bytes that may be in use. */
    public long limitBytes() {
        return supply.limitBytes();
    }

    /** Where the oldest segment begins that is not released, to compare with {@link Cursor#segmentPosition}. */
    public long oldestPosition() {
        return oldest.base();
    }

    Segment oldestSegment() {
        return oldest;
    }

    /** Where the segment begins that is being written, to compare with {@link Cursor#segmentPosition}. */
    public long newestPosition() {
        return active.base();
    }

    /** Whether there is room for ordinary messages, and a free segment to go with it. */
    public boolean hasRoom() {
        return usedBytes() + MIN_SEGMENT <= room(false) && !supply.isExhausted();
    }

    /** The position behind the last message, to compare with {@link Cursor#position}. */
    public long endPosition() {
        LiveSegment last = active;
        return last.base() + Tail.offset(last.tail());
    }
}
