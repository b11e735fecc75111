package dev.spillway.internal.buffer;

import dev.spillway.DropReason;
import dev.spillway.Reporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine has of a spill directory: a slot of its own, and those of dead processes that were the same as this one,
 * which it empties first.
 */
final class SpillDirectory implements DropStore {
    private static final int MOST_SLOTS = 1_000;

    private final Disk disk;
    private final Path directory;
    private final String identity;
    private final String description;
    private final Reporter reporter;
    private final long startMillis;
    private final LongSupplier nanos;
    private final long startNanos;

    /** Changed by the helper if the directory vanishes. */
    private volatile @Nullable Slot own;

    private final Map<Slot, List<StoredSegment>> adopted = new HashMap<>();
    private final List<StoredSegment> backlog = new ArrayList<>();
    private long lastNumber;
    /** Where the directory's name, or that of its first parent that was made with it, is not synced yet. */
    private @Nullable Path madeIn;

    private boolean opened;
    private boolean toldOfUnopened;
    private Map<DropReason, Drops> earlierDrops = Map.of();

    SpillDirectory(SpillOwner owner) {
        this.disk = owner.disk();
        this.directory = owner.settings().directory();
        this.identity = owner.identity();
        this.description = owner.description();
        this.reporter = owner.reporter();
        this.startMillis = owner.startMillis();
        this.nanos = owner.nanos();
        this.startNanos = nanos.getAsLong();
    }

    /** Takes a slot, and finds what is left from before. */
    void open() throws IOException {
        own();
        Map<Slot, List<Slot.Found>> found = new LinkedHashMap<>();
        int others = 0;
        for (String name : disk.list(directory)) {
            if (name.startsWith(identity + "-")) {
                take(name, found);
            } else if (SpoolSlot.isNameOfSlot(name)) {
                others += holdsEvents(name) ? 1 : 0;
            }
        }
        if (others > 0) {
            reporter.info("spillDirectory " + directory + " also holds " + others
                    + " slots of other applications or destinations, which are left to them");
        }
        opened = true;
        recover(found);
        Slot slot = found.isEmpty() ? newSlot() : found.keySet().iterator().next();
        own = slot;
        // After a loss of power any one of them may be older than the others.
        lastNumber = Math.max(slot.position().segment(), slot.batch().lastSegment());
        for (StoredSegment segment : adopted.getOrDefault(slot, List.of())) {
            lastNumber = Math.max(lastNumber, segment.number());
        }
        adopted.remove(slot);
        inheritDrops(slot, found.keySet());
        for (Slot other : Set.copyOf(adopted.keySet())) {
            removeIfEmpty(other);
        }
    }

    private void own() throws IOException {
        Path made = disk.ownDirectory(directory);
        madeIn = made == null ? madeIn : made;
    }

    /** Makes the directory's own name survive a loss of power, if this process has made it. */
    void forceOwnName() {
        Path first = madeIn;
        madeIn = null;
        Path parent = first == null ? null : directory.toAbsolutePath().getParent();
        try {
            while (parent != null) {
                disk.force(parent);
                parent = parent.equals(first) ? null : parent.getParent();
            }
        } catch (IOException e) {
            // A parent in which we may make names and not read them is no reason to do without a disk.
            reporter.warn("a sync of " + parent + " failed: " + DiskTrouble.why(e) + "; spillDirectory " + directory
                    + ", which is new there, may not survive a loss of power");
        }
    }

    /** What earlier processes have dropped and not told is from now on this slot's to tell. */
    private void inheritDrops(Slot slot, Set<Slot> all) {
        for (Slot each : all) {
            earlierDrops = Drops.union(earlierDrops, each.drops().saved());
        }
        earlierDrops.forEach((reason, drops) ->
                reporter.warn("an earlier process " + drops.inWords(reason) + "; the endpoint will be told as well"));
        try {
            slot.drops().begin(earlierDrops, startMillis);
            for (Slot each : all) {
                if (each != slot) {
                    each.drops().save(Map.of());
                }
            }
        } catch (IOException e) {
            // They may be told twice.
        }
    }

    private Slot newOwnSlot() throws IOException {
        Slot slot = newSlot();
        try {
            slot.drops().begin(Map.of(), startMillis);
        } catch (IOException e) {
            // Drops are then noted by looking for them from time to time.
        }
        return slot;
    }

    @Override
    public Map<DropReason, Drops> earlierDrops() {
        return earlierDrops;
    }

    @Override
    public void countDrops(DropReason reason, long events) {
        Slot slot = own;
        if (slot != null) {
            slot.drops().count(reason, events, startMillis + (nanos.getAsLong() - startNanos) / 1_000_000);
        }
    }

    @Override
    public void lookAtDrops(long nowMillis, boolean atEnd) {
        Slot slot = own;
        if (slot != null) {
            slot.drops().look(nowMillis, atEnd);
        }
    }

