package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.Cursor;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and is not confirmed, in stretches of messages that lie side by side in one segment. One stretch is
 * confirmed at once: to look at each of its messages again would fetch them from memory again, as the processor's caches
 * have long forgotten them. Confined to the pump's thread.
 */
final class Stretches {
    /** A TLS record's worth, as peers confirm no less. */
    private static final int ENOUGH_BYTES = 16 * 1024;

    private final Buffer buffer;
    private final ArrayDeque<Stretch> stretches = new ArrayDeque<>();

    Stretches(Buffer buffer) {
        this.buffer = buffer;
    }

    /** Messages side by side in one segment. */
    static final class Stretch {
        private final Cursor end;
        private long start;
        private int messages;
        private int events;
        private long bytes;

        private Stretch(long start, Cursor end) {
            this.start = start;
            this.end = end;
        }

        /** Where it ends. */
        Cursor end() {
            return end;
        }

        int messages() {
            return messages;
        }

        int events() {
            return events;
        }

        /** Bytes in the buffer. */
        long bytes() {
            return bytes;
        }
    }

    /**
     * Adds a message that was sent.
     *
     * @param bytes its size in the buffer
     * @param isEvent whether it stands for its event in the books
     * @param after where it ends
     */
    void add(int bytes, boolean isEvent, Cursor after) {
        long start = after.position() - bytes;
        Stretch last = stretches.peekLast();
        if (last == null
                || last.bytes >= ENOUGH_BYTES
                || last.end.position() != start
                || last.end.segmentPosition() != after.segmentPosition()) {
            last = new Stretch(start, buffer.cursor());
            stretches.add(last);
        }
        last.messages++;
        last.events += isEvent ? 1 : 0;
        last.bytes += bytes;
        last.end.moveTo(after);
    }

    /** The stretch that begins at a position; null if none does. */
    @Nullable Stretch at(long position) {
        Stretch first = stretches.peekFirst();
        return first != null && first.start == position ? first : null;
    }

    /** Takes out the first message. */
    void pass(long position, int bytes, boolean isEvent) {
        Stretch first = at(position);
        if (first == null) {
            return;
        }
        first.start += bytes;
        first.messages--;
        first.events -= isEvent ? 1 : 0;
        first.bytes -= bytes;
        if (first.messages == 0) {
            removeFirst();
        }
    }

    /** Takes out the first stretch. */
    void removeFirst() {
        stretches.removeFirst();
    }

    /** Takes out all. */
    void clear() {
        stretches.clear();
    }
}
