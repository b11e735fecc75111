package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.buffer.SpoolRig.Drained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody has put symbolic links into a spill directory on a real file system, to a victim's file or to one that is to
 * be made. They are not followed, whatever the engine does with its files.
 */
final class SlotLinksTest {
    private static final String SLOT = "0abc-1";
    private static final long START_MILLIS = 1_700_000_000_000L;
    private static final int LENGTH = 3_000;

    @TempDir
    private Path directory;

    private Path spill;
    private Path victim;
    private String before;
    private List<String> backlog;

    @BeforeEach
    void leaveBacklog() throws IOException {
        spill = directory.resolve("spill");
        victim = Files.writeString(directory.resolve("victim"), "the victim's own text".repeat(10_000));
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-r--r--"));
        before = image();
        Buffer buffer = rig(START_MILLIS).open();
        backlog = SpoolRig.fill(buffer, 0, 60, LENGTH);
        buffer.close();
    }

    private SpoolRig rig(long startMillis) {
        return new SpoolRig(new FileSystemDisk())
                .with(new SpillSettings(spill, 8L * Buffer.MIN_SEGMENT, 0, null))
                .startedAt(startMillis);
    }

    private String image() throws IOException {
        return Files.readString(victim)
                + Files.getLastModifiedTime(victim)
                + PosixFilePermissions.toString(Files.getPosixFilePermissions(victim));
    }

    private Path target(String kind) {
        return kind.equals("victim") ? victim : directory.resolve("nobody");
    }

    /** A whole life, in which everything is done that an engine does with files. */
    private List<String> live(SpoolRig rig) {
        Buffer buffer = rig.open();
        Cursor cursor = buffer.cursor();
        SpoolRig.append(buffer, "fresh");
        SpoolRig.fill(buffer, 100, 60, LENGTH);
        Drained drained = SpoolRig.drain(buffer, cursor, Integer.MAX_VALUE);
        buffer.savePosition(cursor);
        buffer.spill().force();
        SpoolRig.maintain(buffer);
        assertThat(drained.texts()).as("%s", rig.reports).contains("fresh", SpoolRig.text(159, LENGTH));
        assertThat(buffer.spill().trouble()).as("%s", rig.reports).isNull();
        buffer.close();
        return drained.texts();
    }

    private void assertLeft(SpoolRig rig, String file) {
        Path slot = spill.resolve(SLOT);
        assertThat(rig.reports)
                .containsExactly("warn slot " + slot + " cannot be used and is left as it is: " + slot.resolve(file)
                        + " is a symbolic link, which is not followed");
    }

    private void assertVictimUntouched() throws IOException {
        assertThat(image()).isEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(spill, victim);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim", "nobody"})
    void linkInPlaceOfTheLock(String kind) throws IOException {
        replace(spill.resolve(SLOT).resolve(Slot.LOCK), kind);

        SpoolRig rig = rig(START_MILLIS + 1);
        live(rig);

        assertLeft(rig, Slot.LOCK);
        assertVictimUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim", "nobody"})
    void linkInPlaceOfThePosition(String kind) throws IOException {
        replace(spill.resolve(SLOT).resolve(Slot.POSITION), kind);

        SpoolRig rig = rig(START_MILLIS + 1);
        live(rig);

        assertLeft(rig, Slot.POSITION);
        assertVictimUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim", "nobody"})
    void linkInPlaceOfTheIdentity(String kind) throws IOException {
        replace(spill.resolve(SLOT).resolve(Slot.IDENTITY), kind);

        SpoolRig rig = rig(START_MILLIS + 1);
        assertThat(live(rig)).startsWith(backlog.toArray(String[]::new));

        assertThat(rig.reports).isEmpty();
        assertVictimUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim", "nobody"})
    void linkInPlaceOfASegment(String kind) throws IOException {
        Path segment;
        try (Stream<Path> files = Files.list(spill.resolve(SLOT))) {
            segment = files.filter(path -> path.toString().endsWith(SegmentFile.SUFFIX))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        replace(segment, kind);

        SpoolRig rig = rig(START_MILLIS + 1);
        List<String> delivered = live(rig);

        assertThat(delivered).contains(backlog.get(59)).doesNotContain(backlog.get(0));
        assertThat(rig.reports)
                .singleElement()
                .asString()
                .startsWith("error " + segment + " cannot be read: " + segment + " is a symbolic link");
        assertVictimUntouched();
    }

    @ParameterizedTest
    @ValueSource(strings = {"victim", "nobody"})
    void linkWhereTheNextSegmentIsMade(String kind) throws IOException {
        // Put there after the start has looked at what is there.
        SpoolRig rig = rig(START_MILLIS + 1);
        Buffer buffer = rig.open();
        for (int i = 0; i < 100; i++) {
            Path next = spill.resolve(SLOT).resolve(String.format("%016x.segment", (START_MILLIS + 1 << 16) + i));
            if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(next, target(kind));
            }
        }
        List<String> fresh = SpoolRig.fill(buffer, 60, 60, LENGTH);
        assertThat(SpoolRig.drain(buffer).texts()).endsWith(fresh.toArray(String[]::new));
        assertThat(buffer.spill().trouble()).as("%s", rig.reports).isNull();
        assertThat(buffer.pendingInMemory()).isZero();
        buffer.close();
        assertVictimUntouched();
    }

    @Test
    void linkInPlaceOfTheSlotItself() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(spill.resolve(SLOT), elsewhere);
        Files.createSymbolicLink(spill.resolve(SLOT), elsewhere);
        List<Path> there = list(elsewhere);

        SpoolRig rig = rig(START_MILLIS + 1);
        assertThat(live(rig)).doesNotContain(backlog.get(0));

        assertThat(rig.reports).singleElement().asString().contains(SLOT, "symbolic link");
        assertThat(list(elsewhere)).isEqualTo(there);
        assertThat(image()).isEqualTo(before);
    }

    private static List<Path> list(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.sorted().toList();
        }
    }

    private void replace(Path place, String kind) throws IOException {
        Files.delete(place);
        Files.createSymbolicLink(place, target(kind));
    }
}
