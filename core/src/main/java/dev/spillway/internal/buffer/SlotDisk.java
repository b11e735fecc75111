package dev.spillway.internal.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file system on which a spill directory has one slot only, for an engine that is to empty that and nothing else. */
public final class SlotDisk implements Disk {
    private final Disk disk = new FileSystemDisk();
    private final Path spillDirectory;
    private final Path slot;
    private volatile boolean taken;

    public SlotDisk(Path spillDirectory, String slot) {
        this.spillDirectory = spillDirectory;
        this.slot = spillDirectory.resolve(slot);
    }

    /** The identity of the engines that may empty a slot. */
    public static String identityOf(String slot) {
        return slot.substring(0, slot.lastIndexOf('-'));
    }

    /** Whether the engine has got the slot's lock. */
    public boolean isTaken() {
        return taken;
    }

    @Override
    public @Nullable Path ownDirectory(Path directory) throws IOException {
        if (!directory.equals(spillDirectory) && !directory.equals(slot)) {
            throw new IOException(slot + " is in use");
        }
        return disk.ownDirectory(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        List<String> names = disk.list(directory);
        return directory.equals(spillDirectory)
                ? names.stream().filter(name -> slot.endsWith(name)).toList()
                : names;
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        Closeable lock = disk.lock(file);
        taken |= lock != null;
        return lock;
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        return disk.create(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
    }

    @Override
    public void rename(Path file, String name) throws IOException {
        disk.rename(file, name);
    }

    @Override
    public void force(Path directory) throws IOException {
        disk.force(directory);
    }

    @Override
    public Unmapping unmapping() {
        return disk.unmapping();
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return disk.usableBytes(directory);
    }
}
