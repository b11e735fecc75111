package dev.spillway.internal.buffer;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Writes to disk what had to wait in memory, as the disk lagged or could not be used. Who does so has the disk to
 * himself; the rest is for any thread.
 */
final class MemoryRescue {
    private final SegmentFiles files;
    private final LongSupplier nanos;
    /** Segments that are in memory and not delivered, oldest first. */
    private final Queue<LiveSegment> inMemory = new ConcurrentLinkedQueue<>();

    private final Queue<SegmentCopy> needless = new ConcurrentLinkedQueue<>();

    MemoryRescue(SegmentFiles files, LongSupplier nanos) {
        this.files = files;
        this.nanos = nanos;
    }

    void begun(LiveSegment segment) {
        inMemory.add(segment);
    }

    /** Notes that a segment is delivered, and its file of no more use. */
    void over(LiveSegment segment) {
        inMemory.remove(segment);
        SegmentCopy copy = segment.takeCopy();
        if (copy != null) {
            needless.add(copy);
        }
    }

    void allOver() {
        inMemory.forEach(this::over);
    }

    boolean isNeeded() {
        return !inMemory.isEmpty();
    }

    boolean hasNeedless() {
        return !needless.isEmpty();
    }

    void deleteNeedless() throws IOException {
        for (SegmentCopy copy = needless.peek(); copy != null; copy = needless.peek()) {
            files.delete(copy);
            needless.poll();
        }
    }

    /**
     * Writes the segments that are full, oldest first, as far as there is room. For the helper.
     *
     * @param sparedFiles for how many files of new segments room is left: else this would take all that a full disk
     *     gives back, what is logged next would have to wait in memory in turn, and so on for ever
     */
    void write(int sparedFiles) throws IOException {
        inMemory.removeIf(LiveSegment::isOver);
        for (LiveSegment segment : inMemory) {
            boolean due = !segment.isCopied() && segment.isSettled();
            if (due && !files.copy(segment, segment.events(), sparedFiles)) {
                return;
            }
        }
    }

    /** Writes all segments, until it is too late; loggers that are not done with them have lost. For the pump. */
    void writeAll(long deadlineNanos) throws IOException {
        for (LiveSegment segment : inMemory) {
            boolean late = nanos.getAsLong() - deadlineNanos >= 0;
            if (late || (!segment.isCopied() && !files.copy(segment, segment.settleNow(), 0))) {
                return;
            }
        }
    }
}
