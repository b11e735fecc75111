package dev.spillway.internal.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The machine's file system. Where it knows POSIX permissions they are set from birth, never afterwards. */
public final class FileSystemDisk implements Disk {
    private static final FileAttribute<?> OURS_ALONE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OURS_ALONE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final int MOST_PROBES = 1_000;

    @Override
    public @Nullable Path ownDirectory(Path directory) throws IOException {
        boolean isThere = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        Path madeIn = isThere ? null : makeDirectory(directory);
        if (Files.isSymbolicLink(directory)) {
            throw isLink(directory, null);
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(directory + " is not a directory");
        }
        if (isPosix(directory)) {
            checkOwner(directory);
        }
        return madeIn;
    }

    private static @Nullable Path makeDirectory(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        Path existing = parent == null ? null : makeParents(parent);
        try {
            if (takesPermissions(directory)) {
                Files.createDirectory(directory, OURS_ALONE_DIRECTORY);
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker; what it made is checked like any other.
        }
        return existing;
    }

    /** Ours alone too: whoever may write to a parent could put another directory in the place of this one. */
    private static @Nullable Path makeParents(Path parent) throws IOException {
        Path existing = parent;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing != null && !Files.isDirectory(existing)) {
            throw new IOException(existing + " is not a directory");
        }
        if (takesPermissions(parent)) {
            Files.createDirectories(parent, OURS_ALONE_DIRECTORY);
        } else {
            Files.createDirectories(parent);
        }
        return existing;
    }

    private static void checkOwner(Path directory) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Path probe = makeProbe(directory);
        try {
            if (!attributes.owner().equals(Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS))) {
                throw new IOException(directory + " belongs to " + attributes.owner() + ", not to this process");
            }
        } finally {
            Files.delete(probe);
        }
        if (!Collections.disjoint(attributes.permissions(), WRITABLE_BY_OTHERS)) {
            throw new IOException(directory + " may be written by others ("
                    + PosixFilePermissions.toString(attributes.permissions()) + ")");
        }
    }

    /**
     * Makes a file, to see whose it is. Its name is no random one: the first random number of a process costs it many
     * milliseconds, as the JVM looks for where to take it from.
     */
    private static Path makeProbe(Path directory) throws IOException {
        for (int i = 0; ; i++) {
            try {
                return Files.createFile(directory.resolve("owner" + i + ".probe"), OURS_ALONE_FILE);
            } catch (FileAlreadyExistsException e) {
                // Another process looks too, or was killed while it did.
                if (i == MOST_PROBES) {
                    throw e;
                }
            }
        }
    }

    /** Whether a path can be given permissions when it is made; asks no disk. */
    private static boolean takesPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Whether the disk keeps owners and permissions; reads the list of all that is mounted. */
    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private static OpenFile open(Path file, Set<? extends OpenOption> options) throws IOException {
        try {
            return new OpenFile(
                    takesPermissions(file)
                            ? FileChannel.open(file, options, OURS_ALONE_FILE)
                            : FileChannel.open(file, options));
        } catch (IOException e) {
            throw Files.isSymbolicLink(file) ? isLink(file, e) : e;
        }
    }

    /** The system's own words do not name the file. */
    private static IOException isLink(Path path, @Nullable IOException cause) {
        return new IOException(path + " is a symbolic link, which is not followed", cause);
    }

    /**
     * The system's locks belong to the process, and closing any channel of a file lets go of them all: so a file that this
     * process has locked must not even be opened to try.
     */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        Path key = keyOf(file);
        if (!LOCKED.add(key)) {
            return null;
        }
        OpenFile locked = null;
        try {
            locked = tryLock(file);
        } finally {
            if (locked == null) {
                LOCKED.remove(key);
            }
        }
        OpenFile held = locked;
        return held == null
                ? null
                : () -> {
                    held.close();
                    LOCKED.remove(key);
                };
    }

    private static Path keyOf(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent.toRealPath().resolve(file.getFileName());
    }

    /** Whether somebody has locked a file; asks without changing it. */
    static boolean isLocked(Path file) throws IOException {
        if (LOCKED.contains(keyOf(file))) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return shared == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Opens a file for reading alone; fails if it is a link. */
    static DiskFile openToRead(Path file) throws IOException {
        return new OpenFile(FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    }

    private static @Nullable OpenFile tryLock(Path file) throws IOException {
        OpenFile opened =
                open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        FileLock lock = null;
        try {
            lock = opened.channel.tryLock();
            return lock == null ? null : opened;
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (lock == null) {
                opened.close();
            }
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void rename(Path file, String name) throws IOException {
        Files.move(file, file.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public Unmapping unmapping() {
        return new CollectedMappings();
    }

    private record OpenFile(FileChannel channel) implements DiskFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long at) throws IOException {
            int total = 0;
            int count = 0;
            while (target.hasRemaining() && count >= 0) {
                count = channel.read(target, at + total);
                total += Math.max(count, 0);
            }
            return total;
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            long place = at;
            while (source.hasRemaining()) {
                place += channel.write(source, place);
            }
        }

        @Override
        public ByteBuffer map(long bytes) throws IOException {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                // What was written is the kernel's by now.
            }
        }
    }
}
