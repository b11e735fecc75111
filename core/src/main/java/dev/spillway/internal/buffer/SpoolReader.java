package dev.spillway.internal.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks into a spill directory without changing anything in it, even while engines use it. */
public final class SpoolReader {
    private final Path directory;

    /**
     * A reader of a spill directory.
     *
     * @throws IOException if it is not there, is none, or cannot be read; the message says which
     */
    public SpoolReader(Path directory) throws IOException {
        this.directory = directory;
        if (!Files.exists(directory)) {
            throw new IOException(directory + " does not exist");
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + " is not a directory");
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            throw new IOException(directory + " cannot be read by this user: run this as the application's user");
        }
        List<String> names = new FileSystemDisk().list(directory);
        if (names.contains(Slot.LOCK) && names.contains(Slot.IDENTITY)) {
            throw new IOException(directory + " is a slot of a spill directory: name the directory above it");
        }
        if (!names.isEmpty() && names.stream().noneMatch(SpoolSlot::isNameOfSlot)) {
            throw new IOException(directory + " is not a spill directory: it holds no slot, but " + names.get(0));
        }
    }

    /** The slots, the one with the oldest events first. */
    public List<SpoolSlot> slots() throws IOException {
        List<SpoolSlot> slots = new ArrayList<>();
        Map<SpoolSlot, String> firstFiles = new HashMap<>();
        for (String name : new FileSystemDisk().list(directory)) {
            if (SpoolSlot.isNameOfSlot(name)) {
                SpoolSlot slot = new SpoolSlot(directory.resolve(name));
                slots.add(slot);
                firstFiles.put(slot, slot.firstFile());
            }
        }
        slots.sort(Comparator.comparing(slot -> firstFiles.getOrDefault(slot, "")));
        return slots;
    }
}
