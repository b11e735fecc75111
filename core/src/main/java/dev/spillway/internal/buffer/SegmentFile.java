package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A preallocated file that holds one segment, little-endian; docs/buffer-format.md describes it.
 *
 * <pre>
 *    0  8  "SPILLSEG"
 *    8  4  version, 1
 *   12  4  where records begin, 64
 *   16  8  segment number; 0 while not in use
 *   24  4  check of bytes 0 to 23
 *   32  8  events, once the segment is complete
 *   40  4  end of the last record, counted from where records begin, once complete
 *   44  4  check of the segment number and bytes 32 to 43; does not fit while not complete
 *   48  8  segment number again, in case the first one is damaged
 *   56  4  check of version and bytes 48 to 55
 *   64     records, as {@link Segment} draws them
 * </pre>
 */
final class SegmentFile {
    static final String SUFFIX = ".segment";
    static final int RECORDS_AT = 64;

    private static final long MAGIC = 0x4745534C_4C495053L;
    private static final int VERSION = 1;
    private static final int NUMBER = 16;
    private static final int START_CHECK = 24;
    private static final int EVENTS = 32;
    private static final int END = 40;
    private static final int END_CHECK = 44;
    private static final int SECOND_NUMBER = 48;
    private static final int SECOND_CHECK = 56;
    private static final int PIECE = 64 * 1024;
    /** Direct, as the JDK copies anything else into direct memory of the same size, which each thread then keeps. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE).asReadOnlyBuffer();

    private final Slot slot;
    private final Path path;
    private final DiskFile file;
    private final ByteBuffer mapped;
    private volatile boolean dirty;
    private volatile @Nullable LiveSegment user;
    private volatile boolean unforceable;
    /** Up to where it was written when it was looked at last. */
    private volatile long lookedAt;

    private boolean given;

    private SegmentFile(Slot slot, Path path, DiskFile file, ByteBuffer mapped) {
        this.slot = slot;
        this.path = path;
        this.file = file;
        this.mapped = mapped;
    }

    /** What a segment's header says. */
    record Header(long number, long events, int end) {
        /** A file that was made but not used, or is used up. */
        static final Header BLANK = new Header(0, 0, 0);

        /** Events and end of a segment that was still being written. */
        static final int UNKNOWN = -1;

        boolean isComplete() {
            return end != UNKNOWN;
        }
    }

    /** Makes a file's name last, or fails. */
    interface Naming {
        void force() throws IOException;
    }

