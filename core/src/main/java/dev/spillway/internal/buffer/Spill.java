package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
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

    /** Segments kept once they are used up: the blocks of a deleted one are free only after the JVM has unmapped it. */
    private static final int SPARE = 8;

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
    private final FilesInUse inUse = new FilesInUse();

    private final AtomicLong bytesOnDisk = new AtomicLong();
    /** Released, but with a logger that may still write to them; the pump's. */
    private final List<LiveSegment> unsettled = new ArrayList<>();

    private final Unmapping unmapping = new Unmapping();

    /** Keeps {@link #maintain} and {@link #close} apart; no logger and no pump takes it but to close. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable String trouble;
    private volatile boolean closed;
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
        inUse.settle();
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
        long taken = bytesOnDisk.get();
        // More than the limit is in use after several processes have left their slots; memory stays of use then.
        long onDisk = trouble == null ? Math.max(settings.limitBytes(), taken) : taken;
        return onDisk + memory.limitBytes();
    }

    @Override
    public boolean needsMaintenance() {
        return trouble != null
                || !used.isEmpty()
                || !read.isEmpty()
                || inUse.hasSettled()
                || (ready.size() < AHEAD && mayGrow());
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
            if (!closed) {
                bytesOnDisk.addAndGet(-(long) fileBytes * unmapping.count());
                inUse.complete();
                forgetVanished();
                deleteRead();
                wipeUsed();
                fill();
                outOfTrouble();
            }
        } catch (IOException e) {
            inTrouble(e);
        } finally {
            lock.unlock();
        }
    }

    /** Files that somebody deleted would take events that no later start can find. */
    private void forgetVanished() {
        Set<Path> there = new HashSet<>();
        for (Memory unused : List.copyOf(ready)) {
            SegmentFile file = unused.file();
            if (file != null && !isThere(file, there) && ready.remove(unused)) {
                file.close();
                unmapping.await(file);
            }
        }
    }

    private boolean isThere(SegmentFile file, Set<Path> there) {
        Path slot = file.slot().directory();
        if (there.isEmpty()) {
            try {
                disk.list(slot).forEach(name -> there.add(slot.resolve(name)));
            } catch (IOException e) {
                return false;
            }
        }
        return there.contains(file.path());
    }

    private void wipeUsed() throws IOException {
        for (LiveSegment segment = used.peek(); segment != null; segment = used.peek()) {
            SegmentFile file = segment.memory().file();
            if (file != null) {
                reuse(segment, file);
            }
            used.poll();
        }
    }

    private void reuse(LiveSegment segment, SegmentFile file) throws IOException {
        boolean usable = !segment.isBroken() && !file.isUnforceable() && isThere(file, new HashSet<>());
        if (!usable || ready.size() >= SPARE) {
            delete(file);
            return;
        }
        try {
            file.wipe(segment.end());
            ready.add(segment.memory());
        } catch (IOException e) {
            // Half of it may be wiped: of no use to anybody.
            delete(file);
            throw new IOException("cannot write to " + file.path() + ": " + why(e), e);
        }
    }

    private void fill() throws IOException {
        while (ready.size() < AHEAD && bytesOnDisk.get() + fileBytes <= settings.limitBytes()) {
            make();
        }
    }

    private void deleteRead() throws IOException {
        for (StoredSegment segment = read.peek(); segment != null; segment = read.peek()) {
            segment.close();
            if (segment.isUnreadable()) {
                setAside(segment);
            } else {
                disk.delete(segment.path());
            }
            bytesOnDisk.addAndGet(-segment.fileBytes());
            directory.delivered(segment);
            read.poll();
        }
    }

    private void setAside(StoredSegment segment) throws IOException {
        if (isNamed(segment.path())) {
            Slot.setAside(disk, segment.path());
            reporter.error(segment.path() + " could not be read to its end; it is kept beside, and what it still held"
                    + " counts as damaged");
        }
    }

    private boolean isNamed(Path path) throws IOException {
        Path parent = path.getParent();
        return parent != null && disk.list(parent).contains(path.getFileName().toString());
    }

    /** The blocks are free only once the JVM has unmapped them, so they count until then. */
    private void delete(SegmentFile file) throws IOException {
        disk.delete(file.path());
        file.close();
        unmapping.await(file);
    }

    private void make() throws IOException {
        Slot slot = directory.slot();
        long free = disk.usableBytes(settings.directory()) - fileBytes;
        if (free < settings.minFreeBytes()) {
            throw new IOException("only " + Math.max(0, free) + " bytes would be left free, and minFreeSpace is "
                    + settings.minFreeBytes());
        }
        SegmentFile file = SegmentFile.create(disk, slot, freePath(slot), fileBytes);
        bytesOnDisk.addAndGet(fileBytes);
        ready.add(Memory.of(file));
        if (settings.syncInterval() != null) {
            disk.force(slot.directory());
        }
    }

    /** Names begin with the time; after the clock was set back some may be in use. */
    private Path freePath(Slot slot) throws IOException {
        List<String> names = disk.list(slot.directory());
        Path path = slot.newSegment(nextFile++);
        while (names.contains(path.getFileName().toString())) {
            path = slot.newSegment(nextFile++);
        }
        return path;
    }

    @Override
    public void force() {
        inUse.force(reporter);
    }

    /** Begins without a directory. */
    void startInTrouble(IOException e) {
        inTrouble(e);
    }

    private void inTrouble(IOException e) {
        String what = "spillDirectory " + settings.directory() + " cannot be used: " + why(e);
        if (trouble == null) {
            reporter.error(
                    what + "; until that is mended events are kept in memory, which does not survive the process");
        }
        trouble = what;
    }

    static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
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
            closed = true;
            Set<SegmentFile> needless = new HashSet<>();
            for (Memory unused = ready.poll(); unused != null; unused = ready.poll()) {
                addFile(unused, needless);
            }
            used.forEach(segment -> addFile(segment.memory(), needless));
            inUse.close();
            if (everythingDelivered) {
                needless.addAll(inUse.all());
            }
            deleteAll(needless);
            directory.close(everythingDelivered);
        } finally {
            lock.unlock();
        }
    }

    private static void addFile(Memory memory, Set<SegmentFile> files) {
        if (memory.file() != null) {
            files.add(memory.file());
        }
    }

    private void deleteAll(Set<SegmentFile> files) {
        try {
            deleteRead();
            for (SegmentFile file : files) {
                delete(file);
            }
        } catch (IOException e) {
            // The next start deletes what it finds used up.
        }
    }
}
