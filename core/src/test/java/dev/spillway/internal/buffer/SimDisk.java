package dev.spillway.internal.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that fails as it is told to, and that survives the process which uses it: {@link #crash} ends
 * that process, {@link #reboot} lets the next one begin, {@link #losePower} forgets what was not forced. One thread at a
 * time calls it; the memory that it maps may be used by many.
 */
public final class SimDisk implements Disk {
    private final Map<Path, SimFile> files = new TreeMap<>();
    private final Set<Path> directories = new TreeSet<>();
    private final Set<Path> lasting = new HashSet<>();
    private final Set<Path> locked = new HashSet<>();
    private final Map<Integer, Deque<ByteBuffer>> memory;
    private final List<ByteBuffer> mapped = new ArrayList<>();
    private Fault fault = (call, path, count) -> {};
    private boolean crashed;
    private long calls;
    private long bytesRead;
    private long capacity = Long.MAX_VALUE;
    private int timesFull;

    /** What can be asked of a disk. */
    public enum Call {
        OWN,
        LIST,
        CREATE,
        OPEN,
        LOCK,
        DELETE,
        RENAME,
        FORCE_DIRECTORY,
        USABLE,
        SIZE,
        READ,
        WRITE,
        MAP,
        FORCE
    }

    /** Is asked before each call, and lets it fail. */
    public interface Fault {
        /** @param count calls before this one */
        void before(Call call, Path path, long count) throws IOException;
    }

    /** The end of the process, which nothing catches. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash() {
            super("the process ends here", null, false, false);
        }
    }

    public SimDisk() {
        this(new HashMap<>());
    }

    private SimDisk(Map<Integer, Deque<ByteBuffer>> memory) {
        this.memory = memory;
    }

    /** A disk with the same content, without locks and faults; memory that both do not need is used again. */
    public SimDisk copy() {
        SimDisk copy = new SimDisk(memory);
        copy.directories.addAll(directories);
        files.forEach((path, file) -> copy.files.put(path, file.copy(copy)));
        return copy;
    }

    /** Gives back the memory of all files that there were; the disk and whatever mapped them are not used any more. */
    public void recycle() {
        mapped.forEach(bytes -> unused(bytes.capacity()).add(bytes));
        mapped.clear();
        files.clear();
    }

    private Deque<ByteBuffer> unused(int length) {
        return memory.computeIfAbsent(length, any -> new ArrayDeque<>());
    }

    ByteBuffer memory(int length) {
        ByteBuffer free = unused(length).pollFirst();
        ByteBuffer taken = free == null ? ByteBuffer.allocateDirect(length) : free;
        mapped.add(taken);
        return taken;
    }

    // What a test plans.

    public void failAs(Fault plan) {
        fault = plan;
        calls = 0;
    }

    public void mend() {
        fault = (call, path, count) -> {};
    }

    /** Fails the call number {@code at}, counted from here on, and all after it if {@code forEver}. */
    public void failAt(long at, boolean forEver) {
        failAs((call, path, count) -> {
            if (count == at || (forEver && count > at)) {
                throw new IOException("simulated failure of " + call + " " + path.getFileName());
            }
        });
    }

    /** Ends the process before the call number {@code at}; a write is done in part. */
    public void crashAt(long at) {
        failAs((call, path, count) -> {
            if (count == at) {
                crash();
            }
        });
    }

    public void crash() {
        crashed = true;
        throw new Crash();
    }

    public boolean hasCrashed() {
        return crashed;
    }

    /** Begins anew after the end of a process. */
    public void reboot() {
        crashed = false;
        locked.clear();
        mend();
    }

    /** Keeps of each 512 bytes that were not forced the old or the new ones, and some of the names. */
    public void losePower(Random random) {
        List.copyOf(directories).stream()
                .filter(path -> !lasting.contains(path) && random.nextBoolean())
                .forEach(this::remove);
        files.keySet().removeIf(path -> !lasting.contains(path) && random.nextBoolean());
        files.values().forEach(file -> file.losePower(random));
        lasting.clear();
        lasting.addAll(files.keySet());
        lasting.addAll(directories);
        reboot();
    }

    public void limitCapacity(long bytes) {
        capacity = bytes;
    }

    public long calls() {
        return calls;
    }

    long bytesRead() {
        return bytesRead;
    }

    void countRead(int bytes) {
        bytesRead += bytes;
    }

    // What a test finds, or does behind the back of the process.

    public Set<Path> paths() {
        return new TreeSet<>(files.keySet());
    }

    boolean isDirectory(Path path) {
        return directories.contains(path);
    }

    public byte[] content(Path path) {
        return file(path).content();
    }

    void replace(Path path, byte[] content) {
        files.put(path, new SimFile(path, content, this));
    }

    void poke(Path path, int at, int value) {
        file(path).poke(at, value);
    }

    /** Takes the end off a file; what maps it goes on to see what was there. */
    void cut(Path path, int size) {
        file(path).cut(size);
    }

    void makeDirectory(Path path) {
        directories.add(path);
    }

    void remove(Path path) {
        files.keySet().removeIf(file -> file.startsWith(path));
        directories.removeIf(directory -> directory.startsWith(path));
    }

    void takeLock(Path path) {
        files.computeIfAbsent(path, p -> new SimFile(p, new byte[0], this));
        locked.add(path);
    }

    private SimFile file(Path path) {
        SimFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("no file " + path);
        }
        return file;
    }

    // The disk.

    void before(Call call, Path path) throws IOException {
        if (crashed) {
            throw new Crash();
        }
        fault.before(call, path, calls++);
    }

    @Override
    public @Nullable Path ownDirectory(Path directory) throws IOException {
        before(Call.OWN, directory);
        if (files.containsKey(directory)) {
            throw new IOException(directory + " is not a directory");
        }
        return directories.add(directory) ? directory.getParent() : null;
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        before(Call.LIST, directory);
        if (!directories.contains(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        Set<String> names = new TreeSet<>();
        files.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .forEach(path -> names.add(name(path)));
        directories.stream().filter(path -> directory.equals(path.getParent())).forEach(path -> names.add(name(path)));
        return List.copyOf(names);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        before(Call.CREATE, file);
        if (files.containsKey(file) || directories.contains(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (!directories.contains(file.getParent())) {
            throw new NoSuchFileException(file.toString());
        }
        SimFile made = new SimFile(file, new byte[0], this);
        files.put(file, made);
        return new SimOpenFile(this, made);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        before(Call.OPEN, file);
        SimFile found = files.get(file);
        if (found == null) {
            throw new NoSuchFileException(file.toString());
        }
        return new SimOpenFile(this, found);
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        before(Call.LOCK, file);
        if (directories.contains(file) || !directories.contains(file.getParent())) {
            throw new NoSuchFileException(file.toString());
        }
        files.computeIfAbsent(file, path -> new SimFile(path, new byte[0], this));
        return locked.add(file) ? () -> locked.removeIf(path -> !crashed && path.equals(file)) : null;
    }

    @Override
    public void delete(Path file) throws IOException {
        before(Call.DELETE, file);
        if (files.remove(file) == null && directories.contains(file)) {
            if (!list(file).isEmpty()) {
                throw new DirectoryNotEmptyException(file.toString());
            }
            directories.remove(file);
        }
    }

    @Override
    public void rename(Path file, String name) throws IOException {
        before(Call.RENAME, file);
        SimFile moved = files.remove(file);
        if (moved == null) {
            throw new NoSuchFileException(file.toString());
        }
        files.put(file.resolveSibling(name), moved);
    }

    @Override
    public void force(Path directory) throws IOException {
        before(Call.FORCE_DIRECTORY, directory);
        lasting.removeIf(path -> directory.equals(path.getParent()));
        Stream.concat(files.keySet().stream(), directories.stream())
                .filter(path -> directory.equals(path.getParent()))
                .forEach(lasting::add);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        before(Call.USABLE, directory);
        timesFull += free() < Buffer.MIN_SEGMENT ? 1 : 0;
        return free();
    }

    public long free() {
        return capacity == Long.MAX_VALUE ? Long.MAX_VALUE / 2 : capacity - usedBytes();
    }

    /** The length of a file. */
    public long size(Path path) {
        return file(path).size();
    }

    /** How often it said that there is no room for a segment. */
    public int timesFull() {
        return timesFull;
    }

    /** Bytes of all files. */
    public long usedBytes() {
        return files.values().stream().mapToLong(SimFile::size).sum();
    }

    @Override
    public Unmapping unmapping() {
        return new Unmapping() {
            private int ended;

            @Override
            public void await(ByteBuffer mapped) {
                ended++;
            }

            @Override
            public int count() {
                int count = ended;
                ended = 0;
                return count;
            }
        };
    }
}
