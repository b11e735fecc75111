package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slot's file of the batch that was sent last, so that the next process can send the same again;
 * docs/buffer-format.md describes it. Made when there is something to write down. One thread at a time.
 */
final class BatchFile {
    static final String NAME = "batch";
    private static final int PLACE = 64;
    private static final int CHECK = 40;

    private final Disk disk;
    private final Path path;
    private @Nullable TwoPlaces places;
    private @Nullable Sent last;

    /**
     * A batch that was sent.
     *
     * @param key a number that tells the process that sent it first from all others: after a loss of power segments may
     *     get numbers that others have had
     * @param fromSegment number of the segment in which its first message lies
     * @param from offset of that message
     * @param endSegment number of the segment in which its last message lies
     * @param end offset behind that message
     */
    record Sent(long key, long fromSegment, int from, long endSegment, int end) {
        /** Whether another one has the same place. */
        boolean isAt(Sent other) {
            return fromSegment == other.fromSegment
                    && from == other.from
                    && endSegment == other.endSegment
                    && end == other.end;
        }
    }

    private BatchFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /** @param names what is in the slot */
    static BatchFile in(Disk disk, Path slot, List<String> names) {
        BatchFile batch = new BatchFile(disk, slot.resolve(NAME));
        if (names.contains(NAME)) {
            try {
                batch.read();
            } catch (IOException e) {
                // The batch is sent under another name, which is no reason to leave the slot's events.
            }
        }
        return batch;
    }

    private void read() throws IOException {
        TwoPlaces file = places(disk.open(path));
        places = file;
        ByteBuffer bytes = file.read();
        if (bytes != null) {
            bytes.position(TwoPlaces.CONTENT);
            last = new Sent(bytes.getLong(), bytes.getLong(), bytes.getInt(), bytes.getLong(), bytes.getInt());
        }
    }

    private static TwoPlaces places(DiskFile file) {
        return new TwoPlaces(file, PLACE, CHECK);
    }

    /** The batch that was sent last; null if none is known. */
    @Nullable Sent last() {
        return last;
    }

    /** The number of the last segment that a batch is known to have lain in; 0 if none is. */
    long lastSegment() {
        return last == null ? 0 : last.endSegment;
    }

    /** Writes down a batch that is about to be sent. */
    void save(Sent batch) throws IOException {
        if (batch.equals(last)) {
            return;
        }
        last = batch;
        TwoPlaces file = places;
        if (file == null) {
            file = places(disk.create(path));
            places = file;
        }
        ByteBuffer bytes = file.blank().position(TwoPlaces.CONTENT);
        bytes.putLong(batch.key).putLong(batch.fromSegment).putInt(batch.from);
        bytes.putLong(batch.endSegment).putInt(batch.end);
        file.write(bytes, () -> disk.open(path));
    }

    void close() {
        if (places != null) {
            places.close();
        }
    }
}
