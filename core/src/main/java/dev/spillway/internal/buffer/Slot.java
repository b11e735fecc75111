package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory of segments that belongs to one engine at a time, by a lock. Its name carries the identity of those who may
 * take it over. Beside the segments it holds {@code lock}, {@code identity} (for people to read) and {@code position}:
 * up to where delivery is confirmed, written to two places in turn so that a torn write leaves the other.
 */
final class Slot {
    static final String LOCK = "lock";
    private static final String IDENTITY = "identity";
    private static final String POSITION = "position";
    private static final String DAMAGED = ".damaged";
    private static final int PLACE = 64;
    private static final int CHECKED = 28;

    private final Disk disk;
    private final Path directory;
    private final Closeable lock;
    private final DiskFile positionFile;
    private Position position;
    private long generation;

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

    /** A segment that was found, and is open. */
    record Found(Path path, DiskFile file, SegmentFile.Header header) {}

    private Slot(Disk disk, Path directory, Closeable lock, DiskFile positionFile) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.lock = lock;
        this.positionFile = positionFile;
        this.position = readPosition();
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
            return new Slot(disk, directory, lock, file);
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

    private Position readPosition() throws IOException {
        Position best = Position.START;
        for (int place = 0; place < 2; place++) {
            ByteBuffer bytes = ByteBuffer.allocate(PLACE).order(ByteOrder.LITTLE_ENDIAN);
            int count = positionFile.read(bytes, (long) place * PLACE);
            if (count == PLACE
                    && Checksum.of(bytes.slice(0, CHECKED)) == bytes.getInt(CHECKED)
                    && bytes.getLong(0) > generation) {
                generation = bytes.getLong(0);
                best = new Position(bytes.getLong(8), bytes.getInt(16), bytes.getLong(20));
            }
        }
        return best;
    }

    /** Writes down up to where delivery is confirmed. */
    void save(Position confirmed) throws IOException {
        if (confirmed.equals(position)) {
            return;
        }
        generation++;
        ByteBuffer bytes = ByteBuffer.allocate(PLACE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(generation)
                .putLong(confirmed.segment)
                .putInt(confirmed.offset)
                .putLong(confirmed.events);
        bytes.putInt(Checksum.of(bytes.slice(0, CHECKED)));
        positionFile.write(bytes.clear(), generation % 2 * PLACE);
        position = confirmed;
    }

    /**
     * The segments that hold something unconfirmed, in order; what is confirmed or was never used is deleted.
     *
     * @param unreadable is given the path of what cannot be read, and why; it is kept
     */
    List<Found> segments(BiConsumer<Path, String> unreadable) throws IOException {
        List<Found> found = new ArrayList<>();
        for (String name : disk.list(directory)) {
            if (name.endsWith(SegmentFile.SUFFIX)) {
                Path path = directory.resolve(name);
                try {
                    look(path, found);
                } catch (IOException e) {
                    unreadable.accept(path, String.valueOf(e.getMessage()));
                }
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.header.number()));
        return found;
    }

    private void look(Path path, List<Found> found) throws IOException {
        DiskFile file = disk.open(path);
        SegmentFile.Header header = null;
        boolean wanted = false;
        boolean isBlank;
        try {
            isBlank = SegmentFile.isBlank(file);
            header = SegmentFile.readHeader(file);
            wanted = header != null && header.number() >= position.segment;
        } finally {
            if (!wanted) {
                file.close();
            }
        }
        if (wanted && header != null) {
            found.add(new Found(path, file, header));
        } else if (header != null || isBlank) {
            disk.delete(path);
        } else {
            disk.rename(path, path.getFileName() + DAMAGED);
            throw new IOException("its header is damaged; it is kept as " + path.getFileName() + DAMAGED);
        }
    }

    /** A path for a new segment. */
    Path newSegment(long id) {
        return directory.resolve(String.format("%016x", id) + SegmentFile.SUFFIX);
    }

    /** Lets go of the slot; its files stay. */
    void close() {
        positionFile.close();
        try {
            lock.close();
        } catch (IOException e) {
            // The lock goes with the process, then.
        }
    }

    /** Deletes a slot of which everything is delivered, and lets go of it. */
    void remove() throws IOException {
        positionFile.close();
        for (String name : disk.list(directory)) {
            if (!name.equals(LOCK)) {
                disk.delete(directory.resolve(name));
            }
        }
        disk.delete(directory.resolve(LOCK));
        disk.delete(directory);
        lock.close();
    }
}
