package dev.spillway.internal.buffer;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A slot's file of drops that nobody was told of yet, so that the next process can tell; docs/buffer-format.md describes
 * it. Made when there is something to write down. One thread at a time.
 */
final class DropsFile {
    static final String NAME = "drops";
    private static final int PLACE = 512;
    private static final int ENTRY = 24;
    private static final int ENTRIES = 16;
    private static final int CHECK = TwoPlaces.CONTENT + ENTRIES * ENTRY;

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

    private final Disk disk;
    private final Path path;
    private @Nullable TwoPlaces places;
    private Map<DropReason, Drops> saved = Map.of();

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
        TwoPlaces file = places(disk.open(path));
        places = file;
        ByteBuffer newest = file.read();
        if (newest == null) {
            return;
        }
        Map<DropReason, Drops> found = new EnumMap<>(DropReason.class);
        newest.position(TwoPlaces.CONTENT);
        for (DropReason reason : ORDER) {
            Drops drops = new Drops(newest.getLong(), newest.getLong(), newest.getLong());
            if (drops.events() > 0) {
                found.put(reason, drops);
            }
        }
        saved = found;
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
        if (drops.equals(saved)) {
            return;
        }
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
        file.write(bytes, () -> disk.open(path));
        saved = Map.copyOf(drops);
    }

    void close() {
        if (places != null) {
            places.close();
        }
    }
}
