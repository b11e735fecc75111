package dev.spillway.examples.collector.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log of one data directory. When {@link #append} returns, the messages are the operating system's,
 * and the end of this process, however it comes, cannot lose them. Against the end of the machine helps
 * {@link LogSettings#sync}, up to its interval.
 *
 * <p>Every start begins a new file and never touches an old one: a record that a crash cut short stays where it is, and
 * readers pass over it. Positions go on behind it.
 *
 * <p>Safe for use by many threads. A directory has one writer at a time, by a file lock.
 */
public final class EventLog implements AutoCloseable {

    private final Path directory;
    private final LogSettings settings;
    private final Clock clock;
    private final Consumer<String> notices;
    private final RandomAccessFile lockFile;
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable Thread syncer;

    // Guarded by lock. A RandomAccessFile: unlike a channel it survives the interrupt of a thread that writes.
    private @Nullable RandomAccessFile file;
    private long fileBase;
    private Instant fileBegun = Instant.EPOCH;
    private byte[] buffer = new byte[64 * 1024];

    private volatile long end;

    private EventLog(
            Path directory, LogSettings settings, Clock clock, Consumer<String> notices, RandomAccessFile lockFile)
            throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
        this.notices = notices;
        this.lockFile = lockFile;
        List<LogFile> files = LogFile.list(directory);
        this.end = files.isEmpty() ? 0 : files.get(files.size() - 1).end();
        this.syncer = settings.sync().isZero() ? null : new Thread(this::syncUntilClosed, "collector-sync");
    }

    /**
     * Opens the log in a directory that exists. Nothing is written before the first message.
     *
     * @param notices told when the disk refuses to synchronise
     * @throws IOException if the directory cannot be used, or a running collector uses it
     */
    public static EventLog open(Path directory, LogSettings settings, Clock clock, Consumer<String> notices)
            throws IOException {
        RandomAccessFile lockFile =
                new RandomAccessFile(directory.resolve("lock").toFile(), "rw");
        try {
            if (!isLocked(lockFile)) {
                throw new IOException("another collector uses it");
            }
            EventLog log = new EventLog(directory, settings, clock, notices, lockFile);
            if (log.syncer != null) {
                log.syncer.start();
            }
            return log;
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
    }

    private static boolean isLocked(RandomAccessFile lockFile) throws IOException {
        try {
            FileLock fileLock = lockFile.getChannel().tryLock();
            return fileLock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Directory of the log's files. */
    public Path directory() {
        return directory;
    }

    /** Position behind the last message that was written; all before it can be read. */
    public long end() {
        return end;
    }

    /** A reader of the newest files that hold no more than so many bytes together, of the newest one at least. */
    public LogReader readLast(long bytes) throws IOException {
        List<LogFile> files = LogFile.list(directory);
        long from = files.isEmpty() ? 0 : files.get(files.size() - 1).base();
        for (LogFile file : files) {
            if (file.base() >= end - bytes) {
                from = Math.min(from, file.base());
            }
        }
        return new LogReader(directory, from);
    }

    /**
     * Writes the messages, in order, and returns how they stand in the log.
     *
     * @throws IOException if they could not be written; then none of them stands there, and trying again is right
     */
    public List<Entry> append(List<Message> messages) throws IOException {
        lock.lock();
        try {
            RandomAccessFile out = fileToWrite();
            long start = end;
            List<Entry> entries = new ArrayList<>(messages.size());
            int length = 0;
            for (Message message : messages) {
                byte[] record = RecordFormat.encode(start + length, message);
                entries.add(new Entry(start + length, start + length + record.length, message));
                length = addToBuffer(record, length);
            }
            try {
                out.write(buffer, 0, length);
            } catch (IOException e) {
                giveUpFile(out, start);
                throw e;
            }
            end = start + length;
            return entries;
        } finally {
            lock.unlock();
        }
    }

    private int addToBuffer(byte[] record, int length) {
        if (length + record.length > buffer.length) {
            byte[] larger = new byte[Math.max(buffer.length * 2, length + record.length)];
            System.arraycopy(buffer, 0, larger, 0, length);
            buffer = larger;
        }
        System.arraycopy(record, 0, buffer, length, record.length);
        return length + record.length;
    }

    private RandomAccessFile fileToWrite() throws IOException {
        RandomAccessFile current = file;
        if (current != null) {
            boolean full = end - fileBase >= settings.fileBytes();
            boolean old = !clock.instant().isBefore(fileBegun.plus(settings.fileAge()));
            if (!full && !old) {
                return current;
            }
            file = null;
            sync(current);
            current.close();
        }
        return beginFile();
    }

    private RandomAccessFile beginFile() throws IOException {
        LogFile next = LogFile.of(directory, end);
        RandomAccessFile out = new RandomAccessFile(next.path().toFile(), "rw");
        try {
            if (out.length() != 0) {
                throw new FileAlreadyExistsException(next.path().toString());
            }
            out.write(LogFile.MAGIC);
        } catch (IOException e) {
            out.setLength(0);
            out.close();
            throw e;
        }
        file = out;
        fileBase = end;
        fileBegun = clock.instant();
        end = end + LogFile.MAGIC.length;
        return out;
    }

    /** Takes back what was written in part; if even that fails, later messages go to a new file behind it. */
    private void giveUpFile(RandomAccessFile out, long start) throws IOException {
        try {
            out.setLength(start - fileBase);
            out.seek(start - fileBase);
        } catch (IOException e) {
            file = null;
            end = fileBase + out.length();
            out.close();
        }
    }

    /**
     * Deletes old files: those last written to before a time, and the oldest while all together are too long. The newest
     * file always stays.
     *
     * @return position of the oldest message that may still be there
     */
    public long prune(Instant oldest, long mostBytes) throws IOException {
        List<LogFile> files = LogFile.list(directory);
        long bytes = files.isEmpty()
                ? 0
                : files.get(files.size() - 1).end() - files.get(0).base();
        int kept = 0;
        while (kept < files.size() - 1) {
            LogFile file = files.get(kept);
            boolean isOld = Files.getLastModifiedTime(file.path()).toInstant().isBefore(oldest);
            if (!isOld && bytes <= mostBytes) {
                break;
            }
            Files.delete(file.path());
            kept++;
            bytes -= files.get(kept).base() - file.base();
        }
        return files.isEmpty() ? 0 : files.get(kept).base();
    }

    private void syncUntilClosed() {
        try {
            while (!closed.await(settings.sync().toMillis(), TimeUnit.MILLISECONDS)) {
                syncNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forces what was written to the disk, without holding writers back. */
    private void syncNow() {
        RandomAccessFile current = current();
        if (current == null) {
            return;
        }
        try {
            current.getFD().sync();
        } catch (IOException e) {
            boolean closedMeanwhile = current() != current;
            if (!closedMeanwhile) {
                notices.accept("The log could not be forced to the disk (" + e.getMessage() + "), trying on.");
            }
        }
    }

    private @Nullable RandomAccessFile current() {
        lock.lock();
        try {
            return file;
        } finally {
            lock.unlock();
        }
    }

    private void sync(RandomAccessFile current) throws IOException {
        if (!settings.sync().isZero()) {
            current.getFD().sync();
        }
    }

    /** Writes no more, and lets another collector use the directory. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        lock.lock();
        try (lockFile) {
            RandomAccessFile current = file;
            file = null;
            if (current != null) {
                sync(current);
                current.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
