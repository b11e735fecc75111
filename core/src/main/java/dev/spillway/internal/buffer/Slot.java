package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory of segments that belongs to one engine at a time, by a lock. Its name carries the identity of those who may
 * take it over. Beside the segments it holds {@code lock}, {@code identity} (for people to read) and {@code position}:
 * up to where delivery is confirmed; and {@code drops}, if there were any.
 */
final class Slot {
    static final String LOCK = "lock";
    static final String IDENTITY = "identity";
    static final String POSITION = "position";
    static final String DAMAGED = ".damaged";
    private static final int PLACE = 64;
    private static final int CHECKED = 28;

    private final Disk disk;
    private final Path directory;
    private final Closeable lock;
    private final TwoPlaces places;
    private final DropsFile drops;
    private final BatchFile batch;
    private Position position;

    /**
     * Up to where delivery is confirmed.
     *
     * @param segment number of the segment; 0 before the first
     * @param offset of the first record that is not confirmed
     * @param events of that segment that lie before
     */
    record Position(long segment, int offset, long events) {
        static final Position START = new Position(0, 0, 0);
    }

    /** A segment that was found. */
    record Found(Path path, long fileBytes, SegmentFile.Header header) {}

    /** The position that a file says. */
    static Position positionIn(TwoPlaces places) throws IOException {
        ByteBuffer newest = places.read();
        return newest == null ? Position.START : new Position(newest.getLong(8), newest.getInt(16), newest.getLong(20));
    }

    static TwoPlaces places(DiskFile positionFile) {
        return new TwoPlaces(positionFile, PLACE, CHECKED);
    }

    private Slot(Disk disk, Path directory, Closeable lock, TwoPlaces places, DropsFile drops, BatchFile batch)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.lock = lock;
        this.places = places;
        this.drops = drops;
        this.batch = batch;
        this.position = positionIn(places);
    }

    /**
     * Takes a slot, which it makes if need be.
     *
     * @return null if somebody else has it
     */
    static @Nullable Slot take(Disk disk, Path directory, String identity) throws IOException {
        disk.ownDirectory(directory);
        Closeable lock = disk.lock(directory.resolve(LOCK));
        if (lock == null) {
            return null;
        }
        try {
            List<String> names = disk.list(directory);
            if (!names.contains(LOCK)) {
                // Its owner removed it between our opening the file and our locking it.
                lock.close();
                return null;
            }
            if (!names.contains(IDENTITY)) {
                try (DiskFile file = disk.create(directory.resolve(IDENTITY))) {
                    file.write(ByteBuffer.wrap(identity.getBytes(StandardCharsets.UTF_8)), 0);
                }
            }
            Path positionPath = directory.resolve(POSITION);
            DiskFile file = names.contains(POSITION) ? disk.open(positionPath) : disk.create(positionPath);
            DropsFile drops = DropsFile.in(disk, directory, names);
            return new Slot(disk, directory, lock, places(file), drops, BatchFile.in(disk, directory, names));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Path directory() {
        return directory;
    }

    Position position() {
        return position;
    }

    /** Drops of its processes that nobody was told of yet. */
    DropsFile drops() {
        return drops;
    }

    /** The batch that was sent last. */
    BatchFile batch() {
        return batch;
    }

    /** Writes down up to where delivery is confirmed. */
    void save(Position confirmed) throws IOException {
        if (confirmed.equals(position)) {
            return;
        }
        ByteBuffer bytes = places.blank().position(TwoPlaces.CONTENT);
        bytes.putLong(confirmed.segment).putInt(confirmed.offset).putLong(confirmed.events);
        places.write(bytes, () -> disk.open(directory.resolve(POSITION)));
        position = confirmed;
    }

    /**
     * The segments that hold something unconfirmed, in order; what is confirmed or was never used is deleted.
     *
     * @param unreadable is given the path of what cannot be read, and why; it is kept under another name
     * @throws IOException if the slot has to be left as it is: it cannot be read, or has files of a later version
     */
    List<Found> segments(BiConsumer<Path, String> unreadable) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String name : disk.list(directory)) {
            if (name.endsWith(SegmentFile.SUFFIX)) {
                Path path = directory.resolve(name);
                Found segment = look(path, unreadable);
                if (segment != null) {
                    found.add(segment);
                }
            }
        }
        List<Found> unconfirmed = new ArrayList<>();
        for (Found segment : found) {
            if (segment.header.number() == 0 || segment.header.number() < position.segment) {
                deleteIfPossible(segment.path);
            } else {
                unconfirmed.add(segment);
            }
        }
        unconfirmed.sort(Comparator.comparingLong(segment -> segment.header.number()));
        return unconfirmed;
    }

    /** Deletes what holds nothing. */
    void deleteIfPossible(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            // It is looked at again by the next start, and costs no more than its room until then.
        }
    }

    private @Nullable Found look(Path path, BiConsumer<Path, String> unreadable) throws IOException {
        String why = "its header is damaged";
        try {
            Found found = twice(path);
            if (found != null) {
                return found;
            }
        } catch (LaterVersionException e) {
            throw new IOException(path + " cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        setAside(disk, path);
        unreadable.accept(
                path,
                why + "; it is kept as " + path.getFileName() + DAMAGED
                        + ", until the command spool removes it (discard)");
        return null;
    }

    /** Once more if it fails: a disk that fails for a moment must not cost a segment. */
    private @Nullable Found twice(Path path) throws IOException {
        try {
            return read(path);
        } catch (LaterVersionException e) {
            throw e;
        } catch (IOException e) {
            return read(path);
        }
    }

    private @Nullable Found read(Path path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            SegmentFile.Header header = SegmentFile.readHeader(file);
            return header == null ? null : new Found(path, file.size(), header);
        }
    }

    /** Keeps a segment that cannot be read under a name that is not looked at again. */
    static void setAside(Disk disk, Path segment) throws IOException {
        disk.rename(segment, segment.getFileName() + DAMAGED);
    }

    DiskFile open(Path segment) throws IOException {
        return disk.open(segment);
    }

    /** A path for a new segment. */
    Path newSegment(long id) {
        return directory.resolve(HexFormat.of().toHexDigits(id) + SegmentFile.SUFFIX);
    }

    /** Lets go of the slot; its files stay. */
    void close() {
        places.close();
        drops.close();
        batch.close();
        try {
            lock.close();
        } catch (IOException e) {
            // The lock goes with the process, then.
        }
    }

    /** Deletes a slot of which everything is delivered, and lets go of it; one that still holds a segment is kept. */
    void remove() throws IOException {
        List<String> names = disk.list(directory);
        for (String name : names) {
            if (name.contains(SegmentFile.SUFFIX)) {
                close();
                return;
            }
        }
        places.close();
        drops.close();
        batch.close();
        for (String name : names) {
            if (!name.equals(LOCK)) {
                disk.delete(directory.resolve(name));
            }
        }
        disk.delete(directory.resolve(LOCK));
        disk.delete(directory);
        lock.close();
    }
}