    @Override
    public void saveDrops(Map<DropReason, Drops> untold) {
        Slot slot = own;
        if (slot != null) {
            try {
                slot.drops().save(untold);
            } catch (IOException e) {
                // If that stays so, nobody will be told if this process is killed.
            }
        }
    }

    /** Takes a slot that is there; one that cannot be read stays as it is, for a later start or a later version. */
    private void take(String name, Map<Slot, List<Slot.Found>> found) {
        Slot slot = null;
        try {
            slot = Slot.take(disk, directory.resolve(name), description);
            if (slot != null) {
                found.put(slot, slot.segments((path, why) -> reporter.error(path + " cannot be read: " + why)));
            }
        } catch (IOException e) {
            leave(directory.resolve(name), slot, e);
        }
    }

    /** Makes a slot, under a name that is free: what is under others was not looked at, and may hold events. */
    private Slot newSlot() throws IOException {
        List<String> names = disk.list(directory);
        for (int i = 1; i <= MOST_SLOTS; i++) {
            String name = identity + "-" + i;
            Slot slot = names.contains(name) ? null : Slot.take(disk, directory.resolve(name), description);
            if (slot != null) {
                return slot;
            }
        }
        throw new IOException("all " + MOST_SLOTS + " slots are in use");
    }

    private void recover(Map<Slot, List<Slot.Found>> found) {
        List<Slot> order = new ArrayList<>(found.keySet());
        order.sort(Comparator.comparing(slot -> age(found.getOrDefault(slot, List.of()))));
        for (Slot slot : order) {
            try {
                adopted.put(slot, read(slot, found.getOrDefault(slot, List.of())));
            } catch (IOException e) {
                found.remove(slot);
                leave(slot.directory(), slot, e);
            }
        }
        for (int i = 0; i + 1 < backlog.size(); i++) {
            backlog.get(i).append(backlog.get(i + 1));
        }
    }

    private List<StoredSegment> read(Slot slot, List<Slot.Found> found) throws IOException {
        StoredSegment last = backlog.isEmpty() ? null : backlog.get(backlog.size() - 1);
        long base = last == null ? 0 : last.base() + last.fileBytes();
        List<StoredSegment> segments = new ArrayList<>();
        for (Slot.Found each : found) {
            StoredSegment segment = new StoredSegment(slot, each, base);
            if (segment.isOver()) {
                slot.deleteIfPossible(segment.path());
            } else {
                base += segment.fileBytes();
                segments.add(segment);
            }
        }
        backlog.addAll(segments);
        return segments;
    }

    private void leave(Path path, @Nullable Slot slot, IOException e) {
        if (slot != null) {
            slot.close();
        }
        reporter.warn("slot " + path + " cannot be used and is left as it is: " + DiskTrouble.why(e));
    }

    /** File names begin with the time at which the slot's process started, in digits of equal number. */
    private static String age(List<Slot.Found> segments) {
        return segments.isEmpty() ? "" : segments.get(0).path().getFileName().toString();
    }

    /** The segments that earlier processes left, linked, oldest first. */
    List<StoredSegment> backlog() {
        return backlog;
    }

    /** The largest number that a segment of the own slot has had. */
    long lastNumber() {
        return lastNumber;
    }

    /** The own slot, made anew if the directory has vanished. */
    Slot slot() throws IOException {
        own();
        Slot slot = own;
        if (slot != null && !isThere(slot)) {
            own = null;
            slot.close();
            slot = null;
        }
        if (slot == null) {
            tellOfUnopened();
            slot = newOwnSlot();
            own = slot;
        }
        return slot;
    }

    /** A directory that could not be used at the start may hold a backlog, which must not come after newer events. */
    private void tellOfUnopened() throws IOException {
        if (opened || toldOfUnopened) {
            return;
        }
        int left = 0;
        for (String name : disk.list(directory)) {
            left += name.startsWith(identity + "-") && holdsEvents(name) ? 1 : 0;
        }
        toldOfUnopened = true;
        if (left > 0) {
            reporter.warn("spillDirectory " + directory + " could not be used at the start, and holds " + left
                    + " slots with events of earlier processes, which the next start delivers");
        }
    }

    private boolean holdsEvents(String slot) {
        try {
            for (String name : disk.list(directory.resolve(slot))) {
                if (name.endsWith(SegmentFile.SUFFIX)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private boolean isThere(Slot slot) throws IOException {
        return disk.list(directory).contains(slot.directory().getFileName().toString())
                && disk.list(slot.directory()).contains(Slot.LOCK);
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

    /** Lets go of all slots; removes the own one if nothing is left in it, and nothing to tell. */
    void close(boolean ownIsEmpty) {
        adopted.keySet().forEach(Slot::close);
        Slot slot = own;
        if (slot == null) {
            return;
        }
        if (ownIsEmpty && slot.drops().saved().isEmpty()) {
            remove(slot);
        } else {
            slot.close();
        }
    }
}
