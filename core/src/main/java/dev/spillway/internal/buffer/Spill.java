package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Segments on disk, as long as the disk works and has room for them; else segments in memory. Loggers only take what lies
 * ready; files are made, wiped, forced and deleted by {@link #maintain}, on the helper's thread.
 */
final class Spill implements SegmentSupply, SpillStatus {
    /** Segments that lie ready: enough for what is logged until the helper has made another. */
    private static final int AHEAD = 2;

    private static final int SHARES = 32;

    private final Disk disk;
    private final SpillSettings settings;
    private final SpillDirectory directory;
    private final MemorySupply memory;
    private final Reporter reporter;
    private final int fileBytes;

    private final Queue<Memory> ready = new ConcurrentLinkedQueue<>();
    private final Queue<LiveSegment> used = new ConcurrentLinkedQueue<>();
    private final Queue<StoredSegment> read = new ConcurrentLinkedQueue<>();
    private final Set<SegmentFile> inUse = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesOnDisk = new AtomicLong();
    /** Released, but with a logger that may still write to them; the pump's. */
    private final List<LiveSegment> unsettled = new ArrayList<>();

    /** Deleted files whose blocks the JVM's mapping still holds; the helper's. */
    private final Set<Reference<?>> mapped = new HashSet<>();

    private final ReferenceQueue<Object> unmapped = new ReferenceQueue<>();

    /** Keeps {@link #maintain} and {@link #close} apart; no logger and no pump takes it but to close. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable String trouble;
    private long nextFile;

    Spill(SpillOwner owner, SpillDirectory directory, MemorySupply memory, int maxMessageSize) {
        this.disk = owner.disk();
        this.settings = owner.settings();
        this.reporter = owner.reporter();
        this.directory = directory;
        this.memory = memory;
        long share = Math.max(settings.limitBytes() / SHARES, Buffer.MIN_SEGMENT);
        long largest = SegmentFile.RECORDS_AT + (long) Segment.sizeOf(maxMessageSize);
        this.fileBytes = (int) Math.max(Math.min(share, Tail.MAX_CAPACITY), largest) & -Segment.ALIGNMENT;
        this.nextFile = owner.startMillis() << 16;
        for (StoredSegment segment : directory.backlog()) {
            bytesOnDisk.addAndGet(segment.fileBytes());
        }
    }

    // For loggers.

    @Override
    public @Nullable Memory take() {
        Memory onDisk = ready.poll();
        if (onDisk == null) {
            return memory.take();
        }
        if (onDisk.file() != null) {
            inUse.add(onDisk.file());
        }
        return onDisk;
    }

    @Override
    public void giveBack(Memory taken) {
        if (taken.file() == null) {
            memory.giveBack(taken);
            return;
        }
        inUse.remove(taken.file());
        ready.add(taken);
    }

    // For the pump.

    @Override
    public void release(LiveSegment segment) {
        if (segment.memory().file() == null) {
            memory.release(segment);
        } else {
            unsettled.add(segment);
        }
        settle();
    }

    @Override
    public void settle() {
        memory.settle();
        if (!unsettled.isEmpty()) {
            unsettled.removeIf(this::retire);
        }
    }

    private boolean retire(LiveSegment segment) {
        if (!segment.isSettled()) {
            return false;
        }
        if (segment.memory().file() != null) {
            inUse.remove(segment.memory().file());
        }
        used.add(segment);
        return true;
    }

    /** Takes back a segment of an earlier process that has been delivered. */
    void release(StoredSegment segment) {
        read.add(segment);
    }

    @Override
    public boolean isExhausted() {
        return ready.isEmpty() && used.isEmpty() && !mayGrow() && memory.isExhausted();
    }

    private boolean mayGrow() {
        return trouble == null && bytesOnDisk.get() + fileBytes <= settings.limitBytes();
    }

    @Override
    public int largestRecord() {
        return Math.min(memory.largestRecord(), fileBytes - SegmentFile.RECORDS_AT);
    }

    @Override
    public long limitBytes() {
        long onDisk = trouble == null ? settings.limitBytes() : bytesOnDisk.get();
        return onDisk + memory.limitBytes();
    }

    @Override
    public boolean needsMaintenance() {
        return !used.isEmpty() || !read.isEmpty() || (ready.size() < AHEAD && (mayGrow() || trouble != null));
    }

    @Override
    public @Nullable Duration syncInterval() {
        return settings.syncInterval();
    }

    @Override
    public long bytesOnDisk() {
        return bytesOnDisk.get();
    }

    @Override
    public @Nullable String trouble() {
        return trouble;
    }

    // For the helper.

    @Override
    public void maintain() {
        lock.lock();
        try {
            countUnmapped();
            deleteRead();
            wipeUsed();
            fill();
        } finally {
            lock.unlock();
        }
    }

    private void wipeUsed() {
        LiveSegment segment = used.poll();
        while (segment != null) {
            wipe(segment);
            segment = used.poll();
        }
    }

    private void fill() {
        while (ready.size() < AHEAD && bytesOnDisk.get() + fileBytes <= settings.limitBytes()) {
            if (!make()) {
                return;
            }
        }
    }

    private void deleteRead() {
        StoredSegment segment = read.poll();
        while (segment != null) {
            segment.close();
            try {
                disk.delete(segment.path());
                bytesOnDisk.addAndGet(-segment.fileBytes());
                directory.delivered(segment);
            } catch (IOException e) {
                inTrouble("cannot delete " + segment.path(), e);
            }
            segment = read.poll();
        }
    }

    private void wipe(LiveSegment segment) {
        SegmentFile file = segment.memory().file();
        if (file == null) {
            return;
        }
        try {
            if (segment.isBroken() || ready.size() >= AHEAD + 1) {
                delete(file);
                return;
            }
            file.wipe(segment.end());
            ready.add(segment.memory());
        } catch (IOException e) {
            inTrouble("cannot write to " + file.path(), e);
            bytesOnDisk.addAndGet(-fileBytes);
            file.close();
        }
    }

    /** The blocks are free only once the JVM has unmapped them, so they count until then. */
    private void delete(SegmentFile file) throws IOException {
        file.close();
        disk.delete(file.path());
        mapped.add(file.whenUnmapped(unmapped));
    }

    private void countUnmapped() {
        for (Reference<?> gone = unmapped.poll(); gone != null; gone = unmapped.poll()) {
            mapped.remove(gone);
            bytesOnDisk.addAndGet(-fileBytes);
        }
    }

    private boolean make() {
        try {
            Slot slot = directory.slot();
            long free = disk.usableBytes(settings.directory()) - fileBytes;
            if (free < settings.minFreeBytes()) {
                throw new IOException(
                        "only " + free + " bytes would be left free, and minFreeSpace is " + settings.minFreeBytes());
            }
            Path path = slot.newSegment(nextFile++);
            SegmentFile file = SegmentFile.create(disk, slot, path, fileBytes);
            if (settings.syncInterval() != null) {
                disk.force(slot.directory());
            }
            bytesOnDisk.addAndGet(fileBytes);
            ready.add(Memory.of(file));
            outOfTrouble();
            return true;
        } catch (IOException e) {
            inTrouble("spillDirectory " + settings.directory() + " cannot be used", e);
            return false;
        }
    }

    @Override
    public void force() {
        for (SegmentFile file : inUse) {
            try {
                file.force();
            } catch (IOException e) {
                // What the kernel could not write it forgets; only a new file can be trusted from now on.
                file.sealUser();
                reporter.error("a sync of " + file.path() + " failed: " + e.getMessage()
                        + "; its events may not survive a loss of power, and a new file is used from now on");
            }
        }
    }

    /** Begins without a directory. */
    void startInTrouble(IOException e) {
        inTrouble("spillDirectory " + settings.directory() + " cannot be used", e);
    }

    private void inTrouble(String what, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (trouble == null) {
            reporter.error(what + ": " + why
                    + "; until that is mended events are kept in memory, which does not survive" + " the process");
        }
        trouble = what + ": " + why;
    }

    private void outOfTrouble() {
        if (trouble != null) {
            trouble = null;
            reporter.info("spillDirectory " + settings.directory() + " is in use again");
        }
    }

    /** Lets go of the directory; what is not delivered stays there for the next start. */
    void close(boolean everythingDelivered) {
        lock.lock();
        try {
            deleteRead();
            for (Memory unused : ready) {
                if (unused.file() != null) {
                    unused.file().close();
                }
            }
            inUse.forEach(SegmentFile::close);
            directory.close(everythingDelivered);
        } finally {
            lock.unlock();
        }
    }
}
