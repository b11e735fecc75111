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
 * <p><i>Lives.</i> A segment is used again and again. {@link #link} holds the successor; before there is one it holds a
 * {@link Life} made for this use alone, so that a logger which slept through a release cannot extend the chain at a
 * segment that has since moved to another place in it. Before a use is opened and after it is over the tail is sealed.
 */
final class Segment {
    static final int HEADER = 16;
    static final int ALIGNMENT = 8;
    private static final int META = 4;
    private static final int MILLIS = 8;
    private static final int VOID = 0x4000_0000;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle TAIL = handle("tail", long.class);
    private static final VarHandle LINK = handle("link", Object.class);
    private static final VarHandle LOST = handle("lost", long.class);

    private static final byte[] ZEROS = new byte[16 * 1024];
    private static final Object DETACHED = new Object();

    private final ByteBuffer bytes;
    private final int capacity;

    /** Which segment of the buffer's endless sequence this is now. */
    private volatile long number;

    private volatile long tail = Tail.CLOSED;
    private volatile Object link = DETACHED;

    /** Claims of this life that were voided and given up by their loggers: records, and events in the upper half. */
    private volatile long lost;

    /** One use of a segment. */
    private record Life(long number) {}

    Segment(int capacity) {
        this.bytes = ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
        this.capacity = capacity;
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

    /** What stands at the end of this life: a segment, or the token to pass to {@link #extend}. */
    Object link() {
        return link;
    }

    /** Makes {@code next} the successor, if {@code seen} is still what stands at the end of this life. */
    boolean extend(Object seen, Segment next) {
        return seen instanceof Life && LINK.compareAndSet(this, seen, next);
    }

    /** The successor; null if there is none. */
    @Nullable Segment next() {
        return link instanceof Segment next ? next : null;
    }

    /** Begins a life, as yet closed to claims. Only for the thread that took the segment out of use. */
    void prepare(long newNumber) {
        number = newNumber;
        tail = Tail.FRESH;
        link = new Life(newNumber);
    }

    /** Opens a prepared segment that is linked; does nothing if somebody else did. */
    void open() {
        TAIL.compareAndSet(this, Tail.FRESH, Tail.EMPTY);
    }

    /** Ends a life whose records are all settled, and wipes it. */
    void recycle() {
        long end = Tail.offset(tail);
        retract();
        for (int at = 0; at < end; at += ZEROS.length) {
            bytes.put(at, ZEROS, 0, (int) Math.min(ZEROS.length, end - at));
        }
        lost = 0;
    }

    /** Takes back a prepared segment that was not linked. */
    void retract() {
        link = DETACHED;
        tail = Tail.CLOSED;
    }

    // For the reader.

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

    /** Events of this life, voided claims left out. */
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