    /** Makes a file of real blocks, so that a store to its memory cannot meet a full disk. */
    static SegmentFile create(Disk disk, Slot slot, Path path, int bytes, Naming naming) throws IOException {
        DiskFile file = disk.create(path);
        try {
            wipe(file, bytes);
            // Before it is mapped: the blocks of a mapped file stay in use after it was deleted.
            naming.force();
            return new SegmentFile(slot, path, file, file.map(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException | RuntimeException e) {
            file.close();
            disk.delete(path);
            throw e;
        }
    }

    private static void wipe(DiskFile file, int bytes) throws IOException {
        ByteBuffer zeros = ZEROS.duplicate();
        for (int at = 0; at < bytes; at += zeros.capacity()) {
            zeros.clear().limit(Math.min(zeros.capacity(), bytes - at));
            file.write(zeros, at);
        }
    }

    /** Makes the file as new, up to where it was written. */
    void wipe(int end) throws IOException {
        user = null;
        lookedAt = Tail.EMPTY;
        wipe(file, RECORDS_AT + end);
        dirty = false;
    }

    ByteBuffer records() {
        return mapped.slice(RECORDS_AT, mapped.capacity() - RECORDS_AT).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The file's memory, to be waited for. */
    ByteBuffer mapped() {
        return mapped;
    }

    Slot slot() {
        return slot;
    }

    Path path() {
        return path;
    }

    /** Which segment uses the file; null if none does. */
    @Nullable LiveSegment user() {
        return user;
    }

    /** Says which segment uses the file. */
    void usedBy(LiveSegment segment) {
        user = segment;
    }

    /** Whether something was written since the last {@link #look}. */
    boolean hasNews() {
        LiveSegment segment = user;
        return segment != null && segment.tail() != lookedAt;
    }

    /**
     * Has loggers leave the file if somebody has cut it off or deleted it. By the helper.
     *
     * @param named whether it still has its name
     * @return what happened, as the end of a sentence; null if nothing did, or that was told
     */
    @Nullable String look(boolean named) {
        LiveSegment segment = user;
        if (segment == null || given) {
            return null;
        }
        lookedAt = segment.tail();
        if (isCutOff()) {
            given = true;
            segment.giveUp();
            return "was cut off while it was in use; what it held and was not delivered counts as damaged";
        }
        if (!named) {
            given = true;
            segment.loseFile();
            return "was deleted while it was in use; what it holds is written to another file";
        }
        return null;
    }

    private boolean isCutOff() {
        try {
            return file.size() < mapped.capacity();
        } catch (IOException e) {
            // A disk that does not answer is noticed by those who write to it.
            return false;
        }
    }

    /** Has loggers go on to another file. */
    void sealUser() {
        LiveSegment segment = user;
        if (segment != null) {
            segment.sealNow();
        }
    }

    // Written by loggers, through the memory.

    void writeStart(long number) {
        writeStart(mapped, number);
        dirty = true;
    }

    private static void writeStart(ByteBuffer header, long number) {
        // Checked in a copy: where the pages are gone a checksum over mapped memory would end the JVM.
        ByteBuffer start = ByteBuffer.allocate(START_CHECK).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(MAGIC).putInt(VERSION).putInt(RECORDS_AT).putLong(number);
        header.putLong(0, MAGIC);
        header.putInt(8, VERSION);
        header.putInt(12, RECORDS_AT);
        header.putLong(NUMBER, number);
        header.putInt(START_CHECK, Checksum.of(start.flip()));
        header.putLong(SECOND_NUMBER, number);
        header.putInt(SECOND_CHECK, secondCheck(number));
    }

    // Written by the helper.

    /** Marks its segment, which must be settled, as complete; does nothing if it is over. */
    void writeEnd() throws IOException {
        LiveSegment settled = user;
        if (settled == null || settled.isBroken()) {
            return;
        }
        writeEnd(file, settled.number(), settled.events(), settled.end());
    }

    /** Marks a segment as complete. */
    static void writeEnd(DiskFile file, long number, long events, int end) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RECORDS_AT).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(NUMBER, number);
        writeEnd(header, events, end);
        file.write(header.slice(EVENTS, END_CHECK + Integer.BYTES - EVENTS), EVENTS);
    }

    private static void writeEnd(ByteBuffer header, long events, int end) {
        header.putLong(EVENTS, events);
        header.putInt(END, end);
        header.putInt(END_CHECK, endCheck(header));
    }

    /**
     * Writes a segment that is in memory to a new file, the header last: until then the file holds nothing. What fails
     * leaves the file.
     *
     * @param force whether it has to survive a loss of power
     */
    static void write(Disk disk, Path path, LiveSegment segment, long events, boolean force) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RECORDS_AT).order(ByteOrder.LITTLE_ENDIAN);
        writeStart(header, segment.number());
        writeEnd(header, events, segment.end());
        try (DiskFile file = disk.create(path)) {
            file.write(segment.records(), RECORDS_AT);
            if (force) {
                file.force();
            }
            file.write(header.clear(), 0);
            if (force) {
                file.force();
            }
        }
    }

    private static int endCheck(ByteBuffer header) {
        ByteBuffer checked = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        checked.putLong(header.getLong(NUMBER)).putLong(header.getLong(EVENTS)).putInt(header.getInt(END));
        return Checksum.of(checked.flip());
    }

    /**
     * Makes what was written so far survive a loss of power. After a failure it is not tried again: the kernel has
     * dropped the pages, and a second attempt would succeed without having written them.
     */
    void force() throws IOException {
        if (!unforceable && dirty) {
            try {
                file.force();
            } catch (IOException e) {
                unforceable = true;
                throw e;
            }
        }
    }

    /** Whether a {@link #force} has failed. */
    boolean isUnforceable() {
        return unforceable;
    }

    /** Gives up what loggers have claimed and not published. */
    void giveUpClaims() {
        LiveSegment segment = user;
        if (segment != null) {
            segment.settleNow();
        }
    }

    /** Whether it is full of what loggers have published or given up. */
    boolean isSettled() {
        LiveSegment segment = user;
        return segment != null && segment.isSettled();
    }

    void close() {
        user = null;
        file.close();
    }

    private static int secondCheck(long number) {
        ByteBuffer checked = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        return Checksum.of(checked.putInt(VERSION).putLong(number).flip());
    }

    /**
     * Reads a header.
     *
     * @return null if it is damaged
     * @throws LaterVersionException if it was written by a later version of this library
     * @throws IOException if it cannot be read
     */
    static @Nullable Header readHeader(DiskFile file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(RECORDS_AT).order(ByteOrder.LITTLE_ENDIAN);
        int count = file.read(header, 0);
        if (count < RECORDS_AT || Arrays.equals(header.array(), new byte[RECORDS_AT])) {
            return Header.BLANK;
        }
        long number = number(header);
        if (number <= 0) {
            return holdsRecords(file) ? null : Header.BLANK;
        }
        header.putLong(NUMBER, number);
        boolean complete = header.getInt(END_CHECK) == endCheck(header);
        return complete
                ? new Header(number, header.getLong(EVENTS), header.getInt(END))
                : new Header(number, Header.UNKNOWN, Header.UNKNOWN);
    }

    /** Not so if a process was killed while it wrote the header, as records are written after it. */
    private static boolean holdsRecords(DiskFile file) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (long at = RECORDS_AT; at < file.size(); at += PIECE) {
            file.read(piece.clear(), at);
            if (piece.flip().mismatch(ZEROS.duplicate().clear().limit(piece.limit())) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static long number(ByteBuffer header) throws IOException {
        boolean whole = Checksum.of(header.slice(0, START_CHECK)) == header.getInt(START_CHECK);
        if (whole && header.getLong(0) == MAGIC) {
            if (header.getInt(8) != VERSION || header.getInt(12) != RECORDS_AT) {
                throw new LaterVersionException(header.getInt(8), VERSION);
            }
            return header.getLong(NUMBER);
        }
        long number = header.getLong(SECOND_NUMBER);
        return secondCheck(number) == header.getInt(SECOND_CHECK) ? number : 0;
    }
}
