package dev.spillway.internal.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the buffer that many loggers append to at once, without locks, and that is released as a whole.
 *
 * <p>A record begins at a multiple of 8 and looks like this, in native byte order:
 *
 * <pre>
 *   0        4        8                16
 *   +--------+--------+----------------+------------- - -
 *   | state  |  meta  |  epoch millis  |  message
 *   +--------+--------+----------------+------------- - -
 *   state  0       nothing here yet
 *          -n      claimed: a logger is copying a record of n bytes (header and message)
 *          n       published: a record of n bytes
 *          n|VOID  n bytes to be skipped
 *   meta   bits 16..31 where structured data begins, 8..15 severity, 0 whether it stands for an event
 * </pre>
 *
 * <p><i>Claims.</i> One compare-and-set of {@link #tail} claims a range and counts its record and event. The logger
 * writes the state as claimed, copies, and publishes, each by compare-and-set, so that the reader may void a claim that
 * hangs: the logger then fails, and appends again elsewhere. A logger that stops between its claim and its first write
 * leaves zeros, which the reader voids eight bytes at a time up to the next state that is not zero.
 *
 * <p><i>Lives.</i> A segment is used once; the memory under it is used again and again. So a logger that slept through a
 * release still holds the segment that is over, which is sealed for ever, and can neither claim in the memory's next use
 * nor extend or turn back the chain.
 */
final class Segment {
    static final int HEADER = 16;
    static final int ALIGNMENT = 8;
    private static final int META = 4;
    private static final int MILLIS = 8;
    private static final int VOID = 0x4000_0000;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle TAIL = handle("tail", long.class);
    private static final VarHandle NEXT = handle("next", Segment.class);
    private static final VarHandle LOST = handle("lost", long.class);

    private static final byte[] ZEROS = new byte[16 * 1024];

    private final ByteBuffer bytes;
    private final int capacity;
    /** Which segment of the buffer's endless sequence this is. */
    private final long number;

    private volatile long tail = Tail.EMPTY;

    /** The successor; the segment itself once it is over. */
    private volatile @Nullable Segment next;

    /** Claims that were voided and given up by their loggers: records, and events in the upper half. */
    private volatile long lost;

    /** @param memory all zero, for this segment alone until it is over */
    Segment(ByteBuffer memory, long number) {
        this.bytes = memory;
        this.capacity = memory.capacity();
        this.number = number;
    }

    /** Memory for segments. */
    static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Segment.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How many bytes a message takes with its header and padding. */
    static int sizeOf(int messageLength) {
        return (HEADER + messageLength + ALIGNMENT - 1) & -ALIGNMENT;
    }

    long number() {
        return number;
    }

    long tail() {
        return tail;
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

    /** Copies a message into the range claimed at {@code at}; false if the reader gave the range up meanwhile. */
    boolean write(int at, byte[] message, int offset, int length, int meta, long epochMillis) {
        int record = HEADER + length;
        if (INT.compareAndSet(bytes, at, 0, -record)) {
            bytes.putInt(at + META, meta);
            bytes.putLong(at + MILLIS, epochMillis);
            bytes.put(at + HEADER, message, offset, length);
            if (INT.compareAndSet(bytes, at, -record, record)) {
                return true;
            }
        }
        LOST.getAndAdd(this, 1L | ((long) (meta & 1) << 32));
        return false;
    }

    /** Makes {@code successor} the next segment, if there is none yet. */
    boolean extend(Segment successor) {
        return NEXT.compareAndSet(this, null, successor);
    }

    /** The successor; null if there is none. */
    @Nullable Segment next() {
        Segment successor = next;
        return successor == this ? null : successor;
    }

    /** Whether this segment is over and no longer part of the chain. */
    boolean isOver() {
        return next == this;
    }

    // For the reader.

    /** Takes this segment, which has a successor, out of the chain. */
    void end() {
        // Also lets the garbage collector take old segments one by one instead of as a chain.
        next = this;
    }

    /** The memory of a segment that is settled, wiped for another. */
    ByteBuffer reclaim() {
        int end = Tail.offset(tail);
        for (int at = 0; at < end; at += ZEROS.length) {
            bytes.put(at, ZEROS, 0, Math.min(ZEROS.length, end - at));
        }
        return bytes;
    }

    /** The record's size at {@code at} with padding, if one is published there; otherwise 0 or less. */
    int published(int at) {
        int state = (int) INT.getAcquire(bytes, at);
        return state <= 0 || (state & VOID) != 0 ? 0 : align(state);
    }

    /** How many bytes to skip at {@code at}; 0 for none. */
    int voided(int at) {
        int state = (int) INT.getAcquire(bytes, at);
        return state > 0 && (state & VOID) != 0 ? align(state & ~VOID) : 0;
    }

    /** Gives up the claim that hangs at {@code at}, up to at most {@code end}. */
    void voidClaim(int at, int end) {
        int state = (int) INT.getAcquire(bytes, at);
        if (state < 0) {
            INT.compareAndSet(bytes, at, state, -state | VOID);
            return;
        }
        int hole = at;
        while (hole < end && INT.compareAndSet(bytes, hole, 0, ALIGNMENT | VOID)) {
            hole += ALIGNMENT;
        }
    }

    int messageLength(int at) {
        return (int) INT.getAcquire(bytes, at) - HEADER;
    }

    int meta(int at) {
        return bytes.getInt(at + META);
    }

    long epochMillis(int at) {
        return bytes.getLong(at + MILLIS);
    }

    void copy(int at, int from, byte[] target, int to, int length) {
        bytes.get(at + HEADER + from, target, to, length);
    }

    /** Events, voided claims left out. */
    long events() {
        return Tail.events(tail) - (lost >>> 32);
    }

    /** Whether no logger can write here any more: the segment is sealed and every claim was published or given up. */
    boolean isSettled() {
        long seen = tail;
        if (!Tail.isSealed(seen)) {
            return false;
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
                return false;
            }
            at += size;
        }
        return publishedRecords + (lost & 0xFFFF_FFFFL) == Tail.records(seen);
    }

    private static int align(int size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
