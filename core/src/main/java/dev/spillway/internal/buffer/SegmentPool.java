package dev.spillway.internal.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The segments that are not in use, and the bound on how many there are. {@link #take} and {@link #giveBack} may be
 * called by any thread, {@link #release} by the pump's alone.
 */
final class SegmentPool {
    private final int segmentBytes;
    private final int maxSegments;
    private final ConcurrentLinkedQueue<Segment> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger allocated = new AtomicInteger();
    /** Released, but with a logger that may still write to them. */
    private final List<Segment> unsettled = new ArrayList<>();

    SegmentPool(int segmentBytes, int maxSegments) {
        this.segmentBytes = segmentBytes;
        this.maxSegments = maxSegments;
    }

    /** A segment for the caller alone; null if there may be no more. */
    @Nullable Segment take() {
        Segment segment = free.poll();
        if (segment != null) {
            return segment;
        }
        int count = allocated.get();
        while (count < maxSegments) {
            if (allocated.compareAndSet(count, count + 1)) {
                return allocate();
            }
            count = allocated.get();
        }
        return free.poll();
    }

    private @Nullable Segment allocate() {
        try {
            return new Segment(segmentBytes);
        } catch (OutOfMemoryError e) {
            // The JVM's own limit on direct memory is lower than ours: live within it, and try again later.
            allocated.decrementAndGet();
            return null;
        }
    }

    /** Takes back a segment that was taken but not used. */
    void giveBack(Segment segment) {
        segment.retract();
        free.add(segment);
    }

    /** Takes back a segment whose life is over, as soon as no logger can write to it any more. */
    void release(Segment segment) {
        unsettled.add(segment);
        unsettled.removeIf(this::reuse);
    }

    private boolean reuse(Segment segment) {
        if (!segment.isSettled()) {
            return false;
        }
        segment.recycle();
        free.add(segment);
        return true;
    }

    boolean isExhausted() {
        return allocated.get() >= maxSegments && free.isEmpty();
    }
}
