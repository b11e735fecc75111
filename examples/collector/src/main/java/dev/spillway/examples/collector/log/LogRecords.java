package dev.spillway.examples.collector.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Single messages of the log, by their ids. Knows the files that were there when it was opened. One thread's. */
public final class LogRecords implements AutoCloseable {

    private static final int FIRST_READ_BYTES = 1024;

    private final NavigableMap<Long, LogFile> files = new TreeMap<>();
    private @Nullable RandomAccessFile in;
    private long base = -1;

    private LogRecords() {}

    /** Opens the log's files of now. */
    public static LogRecords open(Path directory) throws IOException {
        LogRecords records = new LogRecords();
        LogFile.list(directory).forEach(file -> records.files.put(file.base(), file));
        return records;
    }

    /** The message with the id, or null if the log does not have it any more. */
    public @Nullable Entry read(long id) throws IOException {
        RandomAccessFile file = fileOf(id);
        if (file == null) {
            return null;
        }
        byte[] bytes = new byte[FIRST_READ_BYTES];
        file.seek(id - base);
        int read = readUpTo(file, bytes, 0);
        int length = read < RecordFormat.HEADER_BYTES ? -1 : RecordFormat.bodyLength(bytes, 0);
        if (length < 0) {
            return null;
        }
        int whole = RecordFormat.HEADER_BYTES + length;
        if (whole > read) {
            bytes = Arrays.copyOf(bytes, whole);
            read += readUpTo(file, bytes, read);
        }
        return whole <= read ? RecordFormat.decode(bytes, 0, length, id) : null;
    }

    private static int readUpTo(RandomAccessFile file, byte[] bytes, int from) throws IOException {
        int filled = from;
        while (filled < bytes.length) {
            int read = file.read(bytes, filled, bytes.length - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        return filled - from;
    }

    private @Nullable RandomAccessFile fileOf(long id) throws IOException {
        Map.Entry<Long, LogFile> holder = files.floorEntry(id);
        if (holder == null) {
            return null;
        }
        if (in == null || base != holder.getKey()) {
            close();
            try {
                in = new RandomAccessFile(holder.getValue().path().toFile(), "r");
                base = holder.getKey();
            } catch (FileNotFoundException e) {
                // Retention has deleted it since.
                return null;
            }
        }
        return in;
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
            in = null;
        }
    }
}
