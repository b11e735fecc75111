package dev.spillway.internal.buffer;

import dev.spillway.Severity;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One numbered sequence of segments, bounded in bytes: loggers append at its end, the pump reads along it and releases
 * whole segments from its beginning.
 *
 * <p>{@link #append} may be called by many threads at once; it takes no lock and never waits. Everything that takes or
 * moves a {@link Cursor} is for the pump's thread alone. The rest may be called by any thread; its answers are a
 * snapshot while the pump does not move.
 */
public final class Buffer {
    static final int MIN_SEGMENT = 64 * 1024;
    private static final int SEGMENTS = 32;
    private static final int MIN_SEGMENTS = 4;

    private static final VarHandle ACTIVE;

    static {
        try {
            ACTIVE = MethodHandles.lookup().findVarHandle(Buffer.class, "active", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int segmentBytes;
    private final long limit;
    private final long ordinaryLimit;
    private final SegmentPool pool;
    private final Runnable rolled;

    private volatile Segment active;
    private volatile Segment oldest;
    /** Events of the oldest segment whose delivery is confirmed. */
    private final AtomicLong confirmedInOldest = new AtomicLong();

    /**
     * A new, empty buffer.
     *
     * @param rolled called by a logging thread each time a segment has been filled; must not block
     * @throws IllegalArgumentException if {@code bufferBytes} is too small for messages of {@code maxMessageSize}
     */
    public Buffer(BufferSettings settings, Runnable rolled) {
        this.rolled = rolled;
        segmentBytes = segmentBytes(settings);
        int segments = (int) (settings.bufferBytes() / segmentBytes);
        if (segments < MIN_SEGMENTS) {
            throw new IllegalArgumentException("bufferSize is " + settings.bufferBytes()
                    + " bytes; allowed with a maxMessageSize of " + settings.maxMessageSize() + " bytes is at least "
                    + (long) segmentBytes * MIN_SEGMENTS + " bytes");
        }
        limit = (long) segments * segmentBytes;
        ordinaryLimit = limit - Math.min(settings.reserveBytes(), limit / 2);
        pool = new SegmentPool(segmentBytes, segments);
        Segment first = new Segment(Objects.requireNonNull(pool.take(), "direct memory"), 0);
        active = first;
        oldest = first;
    }

    private static int segmentBytes(BufferSettings settings) {
        long wanted = Math.max(settings.bufferBytes() / SEGMENTS, MIN_SEGMENT);
        int largestRecord = Segment.sizeOf(settings.maxMessageSize());
        return (int) Math.max(Math.min(wanted, Tail.MAX_CAPACITY), largestRecord) & -Segment.ALIGNMENT;
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
        long room = severity.isUrgent() ? limit : ordinaryLimit;
        while (size <= segmentBytes) {
            Segment segment = active;
            long tail = segment.tail();
            if (Tail.isSealed(tail)) {
                if (!roll(segment)) {
                    return false;
                }
            } else if (!segment.fits(tail, size)) {
                segment.seal(tail);
            } else if (usedUpTo(segment, tail) + size > room) {
                return false;
            } else if (segment.claim(tail, size, last)
                    && segment.write(Tail.offset(tail), message, offset, length, meta, epochMillis)) {
                return true;
            }
        }
        return false;
    }

    private long usedUpTo(Segment segment, long tail) {
        return (segment.number() - oldest.number()) * segmentBytes + Tail.offset(tail);
    }

    /**
     * Goes from a sealed segment to its successor, which it makes if need be.
     *
     * @return false if there is no room for a successor
     */
    boolean roll(Segment sealed) {
        Segment next = sealed.next();
        if (next != null) {
            ACTIVE.compareAndSet(this, sealed, next);
            return true;
        }
        ByteBuffer memory = sealed.isOver() ? null : pool.take();
        if (memory == null) {
            return active != sealed || sealed.next() != null;
        }
        Segment made = new Segment(memory, sealed.number() + 1);
        if (sealed.extend(made)) {
            ACTIVE.compareAndSet(this, sealed, made);
            rolled.run();
        } else {
            pool.giveBack(memory);
        }
        return true;
    }

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
        boolean event = confirmed.isLast();
        releaseBefore(confirmed.segment());
        if (event) {
            confirmedInOldest.incrementAndGet();
        }
        confirmed.advance();
        return event;
    }

    /** Releases the segments before the one where the cursor is. */
    public void release(Cursor confirmed) {
        releaseBefore(confirmed.segment());
    }

    private void releaseBefore(Segment first) {
        while (oldest != first) {
            releaseOldest();
        }
    }

    private void releaseOldest() {
        Segment released = oldest;
        Segment next = Objects.requireNonNull(released.next(), "successor");
        // A logger that has linked the successor may not have come to this yet.
        ACTIVE.compareAndSet(this, released, next);
        oldest = next;
        confirmedInOldest.set(0);
        released.end();
        pool.release(released);
    }

    /** Takes back memory that a slow logger held on to; for the pump's thread, from time to time. */
    public void tidy() {
        pool.settle();
    }

    /** Whether every segment is in use, so that the next one that fills has no successor. */
    public boolean isExhausted() {
        return pool.isExhausted();
    }

    /** Events that wait or are not confirmed, counted in the segments themselves. */
    public long pendingEvents() {
        long events = -confirmedInOldest.get();
        for (Segment segment = oldest; segment != null; segment = segment.next()) {
            events += segment.events();
        }
        return events;
    }

    /** Bytes in use: segments that are not released, the last one as far as it is written. */
    public long usedBytes() {
        Segment last = active;
        return usedUpTo(last, last.tail());
    }

    /** Bytes that may be in use. */
    public long limitBytes() {
        return limit;
    }

    /** The number of the oldest segment that is not released. */
    public long oldestNumber() {
        return oldest.number();
    }

    /** The number of the segment that is being written. */
    public long newestNumber() {
        return active.number();
    }

    /** Whether there is room for ordinary messages, and a free segment to go with it. */
    public boolean hasRoom() {
        return usedBytes() + segmentBytes <= ordinaryLimit && !pool.isExhausted();
    }

    /** The position behind the last message, to compare with {@link Cursor#position}. */
    public long endPosition() {
        Segment last = active;
        return last.number() * Tail.MAX_CAPACITY + Tail.offset(last.tail());
    }
}
