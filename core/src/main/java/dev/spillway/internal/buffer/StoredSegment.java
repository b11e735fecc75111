package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A segment that an earlier process left behind, read piece by piece with ordinary reads. Nothing in it is believed
 * before its check is right; what is not right is skipped up to the next record that is. Confined to the pump's thread.
 */
final class StoredSegment implements Segment {
    private static final int META = 4;
    private static final int MILLIS = 8;
    private static final int CRC = 16;
    private static final int PIECE = 128 * 1024;
    private static final byte[] ZEROS = new byte[16 * 1024];
    /** How often the disk is asked again, a second apart, before what it does not give back is given up. */
    private static final int MOST_FAILURES = 10;

    private static final int TRIES = 2;

    private final Slot slot;
    private final Path path;
    private final long number;
    private final long base;
    private final int size;
    private final int start;
    private final long eventsBefore;
    /** Two, as the reader is at two places: what is sent, and what is confirmed. Only while it is read. */
    private final Piece[] pieces = {Piece.NONE, Piece.NONE};

    /** Open only while it is read, as a backlog may have more segments than a process may open files. */
    private @Nullable DiskFile file;

    private boolean unreadable;
    private int failures;
    private int end;
    private long events;
    private int used;
    private @Nullable Segment next;

    /** A part of the file in memory. */
    private static final class Piece {
        static final Piece NONE = new Piece(0);

        private final byte[] array;
        private final ByteBuffer bytes;
        private int from;
        private int lastUse;

        Piece(int capacity) {
            array = new byte[capacity];
            bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN).limit(0);
        }

        boolean holds(int at, int length) {
            return at >= from && at + length <= from + bytes.limit();
        }

        int index(int at) {
            return at - from;
        }

