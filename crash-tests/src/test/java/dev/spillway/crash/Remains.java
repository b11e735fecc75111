package dev.spillway.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What processes left in their spill directory, read as docs/buffer-format.md describes it and without the library's
 * code. To be asked while no process of the directory runs, unless it says otherwise.
 */
final class Remains {
    private static final int RECORDS_AT = 64;
    private static final int HEADER = 20;
    private static final int PLACE = 64;
    private static final int PLACE_CHECKED = 28;
    private static final int GIVEN_UP = 1 << 30;

    private final Path spillDirectory;
    /** Segments of processes that are dead: the next ones read them, and write to others. */
    private final Set<String> old = new HashSet<>();

    private int used;
    private int torn;

    Remains(Path spillDirectory) {
        this.spillDirectory = spillDirectory;
    }

    /** What is in some segments: records that are whole, and those that loggers had not finished. */
    private record Found(Set<String> segments, int whole, int torn) {}

    /** Counts what the latest process left, which was killed. */
    void count() throws IOException {
        Found found = look();
        old.addAll(found.segments);
        used += found.whole > 0 ? 1 : 0;
        torn += found.torn;
    }

    /** How many events of the position's segment are confirmed; 0 if no position is written down. Also while it runs. */
    long confirmedEvents() throws IOException {
        long newest = 0;
        long confirmed = 0;
        try (Stream<Path> files = Files.find(spillDirectory, 2, (path, attributes) -> path.endsWith("position"))) {
            for (Path path : files.toList()) {
                ByteBuffer file = read(path, 2 * PLACE);
                for (int at = 0; at + PLACE <= file.capacity(); at += PLACE) {
                    boolean whole = crc(file, at, PLACE_CHECKED) == file.getInt(at + PLACE_CHECKED);
                    if (whole && file.getLong(at) > newest) {
                        newest = file.getLong(at);
                        confirmed = file.getLong(at + 20);
                    }
                }
            }
        }
        return confirmed;
    }

    /** Whether a logger is amid a write, in a process that is stopped. */
    boolean isAmidWrite() throws IOException {
        return look().torn > 0;
    }

    private Found look() throws IOException {
        Set<String> segments = new HashSet<>();
        int whole = 0;
        int unfinished = 0;
        try (Stream<Path> files = Files.walk(spillDirectory)) {
            for (Path path : files.toList()) {
                if (path.toString().endsWith(".damaged")) {
                    throw new AssertionError("a kill has damaged " + path);
                }
                ByteBuffer file =
                        path.toString().endsWith(".segment") ? read(path, RECORDS_AT) : ByteBuffer.allocate(0);
                boolean begun = file.capacity() == RECORDS_AT && crc(file, 0, 24) == file.getInt(24);
                String segment = begun ? path + " " + file.getLong(16) : "";
                if (begun && !old.contains(segment)) {
                    segments.add(segment);
                    Found found = find(segment, read(path, Integer.MAX_VALUE));
                    whole += found.whole;
                    unfinished += found.torn;
                }
            }
        }
        return new Found(segments, whole, unfinished);
    }

    private static ByteBuffer read(Path path, int most) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            byte[] bytes = new byte[(int) Math.min(most, file.size())];
            ByteBuffer target = ByteBuffer.wrap(bytes);
            while (target.hasRemaining() && file.read(target) >= 0) {
                // On to the rest.
            }
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static Found find(String segment, ByteBuffer file) {
        boolean complete = isComplete(file);
        int capacity = file.capacity() - RECORDS_AT;
        boolean hole = false;
        int whole = 0;
        int unfinished = 0;
        int at = 0;
        while (at + HEADER <= capacity) {
            int state = file.getInt(RECORDS_AT + at);
            int size = state < 0 ? -state : state & ~GIVEN_UP;
            if (state == 0) {
                hole = true;
                at += 8;
                continue;
            }
            if (size < 8 || size > capacity - at) {
                throw new AssertionError(segment + " has a record of " + size + " bytes at " + at);
            }
            boolean published = state > 0 && (state & GIVEN_UP) == 0;
            if (published && check(file, at, size) != file.getInt(RECORDS_AT + at + 16)) {
                throw new AssertionError(segment + " has a published record at " + at + " that is not whole");
            }
            // A hole is a range that a logger had claimed and not begun to write.
            boolean begun = state < 0 || hole;
            if (begun && complete) {
                throw new AssertionError(segment + " is complete, and a record at " + at + " is not");
            }
            unfinished += begun ? 1 : 0;
            whole += published ? 1 : 0;
            hole = false;
            at += (size + 7) / 8 * 8;
        }
        return new Found(Set.of(), whole, unfinished);
    }

    private static boolean isComplete(ByteBuffer file) {
        ByteBuffer end = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        end.putLong(0, file.getLong(16)).putLong(8, file.getLong(32)).putInt(16, file.getInt(40));
        return file.getInt(44) == crc(end, 0, 20);
    }

    private static int crc(ByteBuffer bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, length));
        return (int) crc.getValue();
    }

    private static long mix(long v) {
        long z = (v ^ (v >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static int check(ByteBuffer file, int at, int size) {
        long meta = file.getInt(RECORDS_AT + at + 4) & 0xFFFF_FFFFL;
        long mixed = mix(file.getLong(16) * 0x9E3779B97F4A7C15L + at);
        mixed = mix(mixed ^ file.getLong(RECORDS_AT + at + 8));
        mixed = mix(mixed ^ (((long) size << 32) | meta));
        return crc(file, RECORDS_AT + at + HEADER, size - HEADER) ^ (int) (mixed >>> 32);
    }

    /** Kills that left events on disk. */
    int used() {
        return used;
    }

    /** Records that a logger was writing when its process was killed. */
    int torn() {
        return torn;
    }
}
