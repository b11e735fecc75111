package dev.spillway.examples.collector.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log from a position on, file by file. What is no record of its place, such as the torn end of a file that
 * was written when the process was killed, is passed over byte by byte until a record follows, and counted.
 *
 * <p>Confined to one thread. The log may be written meanwhile.
 */
public final class LogReader implements AutoCloseable {

    private static final int CHUNK_BYTES = 256 * 1024;

    private final Path directory;
    private @Nullable RandomAccessFile in;
    private long base;
    private long position;
    private long damaged;

    // Bytes of the file from position on.
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int start;
    private int filled;

    /** A reader from the position on, or from the oldest message that is still there behind it. */
    public LogReader(Path directory, long from) {
        this.directory = directory;
        this.position = from;
    }

    /** Position of the next message, or of the end that was read to. */
    public long position() {
        return position;
    }

    /** Bytes that were passed over because they are no record. */
    public long damaged() {
        return damaged;
    }

    /**
     * The next message that stands before the end, or null if there is none yet.
     *
     * @param end where the log ends now; below it, nothing is being written any more
     */
    public @Nullable Entry next(long end) throws IOException {
        while (position < end) {
            if (in == null && !open(end)) {
                return null;
            }
            Entry entry = nextInFile(end);
            if (entry != null) {
                return entry;
            }
            if (position < end && !hasLaterFile(end)) {
                return null;
            }
            closeFile();
        }
        return null;
    }

    private @Nullable Entry nextInFile(long end) throws IOException {
        while (available(RecordFormat.HEADER_BYTES, end)) {
            int length = RecordFormat.bodyLength(buffer, start);
            Entry entry = length >= 0 && available(RecordFormat.HEADER_BYTES + length, end)
                    ? RecordFormat.decode(buffer, start, length, position)
                    : null;
            if (entry != null) {
                start += RecordFormat.HEADER_BYTES + length;
                position = entry.end();
                return entry;
            }
            skip(1);
        }
        skip(filled - start);
        return null;
    }

    private void skip(int bytes) {
        start += bytes;
        position += bytes;
        damaged += bytes;
    }

    /** Whether that many bytes of this file stand in the buffer from {@code start} on, before the log's end. */
    private boolean available(int bytes, long end) throws IOException {
        if (filled - start < bytes) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
            if (buffer.length < bytes) {
                buffer = Arrays.copyOf(buffer, Math.max(bytes, CHUNK_BYTES));
            }
            fill(end);
        }
        return filled - start >= bytes;
    }

    private void fill(long end) throws IOException {
        RandomAccessFile file = in;
        while (file != null && filled < buffer.length) {
            long left = end - (position + filled);
            if (left <= 0) {
                return;
            }
            int read = file.read(buffer, filled, (int) Math.min(left, buffer.length - filled));
            if (read < 0) {
                return;
            }
            filled += read;
        }
    }

    /** Opens the file that holds the position, or the first behind it; false if there is none. */
    private boolean open(long end) throws IOException {
        LogFile found = null;
        for (LogFile file : LogFile.list(directory)) {
            boolean holdsPosition = file.base() <= position && position < file.end();
            if (file.base() < end && (holdsPosition || file.base() >= position)) {
                found = file;
                break;
            }
        }
        if (found == null) {
            return false;
        }
        try {
            in = new RandomAccessFile(found.path().toFile(), "r");
        } catch (FileNotFoundException e) {
            throw new NoSuchFileException(found.path().toString(), null, "deleted while it was to be read");
        }
        base = found.base();
        position = Math.max(position, base + LogFile.MAGIC.length);
        in.seek(position - base);
        start = 0;
        filled = 0;
        return true;
    }

    private boolean hasLaterFile(long end) throws IOException {
        List<LogFile> files = LogFile.list(directory);
        return files.stream().anyMatch(file -> file.base() > base && file.base() < end);
    }

    private void closeFile() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeFile();
    }
}
