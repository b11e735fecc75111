package dev.spillway.internal.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A segment in memory, or in a mapped file, that many loggers append to at once, without locks, and that is released as
 * a whole.
 *
 * <p><i>Claims.</i> One compare-and-set of {@link #tail} claims a range and counts its record and event. The logger
 * writes the state as claimed, copies, and publishes, each by compare-and-set, so that the reader may void a claim that
 * hangs: the logger then fails, and appends again elsewhere. A logger that stops between its claim and its first write
 * leaves zeros, which the reader voids eight bytes at a time up to the next state that is not zero.
 *
 * <p><i>Lives.</i> A segment is used once; the memory under it is used again and again. So a logger that slept through a
 * release still holds the segment that is over, which is sealed for ever, and can neither claim in the memory's next use
 * nor extend or turn back the chain.
 *
 * <p><i>Broken.</i> The pages of a mapped file can vanish, if somebody truncates it or the disk fails. The JVM reports
 * that as an {@link InternalError}; the segment is then given up, and what was in it counts as damaged.
 */
final class LiveSegment implements Segment {
    private static final int META = 4;
    private static final int MILLIS = 8;
    private static final int CRC = 16;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle TAIL = handle("tail", long.class);
    private static final VarHandle NEXT = handle("next", LiveSegment.class);
    private static final VarHandle LOST = handle("lost", long.class);
    private static final VarHandle COPY = handle("copy", SegmentCopy.class);

    private final Memory memory;
    private final ByteBuffer bytes;
    private final @Nullable SegmentFile file;
    private final int capacity;
    private final long number;
    private final long base;
    private final boolean checked;

    private volatile long tail = Tail.EMPTY;

    /** The successor; the segment itself once it is over. */
    private volatile @Nullable LiveSegment next;

    private volatile boolean broken;
    private volatile boolean orphaned;
    private volatile boolean settled;

    /** Claims that were voided and given up by their loggers: records, and events in the upper half. */
    private volatile long lost;

    /** Where it was written to, if it is in memory or has lost its file. */
    private volatile @Nullable SegmentCopy copy;

    /**
     * A segment.
     *
     * @param memory for this segment alone until it is over
     * @param checked whether records get their check, for they are on disk or may come there
     */
    LiveSegment(Memory memory, long number, long base, boolean checked) {
        this.memory = memory;
        this.bytes = memory.bytes();
        this.file = memory.file();
        this.capacity = bytes.capacity();
        this.number = number;
        this.base = base;
        this.checked = checked;
        if (file != null) {
            begin(file);
        }
    }

    private void begin(SegmentFile mapped) {
        try {
            mapped.usedBy(this);
            mapped.writeStart(number);
        } catch (InternalError e) {
            giveUp(e);
        }
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(LiveSegment.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public long number() {
        return number;
    }

    long tail() {
        return tail;
    }

    int capacity() {
        return capacity;
    }

    Memory memory() {
        return memory;
    }

    // For loggers.

    /** Claims {@code size} bytes; {@code seen} is the tail that this claim is based on. */
    boolean claim(long seen, int size, boolean last) {
        return TAIL.compareAndSet(this, seen, Tail.claim(seen, size, last));
    }

    boolean fits(long seen, int size) {
        return Tail.offset(seen) + size <= capacity;
    }

    void seal(long seen) {
        TAIL.compareAndSet(this, seen, Tail.seal(seen));
    }

    /** Seals the segment, so that loggers go on to the next one. */
    void sealNow() {
        long seen = tail;
        while (!Tail.isSealed(seen) && !TAIL.compareAndSet(this, seen, Tail.seal(seen))) {
            seen = tail;
        }
    }

    /** Copies a message into the range claimed at {@code at}; false if it has to be appended elsewhere. */
    boolean write(int at, byte[] message, int offset, int length, int meta, long epochMillis, int messageCrc) {
        try {
            int record = HEADER + length;
            if (INT.compareAndSet(bytes, at, 0, -record)) {
                bytes.putInt(at + META, meta);
                bytes.putLong(at + MILLIS, epochMillis);
                if (checked) {
                    bytes.putInt(at + CRC, Checksum.ofRecord(messageCrc, number, at, record, meta, epochMillis));
                }
                bytes.put(at + HEADER, message, offset, length);
                if (INT.compareAndSet(bytes, at, -record, record)) {
                    return true;
                }
            }
        } catch (InternalError e) {
            giveUp(e);
        }
        LOST.getAndAdd(this, 1L | ((long) (meta & 1) << 32));
        return false;
    }

    private void giveUp(InternalError e) {
        if (file == null) {
            throw e;
        }
        giveUp();
    }

    /** Counts everything that is not delivered as damaged. */
    void giveUp() {
        broken = true;
        sealNow();
    }

    /** Counts as in memory from now on, until it is copied, as its file has no name any more. */
    void loseFile() {
        orphaned = true;
        sealNow();
    }

    /** Makes {@code successor} the next segment, if there is none yet. */
    boolean extend(LiveSegment successor) {
        return NEXT.compareAndSet(this, null, successor);
    }

    @Override
    public @Nullable LiveSegment next() {
        LiveSegment successor = next;
        return successor == this ? null : successor;
    }

    /** Whether this segment is over and no longer part of the chain. */
    boolean isOver() {
        return next == this;
    }

    // For the reader.

    /** Takes this segment, which has a successor, out of the chain. */
    void leave() {
        // Also lets the garbage collector take old segments one by one instead of as a chain.
        next = this;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public long eventsBefore() {
        return 0;
    }

    @Override
    public int end() {
        return Tail.offset(tail);
    }

    @Override
    public boolean isComplete() {
        return Tail.isSealed(tail);
    }

    @Override
    public @Nullable Slot slot() {
        if (file != null && !orphaned) {
            return file.slot();
        }
        SegmentCopy written = copy;
        return written == null ? null : written.slot();
    }

    private int state(int at) {
        try {
            return broken ? 0 : (int) INT.getAcquire(bytes, at);
        } catch (InternalError e) {
            giveUp(e);
            return 0;
        }
    }

    @Override
    public int published(int at) {
        int state = state(at);
        return state <= 0 || (state & VOID) != 0 ? 0 : Segment.align(state);
    }

    @Override
    public int voided(int at) {
        if (broken) {
            return end() - at;
        }
        int state = state(at);
        return state > 0 && (state & VOID) != 0 ? Segment.align(state & ~VOID) : 0;
    }

    @Override
    public void voidClaim(int at) {
        int state = state(at);
        if (broken) {
            return;
        }
        if (state < 0) {
            INT.compareAndSet(bytes, at, state, -state | VOID);
            return;
        }
        int hole = at;
        int end = end();
        while (hole < end && INT.compareAndSet(bytes, hole, 0, ALIGNMENT | VOID)) {
            hole += ALIGNMENT;
        }
    }

    @Override
    public int messageLength(int at) {
        return state(at) - HEADER;
    }

    @Override
    public int meta(int at) {
        try {
            return broken ? 0 : bytes.getInt(at + META);
        } catch (InternalError e) {
            giveUp(e);
            return 0;
        }
    }

    @Override
    public long epochMillis(int at) {
        try {
            return broken ? 0 : bytes.getLong(at + MILLIS);
        } catch (InternalError e) {
            giveUp(e);
            return 0;
        }
    }

    @Override
    public void copy(int at, int from, byte[] target, int to, int length) {
        try {
            bytes.get(at + HEADER + from, target, to, length);
        } catch (InternalError e) {
            giveUp(e);
            throw e;
        }
    }

    @Override
    public long events() {
        return Tail.events(tail) - (lost >>> 32);
    }

    boolean isBroken() {
        return broken;
    }

    /** Spares {@link #isSettled} the same way through memory that the processor's caches have forgotten. */
    @Override
    public void passed(int records) {
        if (records + (lost & 0xFFFF_FFFFL) == Tail.records(tail)) {
            settled = true;
        }
    }

    /** Whether no logger can write here any more: the segment is sealed and every claim was published or given up. */
    boolean isSettled() {
        long seen = tail;
        if (broken || settled || !Tail.isSealed(seen)) {
            return broken || settled;
        }
        long publishedRecords = 0;
        for (int at = 0; at < Tail.offset(seen); ) {
            int size = published(at);
            if (size > 0) {
                publishedRecords++;
            } else {
                size = voided(at);
            }
            if (size <= 0) {
                return broken;
            }
            at += size;
        }
        return publishedRecords + (lost & 0xFFFF_FFFFL) == Tail.records(seen);
    }

    // For whoever writes it to disk, if it is in memory.

    boolean isInMemory() {
        return file == null;
    }

    /** Voids what loggers have claimed and not published; returns the events that are published. */
    long settleNow() {
        long published = 0;
        for (int at = 0; at < end(); ) {
            int size = published(at);
            if (size > 0) {
                published += meta(at) & 1;
            } else {
                size = voided(at);
            }
            if (size == 0) {
                voidClaim(at);
            }
            at += size;
        }
        return published;
    }

    /** All records, for one reader. */
    ByteBuffer records() {
        return bytes.slice(0, end());
    }

    /** Says where it was written to. */
    void copiedTo(SegmentCopy written) {
        copy = written;
    }

    boolean isCopied() {
        return copy != null;
    }

    /** The file to which it was written, for the one who deletes it; null if there is none. */
    @Nullable SegmentCopy takeCopy() {
        return (SegmentCopy) COPY.getAndSet(this, null);
    }
}
