package dev.spillway.internal.buffer;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A segment's file as it was at one moment, for those who look on: a copy in memory, so that an engine may go on using
 * the file. Confined to one thread.
 */
final class SegmentSnapshot {
    private static final int META = 4;
    private static final int MILLIS = 8;
    private static final int CRC = 16;

    private final SegmentFile.Header header;
    private final byte[] array;
    private final ByteBuffer bytes;
    private final int start;
    private final long eventsBefore;

    private SegmentSnapshot(SegmentFile.Header header, byte[] records, Slot.Position confirmed) {
        boolean begun = confirmed.segment() == header.number();
        this.header = header;
        this.array = records;
        this.bytes = ByteBuffer.wrap(records).order(ByteOrder.LITTLE_ENDIAN);
        this.start = begun ? Segment.align(Math.max(0, Math.min(confirmed.offset(), records.length))) : 0;
        this.eventsBefore = begun ? confirmed.events() : 0;
    }

    /** Is given what is in a segment, in order. */
    interface Visitor {

        /** A message that is whole. */
        void record(SpoolRecord found);

        /** A stretch that no engine left like that, or something that is missing. */
        void damage(String what);
    }

    /**
     * The number of the segment in a file; 0 if it holds none, or one that is delivered.
     *
     * @throws IOException if it cannot be read, or its header is damaged or of a later version
     */
    static long numberOf(Path path, Slot.Position confirmed) throws IOException {
        try (DiskFile file = FileSystemDisk.openToRead(path)) {
            long number = header(file).number();
            return number < confirmed.segment() ? 0 : number;
        }
    }

    private static SegmentFile.Header header(DiskFile file) throws IOException {
        SegmentFile.Header header = SegmentFile.readHeader(file);
        if (header == null) {
            throw new IOException("its header is damaged");
        }
        return header;
    }

    /**
     * Reads a file.
     *
     * @return null if it no longer holds the segment of that number
     */
    static @Nullable SegmentSnapshot of(Path path, long number, Slot.Position confirmed) throws IOException {
        try (DiskFile file = FileSystemDisk.openToRead(path)) {
            SegmentFile.Header header = SegmentFile.readHeader(file);
            long size = Math.min(file.size() - SegmentFile.RECORDS_AT, Tail.MAX_CAPACITY * 2L);
            if (header == null || header.number() != number || size < 0) {
                return null;
            }
            byte[] records = new byte[(int) size];
            int count = file.read(ByteBuffer.wrap(records), SegmentFile.RECORDS_AT);
            // A file that an engine wipes is wiped from its header on.
            SegmentFile.Header after = SegmentFile.readHeader(file);
            boolean same = count == records.length && after != null && after.number() == number;
            return same ? new SegmentSnapshot(header, records, confirmed) : null;
        }
    }

    /** Goes through what is not confirmed. */
    void visit(Visitor visitor) {
        int size = array.length;
        int end = header.isComplete() ? Math.max(0, Math.min(header.end(), size)) : size;
        if (header.isComplete() && header.end() > size) {
            visitor.damage("the file lacks its last " + (header.end() - size) + " bytes");
        }
        long events = eventsBefore;
        boolean gaps = false;
        int at = start;
        while (at < end) {
            int record = published(at);
            if (record > 0) {
                SpoolRecord found = record(at);
                events += found.standsForEvent() ? 1 : 0;
                visitor.record(found);
                at += record;
                continue;
            }
            int gapEnd = gapEnd(at, end);
            boolean left = isLeftByAnEngine(at, gapEnd);
            gaps |= !left || !isZero(at, gapEnd);
            if (!left) {
                visitor.damage((gapEnd - at) + " bytes from byte " + (SegmentFile.RECORDS_AT + at) + " on are damaged");
            }
            at = gapEnd;
        }
        if (header.isComplete() && !gaps && events < header.events()) {
            visitor.damage((header.events() - events) + " of " + header.events() + " events are missing");
        }
    }

    private int published(int at) {
        if (at + Segment.HEADER > array.length) {
            return 0;
        }
        int record = bytes.getInt(at);
        if (record < Segment.HEADER || record > array.length - at) {
            return 0;
        }
        int message = Checksum.ofMessage(array, at + Segment.HEADER, record - Segment.HEADER);
        int check = Checksum.ofRecord(
                message, header.number(), at, record, bytes.getInt(at + META), bytes.getLong(at + MILLIS));
        return check == bytes.getInt(at + CRC) ? Segment.align(record) : 0;
    }

    private SpoolRecord record(int at) {
        int meta = bytes.getInt(at + META);
        byte[] message = new byte[bytes.getInt(at) - Segment.HEADER];
        System.arraycopy(array, at + Segment.HEADER, message, 0, message.length);
        Severity severity = Severity.ofCode(meta >>> 8 & 0x7);
        return new SpoolRecord(bytes.getLong(at + MILLIS), severity, (meta & 1) != 0, message);
    }

    private int gapEnd(int from, int end) {
        int at = from + Segment.ALIGNMENT;
        while (at < end && published(at) == 0) {
            at += Segment.ALIGNMENT;
        }
        return Math.min(at, end);
    }

    /** Whether a stretch is what void claims, unfinished claims and claims that were never begun look like. */
    private boolean isLeftByAnEngine(int from, int to) {
        int at = from;
        while (at < to) {
            int state = to - at < Integer.BYTES ? 0 : bytes.getInt(at);
            int claimed = state < 0 ? -state : state & ~Segment.VOID;
            if (state == 0) {
                if (!isZero(at, Math.min(at + Segment.ALIGNMENT, to))) {
                    return false;
                }
                claimed = Segment.ALIGNMENT;
            } else if (state > 0 && (state & Segment.VOID) == 0) {
                return false;
            }
            if (claimed < Segment.ALIGNMENT || claimed > to - at) {
                return false;
            }
            at += Segment.align(claimed);
        }
        return true;
    }

    private boolean isZero(int from, int to) {
        for (int i = from; i < to; i++) {
            if (array[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
