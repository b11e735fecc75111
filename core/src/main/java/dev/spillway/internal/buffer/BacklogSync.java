package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Makes survive a loss of power what earlier processes wrote and had no time to sync: a kill leaves that to the kernel.
 * Once, for the helper.
 */
final class BacklogSync {
    private final Disk disk;
    private final Reporter reporter;
    private final Queue<Path> waiting = new ArrayDeque<>();

    BacklogSync(Disk disk, Collection<StoredSegment> backlog, Reporter reporter) {
        this.disk = disk;
        this.reporter = reporter;
        backlog.forEach(segment -> waiting.add(segment.path()));
    }

    void force() {
        Set<Path> slots = new HashSet<>();
        for (Path path = waiting.poll(); path != null; path = waiting.poll()) {
            try (DiskFile file = disk.open(path)) {
                file.force();
                Path slot = path.getParent();
                if (slot != null && slots.add(slot)) {
                    disk.force(slot);
                }
            } catch (NoSuchFileException e) {
                // It is delivered.
            } catch (IOException e) {
                reporter.error("a sync of " + path + " failed: " + DiskTrouble.why(e)
                        + "; what an earlier process left in it may not survive a loss of power");
            }
        }
    }
}
