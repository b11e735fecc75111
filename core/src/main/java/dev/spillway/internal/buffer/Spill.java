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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Segments on disk, as long as the disk works and has room for them; else segments in memory. Loggers only take what lies
 * ready; files are made, wiped, forced and deleted by {@link #maintain}, on the helper's thread, which also writes to
 * disk what had to wait in memory.
 */
final class Spill implements SegmentSupply, SpillStatus {
    /** Segments that lie ready: enough for what is logged until the helper has made another. */
    private static final int AHEAD = 2;

    /**
     * Segments kept once they are used up; more where the disk has no room for as many, since the blocks of a deleted one
     * are free only after the JVM has unmapped it, which may be never. As many lie ready in a process whose loggers once
     * were faster than the helper.
     */
    private static final int SPARE = 8;

    /** How often files in use are looked at. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    /** How long the end of a process is held up by the disk. */
    private static final long LAST_WORDS_NANOS = 200_000_000L;

    private final SpillSettings settings;
    private final SpillDirectory directory;
    private final SegmentFiles files;
    private final MemorySupply memory;
    private final MemoryRescue rescue;
    private final LongSupplier nanos;
    private final Reporter reporter;
    private final DiskTrouble trouble;

    private final Queue<Memory> ready = new ConcurrentLinkedQueue<>();
    private final Queue<LiveSegment> used = new ConcurrentLinkedQueue<>();
    private final Queue<StoredSegment> read = new ConcurrentLinkedQueue<>();
    private final FilesInUse inUse = new FilesInUse();
    private final BacklogSync backlogSync;

    /** Released, but with a logger that may still write to them; the pump's. */
    private final List<LiveSegment> unsettled = new ArrayList<>();

    /** Keeps {@link #maintain} and {@link #close} apart; no logger and no pump takes it but to close. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile int ahead = AHEAD;
    /** Whether a logger found nothing ready though there was nothing wrong with the disk. */
    private volatile boolean lagged;

    private volatile boolean closed;
    private long lookedNanos;

    Spill(SpillOwner owner, SpillDirectory directory, MemorySupply memory, int maxMessageSize) {
        this.settings = owner.settings();
        this.nanos = owner.nanos();
        this.lookedNanos = nanos.getAsLong();
        this.reporter = owner.reporter();
        this.trouble = new DiskTrouble(settings.directory(), nanos, reporter);
        this.directory = directory;
        this.files = new SegmentFiles(owner, directory, maxMessageSize);
        this.memory = memory;
        this.rescue = new MemoryRescue(files, nanos);
        this.backlogSync = new BacklogSync(owner.disk(), directory.backlog(), reporter);
    }

    // For loggers.

    @Override
    public @Nullable Memory take() {
        Memory onDisk = ready.poll();
        if (onDisk == null) {
            lagged = mayGrow();
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

    /** Notes that a segment is in use. */
    void begun(LiveSegment segment) {
        if (segment.isInMemory()) {
            rescue.begun(segment);
        }
    }

    // For the pump.

    @Override
    public void release(LiveSegment segment) {
        rescue.over(segment);
        if (segment.isInMemory()) {
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

    @Override
    public DropStore drops() {
        return directory;
    }

    /** Takes back a segment of an earlier process that has been delivered. */
    void release(StoredSegment segment) {
        read.add(segment);
    }

    /** Whether the disk works and has room for what is logged next. */
    boolean isReady() {
        return trouble.isOver() && ready.size() >= AHEAD;
    }

    @Override
    public boolean isExhausted() {
        return ready.isEmpty() && used.isEmpty() && read.isEmpty() && !mayGrow() && memory.isExhausted();
    }

    private boolean mayGrow() {
        return trouble.isOver() && files.mayGrow();
    }

    @Override
    public int largestRecord() {
        return Math.min(memory.largestRecord(), files.fileBytes() - SegmentFile.RECORDS_AT);
    }

    @Override
    public long limitBytes() {
        long taken = files.bytesOnDisk();
        // More than the limit is in use after several processes have left their slots; memory stays of use then.
        long onDisk = trouble.isOver() ? Math.max(settings.limitBytes(), taken) : taken;
        return onDisk + memory.limitBytes();
    }

    @Override
    public boolean needsMaintenance() {
        return !trouble.isOver()
                || !used.isEmpty()
                || !read.isEmpty()
                || inUse.hasSettled()
                || rescue.hasNeedless()
                || (ready.size() < ahead && mayGrow());
    }

    @Override
    public boolean needsLook() {
        return rescue.isNeeded() || inUse.hasNews();
    }

    @Override
    public @Nullable Duration syncInterval() {
        return settings.syncInterval();
    }

    @Override
    public long bytesOnDisk() {
        return files.bytesOnDisk();
    }

    @Override
    public @Nullable String trouble() {
        return trouble.what();
    }

    // For the helper.

    /** Makes the first segment ready, so that the first event is crash-proof; the rest is the helper's. */
    void begin() {
        lock.lock();
        try {
            if (files.mayGrow()) {
                ready.add(Memory.of(files.make()));
            }
        } catch (IOException e) {
            trouble.begins(e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void maintain() {
        lock.lock();
        try {
            if (!closed) {
                files.collect();
                inUse.complete();
                look();
                forgetVanished();
                deleteRead();
                rescue.deleteNeedless();
                wipeUsed();
                fill();
                rescue.write(AHEAD);
                trouble.ends();
            }
        } catch (IOException e) {
            trouble.begins(e);
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        long now = nanos.getAsLong();
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            inUse.look(files, rescue, reporter);
        }
    }

    /** Files that somebody deleted would take events that no later start can find. */
    private void forgetVanished() {
        Set<Path> there = new HashSet<>();
        for (Memory unused : List.copyOf(ready)) {
            SegmentFile file = unused.file();
            if (file != null && !files.isThere(file, there) && ready.remove(unused)) {
                files.forget(file);
            }
        }
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
        boolean usable = !segment.isBroken() && !file.isUnforceable() && files.isThere(file);
        if (!usable || (ready.size() >= SPARE && files.isRoomFor(SPARE))) {
            files.delete(file);
            return;
        }
        try {
            file.wipe(segment.end());
            ready.add(segment.memory());
        } catch (IOException e) {
            // Half of it may be wiped: of no use to anybody.
            files.delete(file);
            throw new IOException("cannot write to " + file.path() + ": " + DiskTrouble.why(e), e);
        }
    }

    private void fill() throws IOException {
        if (lagged) {
            lagged = false;
            ahead = Math.min(2 * ahead, SPARE);
        }
        try {
            while (ready.size() < ahead && files.mayGrow()) {
                ready.add(Memory.of(files.make()));
            }
        } catch (IOException e) {
            ahead = AHEAD;
            if (ready.size() < ahead) {
                throw e;
            }
        }
    }

    private void deleteRead() throws IOException {
        for (StoredSegment segment = read.peek(); segment != null; segment = read.peek()) {
            if (!files.delete(segment)) {
                reporter.error(segment.path() + " could not be read to its end; it is kept beside, and what it still"
                        + " held counts as damaged");
            }
            read.poll();
        }
    }

    @Override
    public void force() {
        if (settings.syncInterval() != null) {
            inUse.force(reporter);
            backlogSync.force();
        }
    }

    /** Begins without a directory. */
    void startInTrouble(IOException e) {
        trouble.begins(e);
    }

    // For the end.

    /** Writes to disk, as far as it lets us, what is in memory alone. */
    void makeLasting() {
        lock.lock();
        try {
            if (!closed) {
                files.collect();
                rescue.writeAll(nanos.getAsLong() + LAST_WORDS_NANOS);
            }
        } catch (IOException e) {
            // What is in memory ends with the process, and counts as dropped.
        } finally {
            lock.unlock();
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
                rescue.allOver();
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

    private void deleteAll(Set<SegmentFile> needless) {
        try {
            deleteRead();
            files.deleteSpoilt();
            rescue.deleteNeedless();
            for (SegmentFile file : needless) {
                files.delete(file);
            }
        } catch (IOException e) {
            // The next start deletes what it finds used up.
        }
    }
}
