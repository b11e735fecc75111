package dev.spillway.internal.buffer;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A slot's file of drops that nobody was told of yet, so that the next process can tell; docs/buffer-format.md describes
 * it. Its own engine makes it at the start, and counts in it. But for {@link #count}, one thread at a time.
 */
final class DropsFile {
    static final String NAME = "drops";
    private static final int PLACE = 512;
    private static final int ENTRY = 24;
    private static final int KNOWN = TwoPlaces.CONTENT + LiveDrops.COUNTERS * ENTRY;
    private static final int CHECK = 392;
    private static final int LIVE = 2 * PLACE;

    /** The entries in their order, which is part of the format. */
    private static final List<DropReason> ORDER = List.of(
            DropReason.BUFFER_FULL,
            DropReason.INTERRUPTED,
            DropReason.OVERSIZE,
            DropReason.EXPIRED,
            DropReason.DAMAGED,
            DropReason.FAILED,
            DropReason.CLOSED,
            DropReason.UNCONFIRMED,
            DropReason.REJECTED);

    private static final List<DropReason> AT_END = List.of(DropReason.CLOSED, DropReason.UNCONFIRMED);

    private final Disk disk;
    private final Path path;
    private @Nullable TwoPlaces places;
    private Map<DropReason, Drops> saved = Map.of();
    /** What was counted and is in {@link #saved}, or told. */
    private int[] savedCounts = new int[LiveDrops.COUNTERS];

    private int[] counts = new int[LiveDrops.COUNTERS];
    private volatile @Nullable LiveDrops live;

    private DropsFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /** @param names what is in the slot */
    static DropsFile in(Disk disk, Path slot, List<String> names) {
        DropsFile drops = new DropsFile(disk, slot.resolve(NAME));
        if (names.contains(NAME)) {
            try {
                drops.read();
            } catch (IOException e) {
                // What it says is lost; that is no reason to leave the slot's events.
            }
        }
        return drops;
    }

    private void read() throws IOException {
        DiskFile file = disk.open(path);
        TwoPlaces opened = places(file);
        places = opened;
        ByteBuffer counted = ByteBuffer.allocate(LiveDrops.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(counted, LIVE);
        counts = LiveDrops.counts(counted);
        ByteBuffer newest = opened.read();
        if (newest == null) {
            // Nothing says how many of what was counted are told.
            return;
        }
        Map<DropReason, Drops> found = new EnumMap<>(DropReason.class);
        for (int i = 0; i < ORDER.size(); i++) {
            savedCounts[i] = newest.getInt(KNOWN + i * Integer.BYTES);
            Drops entry = entry(newest, i);
            Drops later = LiveDrops.beyond(counted, i, savedCounts[i]);
            if (entry.events() > 0 || later != null) {
                found.put(ORDER.get(i), later == null ? entry : entry.events() > 0 ? entry.and(later) : later);
            }
        }
        saved = found;
    }

    private static Drops entry(ByteBuffer place, int index) {
        int at = TwoPlaces.CONTENT + index * ENTRY;
        return new Drops(place.getLong(at), place.getLong(at + 8), place.getLong(at + 16));
    }

    /** Begins to count, with what earlier processes have dropped. */
    void begin(Map<DropReason, Drops> earlier, long nowMillis) throws IOException {
        boolean made = places == null;
        DiskFile file = made ? disk.create(path) : disk.open(path);
        if (made) {
            places = places(file);
        }
        try {
            if (file.size() < LIVE + LiveDrops.BYTES) {
                // Real blocks, as for segments.
                int from = made ? 0 : LIVE;
                file.write(ByteBuffer.allocate(LIVE + LiveDrops.BYTES - from), from);
            }
            LiveDrops mapped = new LiveDrops(file.map(LIVE + LiveDrops.BYTES).slice(LIVE, LiveDrops.BYTES));
            write(earlier);
            mapped.look(nowMillis);
            live = mapped;
        } finally {
            if (!made) {
                file.close();
            }
        }
    }

    /** Counts drops, by any thread. */
    void count(DropReason reason, long events, long nowMillis) {
        LiveDrops mapped = live;
        if (mapped != null) {
            mapped.count(ORDER.indexOf(reason), (int) events, nowMillis);
        }
    }

    /** The next {@link #save} holds at least what was counted so far, but for what belongs to the end. */
    void look(long nowMillis, boolean atEnd) {
        LiveDrops mapped = live;
        if (mapped != null) {
            int[] found = mapped.counts();
            for (DropReason reason : AT_END) {
                int index = ORDER.indexOf(reason);
                found[index] = atEnd ? found[index] : counts[index];
            }
            counts = found;
            mapped.look(nowMillis);
        }
    }

    private static TwoPlaces places(DiskFile file) {
        return new TwoPlaces(file, PLACE, CHECK);
    }

    /** What it says. */
    Map<DropReason, Drops> saved() {
        return saved;
    }

    /** Writes down drops, in place of what it says. */
    void save(Map<DropReason, Drops> drops) throws IOException {
        if (drops.equals(saved) && Arrays.equals(counts, savedCounts)) {
            return;
        }
        write(drops);
    }

    private void write(Map<DropReason, Drops> drops) throws IOException {
        TwoPlaces file = places;
        if (file == null) {
            file = places(disk.create(path));
            places = file;
        }
        ByteBuffer bytes = file.blank().position(TwoPlaces.CONTENT);
        for (DropReason reason : ORDER) {
            Drops each = drops.getOrDefault(reason, new Drops(0, 0, 0));
            bytes.putLong(each.events()).putLong(each.fromMillis()).putLong(each.toMillis());
        }
        for (int i = 0; i < counts.length; i++) {
            bytes.putInt(KNOWN + i * Integer.BYTES, counts[i]);
        }
        file.write(bytes, () -> disk.open(path));
        saved = Map.copyOf(drops);
        savedCounts = counts;
    }

    void close() {
        live = null;
        if (places != null) {
            places.close();
        }
    }
}
