package dev.spillway.internal.buffer;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes and deletes the files of segments, within {@code spillLimit} and {@code minFreeSpace}, and counts their bytes.
 * One thread at a time; what asks without changing anything is for any.
 */
final class SegmentFiles {
    private static final int SHARES = 32;

    private final Disk disk;
    private final SpillSettings settings;
    private final SpillDirectory directory;
    private final int fileBytes;
    private final AtomicLong bytesOnDisk = new AtomicLong();
    private final Disk.Unmapping unmapping;
    /** Copies that could not be made to last, and that the disk would not delete either. */
    private final Queue<SegmentCopy> spoilt = new ArrayDeque<>();

    private long nextFile;

    SegmentFiles(SpillOwner owner, SpillDirectory directory, int maxMessageSize) {
        this.disk = owner.disk();
        this.unmapping = disk.unmapping();
        this.settings = owner.settings();
        this.directory = directory;
        long share = Math.max(settings.limitBytes() / SHARES, Buffer.MIN_SEGMENT);
        long largest = SegmentFile.RECORDS_AT + (long) Segment.sizeOf(maxMessageSize);
        this.fileBytes = (int) Math.max(Math.min(share, Tail.MAX_CAPACITY), largest) & -Segment.ALIGNMENT;
        this.nextFile = owner.startMillis() << 16;
        for (StoredSegment segment : directory.backlog()) {
            bytesOnDisk.addAndGet(segment.fileBytes());
        }
    }

    // For any thread.

    /** The length of a segment's file. */
    int fileBytes() {
        return fileBytes;
    }

    long bytesOnDisk() {
        return bytesOnDisk.get();
    }

    /** Whether one more file is within {@code spillLimit}. */
    boolean mayGrow() {
        return mayGrow(fileBytes);
    }

    private boolean mayGrow(long bytes) {
        return bytesOnDisk.get() + bytes <= settings.limitBytes();
    }

    // For whoever keeps the disk going.

    /** Makes a file for a segment to be. */
    SegmentFile make() throws IOException {
        Slot slot = directory.slot();
        checkFree(fileBytes);
        SegmentFile file = SegmentFile.create(disk, slot, freePath(slot), fileBytes, () -> forceNames(slot));
        bytesOnDisk.addAndGet(fileBytes);
        return file;
    }

    /**
     * Writes a segment that is in memory to a file.
     *
     * @param events how many are published in it
     * @param sparedFiles for how many files of new segments there must be room beside it
     * @return whether there was room
     */
    boolean copy(LiveSegment segment, long events, int sparedFiles) throws IOException {
        long bytes = SegmentFile.RECORDS_AT + (long) segment.end();
        long needed = bytes + (long) sparedFiles * fileBytes;
        if (!mayGrow(needed) || freeBeside(needed) < settings.minFreeBytes()) {
            return false;
        }
        // Before the segment is written once more, or the next start may find it twice.
        deleteSpoilt();
        Slot slot = directory.slot();
        Path path = freePath(slot);
        SegmentCopy written = new SegmentCopy(slot, path, bytes);
        bytesOnDisk.addAndGet(bytes);
        try {
            SegmentFile.write(disk, path, segment, events, settings.syncInterval() != null);
            forceNames(slot);
        } catch (IOException e) {
            spoilt.add(written);
            deleteSpoilt();
            throw e;
        }
        segment.copiedTo(written);
        if (segment.isOver()) {
            // Delivered meanwhile; the pump has seen no copy, or takes it now itself.
            delete(segment.takeCopy());
        }
        return true;
    }

    /** Deletes copies that are of no use; fails if the disk still does not let go of one. */
    void deleteSpoilt() throws IOException {
        for (SegmentCopy copy = spoilt.peek(); copy != null; copy = spoilt.peek()) {
            delete(copy);
            spoilt.remove();
        }
    }

    private void checkFree(long bytes) throws IOException {
        long free = freeBeside(bytes);
        if (free < settings.minFreeBytes()) {
            throw new IOException("only " + Math.max(0, free) + " bytes would be left free, and minFreeSpace is "
                    + settings.minFreeBytes());
        }
    }

    /** Whether the disk has room for some more files. */
    boolean isRoomFor(int count) throws IOException {
        return freeBeside((long) count * fileBytes) >= settings.minFreeBytes();
    }

    private long freeBeside(long bytes) throws IOException {
        return disk.usableBytes(settings.directory()) - bytes;
    }

    private void forceNames(Slot slot) throws IOException {
        if (settings.syncInterval() != null) {
            disk.force(slot.directory());
            // The slot may be as new as the file.
            disk.force(settings.directory());
            directory.forceOwnName();
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

    /**
     * Whether a file still has its name, as far as the disk says; {@code known} keeps what was listed, from one question
     * to the next.
     */
    boolean isThere(SegmentFile file, Set<Path> known) {
        Path slot = file.slot().directory();
        if (known.isEmpty()) {
            try {
                disk.list(slot).forEach(name -> known.add(slot.resolve(name)));
            } catch (NoSuchFileException | NotDirectoryException e) {
                return false;
            } catch (IOException e) {
                // A disk that fails for a moment must not have events written to it twice.
                return true;
            }
        }
        return known.contains(file.path());
    }

    boolean isThere(SegmentFile file) {
        return isThere(file, new HashSet<>());
    }

    /** Deletes a file; its blocks are free only once the JVM has unmapped it, so they count until then. */
    void delete(SegmentFile file) throws IOException {
        disk.delete(file.path());
        forget(file);
    }

    /** Lets go of a file that has no name any more. */
    void forget(SegmentFile file) {
        file.close();
        unmapping.await(file.mapped());
    }

    void delete(@Nullable SegmentCopy copy) throws IOException {
        if (copy != null) {
            disk.delete(copy.path());
            bytesOnDisk.addAndGet(-copy.bytes());
        }
    }

    /** Deletes what an earlier process had left, or keeps it beside if the disk did not give all of it back. */
    boolean delete(StoredSegment segment) throws IOException {
        segment.close();
        boolean keep = segment.isUnreadable() && isNamed(segment.path());
        if (keep) {
            Slot.setAside(disk, segment.path());
        } else if (!segment.isUnreadable()) {
            disk.delete(segment.path());
        }
        bytesOnDisk.addAndGet(-segment.fileBytes());
        directory.delivered(segment);
        return !keep;
    }

    private boolean isNamed(Path path) throws IOException {
        Path parent = path.getParent();
        return parent != null && disk.list(parent).contains(path.getFileName().toString());
    }

    /** Counts what the JVM has unmapped as free. */
    void collect() {
        bytesOnDisk.addAndGet(-(long) fileBytes * unmapping.count());
    }
}
