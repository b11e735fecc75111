package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has of a spill directory: a slot of its own, and those of dead processes that were the same as this one,
 * which it empties first.
 */
final class SpillDirectory {
    private static final int MOST_SLOTS = 1_000;

    private final Disk disk;
    private final Path directory;
    private final String identity;
    private final String description;
    private final Reporter reporter;

    private @Nullable Slot own;
    private final Map<Slot, List<StoredSegment>> adopted = new HashMap<>();
    private final List<StoredSegment> backlog = new ArrayList<>();
    private long lastNumber;

    SpillDirectory(SpillOwner owner) {
        this.disk = owner.disk();
        this.directory = owner.settings().directory();
        this.identity = owner.identity();
        this.description = owner.description();
        this.reporter = owner.reporter();
    }

    /** Takes a slot, and finds what is left from before. */
    void open() throws IOException {
        disk.ownDirectory(directory);
        List<Slot> taken = new ArrayList<>();
        int others = 0;
        for (String name : disk.list(directory)) {
            if (name.startsWith(identity + "-")) {
                Slot slot = take(name);
                if (slot != null) {
                    taken.add(slot);
                }
            } else if (name.matches("[0-9a-f]+-[0-9]+")) {
                others++;
            }
        }
        own = taken.isEmpty() ? newSlot() : taken.get(0);
        if (others > 0) {
            reporter.info("spillDirectory " + directory + " also holds " + others
                    + " slots of other applications or destinations, which are left to them");
        }
        recover(taken);
    }

    private @Nullable Slot take(String name) {
        try {
            return Slot.take(disk, directory.resolve(name), description);
        } catch (IOException e) {
            reporter.warn("slot " + directory.resolve(name) + " cannot be used: " + e.getMessage());
            return null;
        }
    }

    private Slot newSlot() throws IOException {
        for (int i = 1; i <= MOST_SLOTS; i++) {
            Slot slot = Slot.take(disk, directory.resolve(identity + "-" + i), description);
            if (slot != null) {
                return slot;
            }
        }
        throw new IOException("all " + MOST_SLOTS + " slots are in use");
    }

    private void recover(List<Slot> slots) throws IOException {
        Map<Slot, List<Slot.Found>> found = new TreeMap<>(Comparator.comparing(Slot::directory));
        for (Slot slot : slots) {
            found.put(slot, slot.segments((path, why) -> reporter.error(path + " cannot be read: " + why)));
        }
        List<Slot> order = new ArrayList<>(found.keySet());
        order.sort(Comparator.comparingLong(slot -> age(found.getOrDefault(slot, List.of()))));
        long base = 0;
        for (Slot slot : order) {
            List<StoredSegment> segments = new ArrayList<>();
            for (Slot.Found each : found.getOrDefault(slot, List.of())) {
                StoredSegment segment = new StoredSegment(slot, each, base);
                base += segment.fileBytes();
                segments.add(segment);
                if (slot == own) {
                    lastNumber = Math.max(lastNumber, segment.number());
                }
            }
            backlog.addAll(segments);
            if (slot != own) {
                adopted.put(slot, segments);
            }
        }
        if (own != null) {
            lastNumber = Math.max(lastNumber, own.position().segment());
        }
        for (int i = 0; i + 1 < backlog.size(); i++) {
            backlog.get(i).append(backlog.get(i + 1));
        }
        for (Slot slot : Set.copyOf(adopted.keySet())) {
            removeIfEmpty(slot);
        }
    }

    private static long age(List<Slot.Found> segments) {
        // File names grow with the time at which the slot's process started.
        return segments.isEmpty()
                ? Long.MAX_VALUE
                : Long.parseUnsignedLong(
                        segments.get(0).path().getFileName().toString().substring(0, 16), 16);
    }

    /** The segments that earlier processes left, linked, oldest first. */
    List<StoredSegment> backlog() {
        return backlog;
    }

    /** The largest number that a segment of the own slot has had. */
    long lastNumber() {
        return lastNumber;
    }

    /** The own slot, taken anew if the directory has vanished. */
    Slot slot() throws IOException {
        Slot slot = own;
        if (slot == null || !exists(slot)) {
            disk.ownDirectory(directory);
            slot = newSlot();
            own = slot;
        }
        return slot;
    }

    private boolean exists(Slot slot) {
        try {
            return disk.list(slot.directory()).contains(Slot.LOCK);
        } catch (IOException e) {
            return false;
        }
    }

    /** Notes that a segment was delivered and deleted. */
    void delivered(StoredSegment segment) {
        List<StoredSegment> rest = adopted.get(segment.slot());
        if (rest != null) {
            rest.remove(segment);
            removeIfEmpty(segment.slot());
        }
    }

    private void removeIfEmpty(Slot slot) {
        List<StoredSegment> rest = adopted.get(slot);
        if (rest != null && rest.isEmpty()) {
            adopted.remove(slot);
            remove(slot);
        }
    }

    private void remove(Slot slot) {
        try {
            slot.remove();
        } catch (IOException e) {
            slot.close();
        }
    }

    /** Lets go of all slots; removes the own one if nothing is left in it. */
    void close(boolean ownIsEmpty) {
        adopted.keySet().forEach(Slot::close);
        Slot slot = own;
        if (slot == null) {
            return;
        }
        if (ownIsEmpty) {
            remove(slot);
        } else {
            slot.close();
        }
    }
}
