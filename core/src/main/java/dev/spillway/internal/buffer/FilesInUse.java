package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Files that hold a segment of this process, from the logger that takes them to the pump that has confirmed them all.
 *
 * <p>A segment is marked as complete once every claim in it has been published or given up, and not when it is full: a
 * claim whose logger is killed must not count as an event.
 */
final class FilesInUse {
    /** Queues and no sets, as a hash table may take a monitor to add an entry, and loggers add. */
    private final Queue<SegmentFile> files = new ConcurrentLinkedQueue<>();

    private final Queue<SegmentFile> incomplete = new ConcurrentLinkedQueue<>();
    private final Queue<SegmentFile> settled = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** By any thread, as is {@link #remove}. */
    void add(SegmentFile file) {
        files.add(file);
        incomplete.add(file);
    }

    void remove(SegmentFile file) {
        files.remove(file);
        incomplete.remove(file);
        settled.remove(file);
    }

    Collection<SegmentFile> all() {
        return List.copyOf(files);
    }

    /** Looks which segments are settled. By the pump. */
    void settle() {
        if (!incomplete.isEmpty()) {
            incomplete.removeIf(file -> file.isSettled() && settled.add(file));
        }
    }

    /** Whether there is something to {@link #complete}. */
    boolean hasSettled() {
        return !settled.isEmpty();
    }

    /** Marks what is settled as complete. By the helper. */
    void complete() {
        for (SegmentFile file = settled.peek(); file != null; file = settled.peek()) {
            try {
                file.writeEnd();
            } catch (IOException e) {
                // It stays as it is: a start reads through what is not marked.
            }
            settled.remove(file);
        }
    }

    /** Whether something was written since the last {@link #look}. */
    boolean hasNews() {
        for (SegmentFile file : files) {
            if (file.hasNews()) {
                return true;
            }
        }
        return false;
    }

    /** Has loggers leave files that somebody else has cut off or deleted. By the helper. */
    void look(SegmentFiles disk, MemoryRescue rescue, Reporter reporter) {
        Set<Path> there = new HashSet<>();
        for (SegmentFile file : files) {
            boolean named = disk.isThere(file, there);
            LiveSegment segment = file.user();
            String what = file.look(named);
            if (what != null && segment != null) {
                reporter.error(file.path() + " " + what);
                if (!segment.isBroken()) {
                    rescue.begun(segment);
                }
            }
        }
    }

    /** Makes what was logged so far survive a loss of power. By the helper. */
    void force(Reporter reporter) {
        for (SegmentFile file : files) {
            try {
                file.force();
            } catch (IOException e) {
                if (!closed) {
                    reporter.error("a sync of " + file.path() + " failed: " + DiskTrouble.why(e)
                            + "; its events may not survive a loss of power, and a new file is used from now on");
                }
            }
            if (file.isUnforceable()) {
                // What the kernel could not write it forgets; only a new file can be trusted from now on.
                file.sealUser();
            }
        }
    }

    /** Ends their use; by the pump, while {@link #force} may run. */
    void close() {
        closed = true;
        // Where nobody looks any more: their loggers append again, and are refused.
        incomplete.forEach(SegmentFile::giveUpClaims);
        settle();
        complete();
        files.forEach(SegmentFile::close);
    }
}
