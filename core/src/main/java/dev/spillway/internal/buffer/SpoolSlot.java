package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A slot as an onlooker sees it, who takes no lock and changes nothing. An engine may use it meanwhile: then what is
 * found is what waited at some moment during the call.
 */
public final class SpoolSlot {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]+-[0-9]+");
    /** Looks at a file that changes under the reader before it counts as damaged. */
    private static final int LOOKS = 3;

    private final Path directory;

    SpoolSlot(Path directory) {
        this.directory = directory;
    }

    /**
     * What an engine would deliver from here, counted.
     *
     * @param oldestMillis when the oldest event was logged; meaningless without events
     * @param newestMillis when the newest event was logged; meaningless without events
     */
    public record Contents(int segments, long events, long oldestMillis, long newestMillis) {}

    private record Place(Path path, long number) {}

    static boolean isNameOfSlot(String name) {
        return NAME.matcher(name).matches();
    }

    /** The slot's name, unique in its spill directory. */
    public String name() {
        return String.valueOf(directory.getFileName());
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** The name of its first segment file; such names grow with the time at which their engine started. */
    String firstFile() throws IOException {
        List<Path> segments = files(SegmentFile.SUFFIX);
        return segments.isEmpty() ? "" : name(segments.get(0));
    }

    /** Whose it is, in words; empty if that is not known. */
    public String identity() throws IOException {
        try {
            return Files.readString(directory.resolve(Slot.IDENTITY), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Whether an engine has it now. */
    public boolean isInUse() throws IOException {
        return FileSystemDisk.isLocked(directory.resolve(Slot.LOCK));
    }

    /** Up to where delivery is confirmed, in words. */
    public String confirmedUpTo() throws IOException {
        Slot.Position position = position();
        return position.segment() == 0
                ? "the beginning"
                : "segment " + position.segment() + ", byte " + (SegmentFile.RECORDS_AT + position.offset());
    }

    private Slot.Position position() throws IOException {
        try (DiskFile file = FileSystemDisk.openToRead(directory.resolve(Slot.POSITION))) {
            return Slot.positionIn(Slot.places(file));
        } catch (NoSuchFileException e) {
            return Slot.Position.START;
        }
    }

    /** Bytes of disk that its files take. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files("")) {
            try {
                bytes += Files.size(file);
            } catch (NoSuchFileException e) {
                // Delivered and deleted since it was listed.
            }
        }
        return bytes;
    }

    /**
     * Goes through what an engine would deliver from here, in order.
     *
     * @param records is given each message
     * @param damage is given each damaged file's name, and what is wrong with it
     */
    public Contents read(Consumer<SpoolRecord> records, BiConsumer<String, String> damage) throws IOException {
        List<String> reported = new ArrayList<>();
        BiConsumer<String, String> once = (file, what) -> {
            if (!reported.contains(file + what)) {
                reported.add(file + what);
                damage.accept(file, what);
            }
        };
        files(Slot.DAMAGED)
                .forEach(path -> once.accept(name(path), "was set aside by an engine that could not read it"));
        Counter counter = new Counter(records);
        for (Place place : places(once)) {
            String name = name(place.path);
            try {
                SegmentSnapshot segment = SegmentSnapshot.of(place.path, place.number, position());
                if (segment != null) {
                    counter.segments++;
                    segment.visit(counter.with(what -> once.accept(name, what)));
                }
            } catch (NoSuchFileException e) {
                // Delivered and deleted since it was listed.
            }
        }
        return new Contents(counter.segments, counter.events, counter.oldestMillis, counter.newestMillis);
    }

    /**
     * Removes files that engines have set aside because they could not read them, and the slot if nothing else is in it
     * and no engine uses it.
     *
     * @return the names of the files that were removed
     */
    public List<String> discard() throws IOException {
        Disk disk = new FileSystemDisk();
        List<String> removed = new ArrayList<>();
        for (Path file : files(Slot.DAMAGED)) {
            disk.delete(file);
            removed.add(name(file));
        }
        Slot slot = removed.isEmpty() ? null : Slot.take(disk, directory, "");
        if (slot != null && slot.drops().saved().isEmpty()) {
            slot.remove();
        } else if (slot != null) {
            slot.close();
        }
        return removed;
    }

    private List<Place> places(BiConsumer<String, String> damage) throws IOException {
        Slot.Position confirmed = position();
        List<Place> places = new ArrayList<>();
        for (Path path : files(SegmentFile.SUFFIX)) {
            long number = numberOf(path, confirmed, damage);
            if (number > 0) {
                places.add(new Place(path, number));
            }
        }
        places.sort(Comparator.comparingLong(Place::number));
        return places;
    }

    private static long numberOf(Path path, Slot.Position confirmed, BiConsumer<String, String> damage) {
        for (int look = 1; ; look++) {
            try {
                return SegmentSnapshot.numberOf(path, confirmed);
            } catch (NoSuchFileException e) {
                return 0;
            } catch (IOException e) {
                // An engine may just be writing the header.
                if (look >= LOOKS) {
                    damage.accept(name(path), String.valueOf(e.getMessage()));
                    return 0;
                }
            }
        }
    }

    private List<Path> files(String suffix) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : new FileSystemDisk().list(directory)) {
            if (name.endsWith(suffix)) {
                files.add(directory.resolve(name));
            }
        }
        return files;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static final class Counter {
        private final Consumer<SpoolRecord> records;
        private int segments;
        private long events;
        private long oldestMillis = Long.MAX_VALUE;
        private long newestMillis = Long.MIN_VALUE;

        Counter(Consumer<SpoolRecord> records) {
            this.records = records;
        }

        SegmentSnapshot.Visitor with(Consumer<String> damage) {
            return new SegmentSnapshot.Visitor() {
                @Override
                public void record(SpoolRecord found) {
                    events += found.standsForEvent() ? 1 : 0;
                    oldestMillis = Math.min(oldestMillis, found.epochMillis());
                    newestMillis = Math.max(newestMillis, found.epochMillis());
                    records.accept(found);
                }

                @Override
                public void damage(String what) {
                    damage.accept(what);
                }
            };
        }
    }
}