        int zeros(int at) {
            int index = index(at);
            int length = Math.min(bytes.limit() - index, ZEROS.length);
            int found = Arrays.mismatch(array, index, index + length, ZEROS, 0, length);
            return found < 0 ? length : found;
        }
    }

    /** A segment that was found; an unfinished one is read through, once, to find its end and its events. */
    StoredSegment(Slot slot, Slot.Found found, long base) throws IOException {
        SegmentFile.Header header = found.header();
        Slot.Position confirmed = slot.position();
        boolean begun = confirmed.segment() == header.number();
        this.slot = slot;
        this.path = found.path();
        this.number = header.number();
        this.eventsBefore = begun ? confirmed.events() : 0;
        this.base = base;
        this.size = (int) Math.max(0, Math.min(found.fileBytes() - SegmentFile.RECORDS_AT, Tail.MAX_CAPACITY * 2L));
        this.start = begun ? Segment.align(Math.max(0, Math.min(confirmed.offset(), size))) : 0;
        this.end = size;
        if (header.isComplete()) {
            end = Math.max(0, Math.min(header.end(), size));
            events = Math.max(0, header.events() - eventsBefore);
        } else {
            count();
            if (unreadable) {
                throw new IOException(path + " cannot be read");
            }
            complete();
        }
    }

    private void count() {
        int lastEnd = start;
        for (int at = start; at < size; ) {
            int record = published(at);
            if (record > 0) {
                events += meta(at) & 1;
                lastEnd = at + record;
                at = lastEnd;
            } else {
                int gap = Math.max(ALIGNMENT, voided(at));
                events += isDamage(at, Math.min(gap, size - at)) ? 1 : 0;
                at += gap;
            }
        }
        end = lastEnd;
    }

    /** Marks it as complete, so that the next start need not read through it again. */
    private void complete() {
        if (file != null && !isOver()) {
            try {
                SegmentFile.writeEnd(file, number, eventsBefore + events, end);
            } catch (IOException e) {
                // The next start reads through it again.
            }
        }
        close();
    }

    /** Whether nothing is left in it: it was begun and not used, or is confirmed. */
    boolean isOver() {
        return start >= end && events == 0;
    }

    /**
     * Whether at least one event was where nothing can be read: something stands there which is neither the claim of a
     * logger that was killed, nor one that was given up.
     */
    private boolean isDamage(int from, int length) {
        for (int at = from; at < from + length; ) {
            int zeros = zeros(at);
            int state = word(at, 0);
            int skipped = state < 0 ? -state : state & ~VOID;
            boolean blank = zeros > 0 || (state == 0 && word(at, META) == 0);
            boolean givenUp = state < 0 || (state & VOID) != 0;
            if (!blank && (!givenUp || skipped <= 0 || skipped > size - at)) {
                return true;
            }
            at += blank ? Math.max(zeros, ALIGNMENT) : Segment.align(skipped);
        }
        return false;
    }

    /** The piece that holds {@code length} bytes from {@code at} on; null if the file has no such. */
    private @Nullable Piece piece(int at, int length) {
        if (at < 0 || length < 0 || (long) at + length > size) {
            return null;
        }
        int oldest = pieces[0].lastUse <= pieces[1].lastUse ? 0 : 1;
        for (Piece piece : pieces) {
            if (piece.holds(at, length)) {
                piece.lastUse = used++;
                return piece;
            }
        }
        if (unreadable) {
            return null;
        }
        if (length > pieces[oldest].array.length) {
            pieces[oldest] = new Piece(Math.max(length, Math.min(size, PIECE)));
        }
        Piece piece = pieces[oldest];
        boolean isRead = false;
        for (int i = 0; i < TRIES && !isRead; i++) {
            isRead = read(piece, at);
        }
        unreadable = !isRead;
        return piece.holds(at, length) ? piece : null;
    }

    private boolean read(Piece piece, int at) {
        piece.bytes.clear();
        try {
            if (file == null) {
                file = slot.open(path);
            }
            file.read(piece.bytes, SegmentFile.RECORDS_AT + (long) at);
        } catch (IOException e) {
            piece.bytes.limit(0);
            return false;
        }
        piece.bytes.flip();
        piece.from = at;
        piece.lastUse = used++;
        return true;
    }

    /** Whether the disk did not give back all of it, so that what counts as damaged may still be there. */
    boolean isUnreadable() {
        return unreadable;
    }

    private int word(int at, int field) {
        Piece piece = piece(at, HEADER);
        return piece == null ? 0 : piece.bytes.getInt(piece.index(at) + field);
    }

    @Override
    public int published(int at) {
        int record = word(at, 0);
        if (record < HEADER || record > size - at) {
            return 0;
        }
        Piece piece = piece(at, record);
        if (piece == null) {
            return 0;
        }
        int index = piece.index(at);
        int message = Checksum.ofMessage(piece.array, index + HEADER, record - HEADER);
        int meta = piece.bytes.getInt(index + META);
        int check = Checksum.ofRecord(message, number, at, record, meta, piece.bytes.getLong(index + MILLIS));
        return check == piece.bytes.getInt(index + CRC) ? Segment.align(record) : 0;
    }

    @Override
    public int voided(int at) {
        int place = at;
        while (place < end) {
            int zeros = zeros(place);
            boolean over = zeros == 0 && published(place) > 0;
            if (over || waitsForDisk()) {
                break;
            }
            place += Math.max(zeros, ALIGNMENT);
        }
        return Math.min(place, end) - at;
    }

    /** How many zeros, at least 8, begin at a place, as far as they are seen at once: most of an unfinished segment. */
    private int zeros(int at) {
        Piece piece = piece(at, ALIGNMENT);
        return piece == null ? 0 : piece.zeros(at) & -ALIGNMENT;
    }

    private boolean waitsForDisk() {
        return unreadable && failures < MOST_FAILURES;
    }

    /** Has the disk asked once more for what it did not give back. */
    @Override
    public void voidClaim(int at) {
        if (waitsForDisk()) {
            failures++;
            unreadable = failures == MOST_FAILURES;
        }
    }

    @Override
    public int messageLength(int at) {
        return word(at, 0) - HEADER;
    }

    @Override
    public int meta(int at) {
        return word(at, META);
    }

    @Override
    public long epochMillis(int at) {
        Piece piece = piece(at, HEADER);
        return piece == null ? 0 : piece.bytes.getLong(piece.index(at) + MILLIS);
    }

    @Override
    public void copy(int at, int from, byte[] target, int to, int length) {
        Piece piece = piece(at, HEADER + from + length);
        if (piece == null) {
            throw new IllegalStateException("a record of " + path + " can no longer be read");
        }
        piece.bytes.get(piece.index(at) + HEADER + from, target, to, length);
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public long eventsBefore() {
        return eventsBefore;
    }

    /** Bytes of disk that the segment takes. */
    long fileBytes() {
        return SegmentFile.RECORDS_AT + (long) size;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public @Nullable Segment next() {
        return next;
    }

    @Override
    public void passed(int records) {
        // No logger writes here.
    }

    void append(Segment successor) {
        next = successor;
    }

    @Override
    public Slot slot() {
        return slot;
    }

    @Override
    public long events() {
        return events;
    }

    Path path() {
        return path;
    }

    void close() {
        if (file != null) {
            file.close();
            file = null;
        }
        Arrays.fill(pieces, Piece.NONE);
    }
}
