package dev.spillway.internal.buffer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The memory of segments that are over, and the bound on how much there is. {@link #take} and {@link #giveBack} may be
 * called by any thread, {@link #release} and {@link #settle} by the pump's alone.
 */
final class SegmentPool {
    private final int segmentBytes;
    private final int maxSegments;
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger allocated = new AtomicInteger();
    /** Released, but with a logger that may still write to them. */
    private final List<Segment> unsettled = new ArrayList<>();

    SegmentPool(int segmentBytes, int maxSegments) {
        this.segmentBytes = segmentBytes;
        this.maxSegments = maxSegments;
    }

    /** Memory for one segment, all zero; null if there may be no more. */
    @Nullable ByteBuffer take() {
        ByteBuffer memory = free.poll();
        if (memory != null) {
            return memory;
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

    private @Nullable ByteBuffer allocate() {
        try {
            return Segment.allocate(segmentBytes);
        } catch (OutOfMemoryError e) {
            // The JVM's own limit on direct memory is lower than ours: live within it, and try again later.
            allocated.decrementAndGet();
            return null;
        }
    }

    /** Takes back memory that was taken but not used. */
    void giveBack(ByteBuffer memory) {
        free.add(memory);
    }

    /** Takes back the memory of a segment that is over, as soon as no logger can write to it any more. */
    void release(Segment segment) {
        unsettled.add(segment);
        settle();
    }

    /** Looks whether loggers have left the segments that they held on to. */
    void settle() {
        if (!unsettled.isEmpty()) {
            unsettled.removeIf(this::reuse);
        }
    }

    private boolean reuse(Segment segment) {
        if (!segment.isSettled()) {
            return false;
        }
        free.add(segment.reclaim());
        return true;
    }

    boolean isExhausted() {
        return allocated.get() >= maxSegments && free.isEmpty();
    }
}
