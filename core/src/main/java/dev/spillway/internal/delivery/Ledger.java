package dev.spillway.internal.delivery;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.DropStore;
import dev.spillway.internal.buffer.SpillStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The books, in events. What loggers count may be counted by many threads at once. What the pump takes out of the
 * buffer it counts between {@link #begin} and {@link #end}, so that a reader can tell a moment at which delivered and
 * pending belong together.
 */
public final class Ledger {
    /** How often the books are read again at once, and then after a pause, while the pump makes entries. */
    private static final int TRIES = 1_000;

    private static final int LATER_TRIES = 10_000;
    private static final long PAUSE_NANOS = 100_000L;

    private final LongAdder accepted = new LongAdder();
    private final AtomicLong recovered = new AtomicLong();
    private final LongAdder ignored = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

    // Written by the pump's thread alone.
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong replayed = new AtomicLong();
    private volatile boolean closed;
    private volatile @Nullable DropStore store;

    /** New books, all zero. */
    public Ledger() {
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    /** What the books say at one moment. */
    public record Balance(
            long accepted,
            long recovered,
            long delivered,
            long read,
            long pending,
            long pendingInMemory,
            Map<DropReason, Long> dropped,
            long ignored,
            long replayed) {}

    /** Counts an event that was logged. */
    public void accept() {
        accepted.increment();
    }

    /** Events that were logged so far. */
    public long acceptedSoFar() {
        return accepted.sum();
    }

    /** Counts events that earlier processes left behind. */
    public void recover(long events) {
        recovered.addAndGet(events);
    }

    /** Counts an event of an engine's own thread. */
    public void ignore() {
        ignored.increment();
    }

    /** Counts an event that is given up before it is in the buffer. */
    public void drop(DropReason reason) {
        drop(reason, 1);
    }

    private void drop(DropReason reason, long events) {
        adder(reason).add(events);
        DropStore disk = store;
        if (disk != null) {
            disk.countDrops(reason, events);
        }
    }

    /** Has drops noted where they outlive the process. */
    void noteDropsIn(Buffer buffer) {
        SpillStatus spill = buffer.spill();
        store = spill == null ? null : spill.drops();
    }

    private LongAdder adder(DropReason reason) {
        LongAdder adder = dropped.get(reason);
        if (adder == null) {
            throw new IllegalStateException("no adder for " + reason);
        }
        return adder;
    }

    /** Events dropped so far for a reason. */
    long dropped(DropReason reason) {
        return adder(reason).sum();
    }

    // For the pump.

    void begin() {
        version.incrementAndGet();
    }

    void end() {
        version.incrementAndGet();
    }

    /** @param wasRead whether the endpoint has said so, in whatever way */
    void deliver(long events, boolean wasRead) {
        delivered.addAndGet(events);
        if (wasRead) {
            read.addAndGet(events);
        }
    }

    void damaged(long events) {
        if (events > 0) {
            drop(DropReason.DAMAGED, events);
        }
    }

    void replay() {
        replayed.incrementAndGet();
    }

    /** From now on nothing leaves the buffer; what is still there, but not on disk, counts as dropped. */
    void close() {
        begin();
        closed = true;
        end();
    }

    /** The balance at a moment at which the pump did not move; may wait for one, for about a second at most. */
    public Balance balance(Buffer buffer) {
        Balance balance = read(buffer);
        for (int i = 0; i < TRIES + LATER_TRIES; i++) {
            long before = version.get();
            balance = read(buffer);
            if ((before & 1) == 0 && before == version.get()) {
                return balance;
            }
            if (i < TRIES) {
                Thread.onSpinWait();
            } else {
                // The system may have taken the processor from the pump.
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
        return balance;
    }

    private Balance read(Buffer buffer) {
        Buffer.Pending pending = buffer.pending();
        long pendingInMemory = pending.inMemory();
        Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        dropped.forEach((reason, count) -> drops.put(reason, count.sum()));
        if (closed) {
            drops.merge(DropReason.CLOSED, pendingInMemory, Long::sum);
            pendingInMemory = 0;
        }
        drops.values().removeIf(count -> count == 0);
        return new Balance(
                accepted.sum(),
                recovered.get(),
                delivered.get(),
                read.get(),
                pendingInMemory + pending.onDisk(),
                pendingInMemory,
                drops,
                ignored.sum(),
                replayed.get());
    }
}
