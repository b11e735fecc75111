package dev.spillway.internal.buffer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where batches lie in a buffer, for this process and, as far as they are on disk, for the next. For the pump's thread. */
public final class SentBatches {
    private final Buffer buffer;

    public SentBatches(Buffer buffer) {
        this.buffer = buffer;
    }

    /** From the position of the first message to the one behind the last. */
    public record Bounds(long from, long end) {}

    /** The batches that earlier processes sent last, one for each slot at most. */
    public List<Bounds> found() {
        List<Bounds> found = new ArrayList<>();
        Set<Slot> seen = new HashSet<>();
        for (Segment segment = buffer.oldestSegment(); segment != null; segment = segment.next()) {
            Slot slot = segment.slot();
            BatchFile.Sent sent =
                    slot == null || !seen.add(slot) ? null : slot.batch().last();
            if (sent != null) {
                long from = positionOf(slot, sent.fromSegment(), sent.from());
                long end = positionOf(slot, sent.endSegment(), sent.end());
                if (from >= 0 && end > from) {
                    found.add(new Bounds(from, end));
                }
            }
        }
        return found;
    }

    private long positionOf(@Nullable Slot slot, long number, int offset) {
        for (Segment segment = buffer.oldestSegment(); segment != null; segment = segment.next()) {
            if (segment.slot() == slot && segment.number() == number) {
                return segment.base() + offset;
            }
        }
        return -1;
    }

    /** Whether two messages lie in the same slot, or both in memory: a batch of others could not be made again. */
    public boolean areTogether(long first, long second) {
        return segmentAt(first).slot() == segmentAt(second).slot();
    }

    /**
     * Writes down a batch that is about to be sent, where it survives the process.
     *
     * @param freshKey a number that no other process has
     * @return numbers that tell the batch from all others: the same again after a restart, if it is on disk
     */
    public long[] note(long from, long end, long freshKey) {
        Segment first = segmentAt(from);
        Segment last = segmentAt(end - 1);
        Slot slot = first.slot();
        int fromOffset = (int) (from - first.base());
        int endOffset = (int) (end - last.base());
        BatchFile.Sent sent = new BatchFile.Sent(freshKey, first.number(), fromOffset, last.number(), endOffset);
        BatchFile.Sent known = slot == null ? null : slot.batch().last();
        if (known != null && known.isAt(sent)) {
            sent = known;
        } else if (slot != null) {
            try {
                slot.batch().save(sent);
            } catch (IOException e) {
                // After a crash the batch is sent under another name, no worse.
            }
        }
        int place = slot == null ? 0 : slot.directory().getFileName().toString().hashCode();
        return new long[] {sent.key(), place, first.number(), fromOffset, last.number(), endOffset};
    }

    private Segment segmentAt(long position) {
        Segment segment = buffer.oldestSegment();
        for (Segment next = segment.next(); next != null && next.base() <= position; next = next.next()) {
            segment = next;
        }
        return segment;
    }
}
