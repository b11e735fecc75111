package dev.spillway.internal.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Plain memory for segments, as much as {@code bufferSize} allows. */
final class MemorySupply implements SegmentSupply {
    private static final int SEGMENTS = 32;
    private static final int MIN_SEGMENTS = 4;
    private static final byte[] ZEROS = new byte[16 * 1024];

    private final int segmentBytes;
    private volatile int maxSegments;
    private final long limitBytes;
    private final ConcurrentLinkedQueue<Memory> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger allocated = new AtomicInteger();
    /** Released, but with a logger that may still write to them. */
    private final List<LiveSegment> unsettled = new ArrayList<>();

    MemorySupply(int segmentBytes, int maxSegments) {
        this.segmentBytes = segmentBytes;
        this.maxSegments = maxSegments;
        this.limitBytes = (long) maxSegments * segmentBytes;
    }

    /**
     * As much as {@code bufferSize} says.
     *
     * @throws IllegalArgumentException if {@code bufferBytes} is too small for messages of {@code maxMessageSize}
     */
    static MemorySupply of(BufferSettings settings) {
        long wanted = Math.max(settings.bufferBytes() / SEGMENTS, Buffer.MIN_SEGMENT);
        int largestRecord = Segment.sizeOf(settings.maxMessageSize());
        int segmentBytes = (int) Math.max(Math.min(wanted, Tail.MAX_CAPACITY), largestRecord) & -Segment.ALIGNMENT;
        int segments = (int) (settings.bufferBytes() / segmentBytes);
        if (segments < MIN_SEGMENTS) {
            throw new IllegalArgumentException("bufferSize is " + settings.bufferBytes()
                    + " bytes; allowed with a maxMessageSize of " + settings.maxMessageSize() + " bytes is at least "
                    + (long) segmentBytes * MIN_SEGMENTS + " bytes");
        }
        return new MemorySupply(segmentBytes, segments);
    }

    @Override
    public @Nullable Memory take() {
        Memory memory = free.poll();
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

    private @Nullable Memory allocate() {
        try {
            return Memory.allocate(segmentBytes);
        } catch (OutOfMemoryError e) {
            // The JVM's own limit on direct memory is lower than ours. It collects garbage and waits for half a second
            // before it says so, which must not happen to each log call: from here on its limit is ours.
            maxSegments = allocated.decrementAndGet();
            return null;
        }
    }

    @Override
    public void giveBack(Memory memory) {
        free.add(memory);
    }

    @Override
    public void release(LiveSegment segment) {
        unsettled.add(segment);
        settle();
    }

    @Override
    public void settle() {
        if (!unsettled.isEmpty()) {
            unsettled.removeIf(this::reuse);
        }
    }

    private boolean reuse(LiveSegment segment) {
        if (!segment.isSettled()) {
            return false;
        }
        Memory memory = segment.memory();
        int end = segment.end();
        for (int at = 0; at < end; at += ZEROS.length) {
            memory.bytes().put(at, ZEROS, 0, Math.min(ZEROS.length, end - at));
        }
        free.add(memory);
        return true;
    }

    @Override
    public boolean isExhausted() {
        return allocated.get() >= maxSegments && free.isEmpty();
    }

    @Override
    public int largestRecord() {
        return segmentBytes;
    }

    @Override
    public long limitBytes() {
        return limitBytes;
    }
}
