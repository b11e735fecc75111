package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.SimDisk.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds of the buffer's part on disk, its syncs, and what becomes of it when its helper is interrupted. */
final class SpillTest {
    private static final int LENGTH = 3_000;
    private static final long LIMIT = 8L * Buffer.MIN_SEGMENT;
    private static final long MEMORY = 4L * Buffer.MIN_SEGMENT;

    private final SimDisk disk = new SimDisk();
    private final SpoolRig rig = new SpoolRig(disk);

    @TempDir
    private Path directory;

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).as("interrupted behind a test").isFalse();
    }

    private long bytesOfSegments() {
        return disk.paths().stream()
                .filter(path -> path.toString().endsWith(SegmentFile.SUFFIX))
                .mapToLong(path -> disk.content(path).length)
                .sum();
    }

    private static void settings(SpoolRig rig, Path directory, long minFree, Duration sync) {
        rig.with(new SpillSettings(directory, LIMIT, minFree, sync));
    }

    @Test
    void diskGrowsUpToItsLimitAndMemoryTakesTheRest() {
        Buffer buffer = rig.open();
        List<String> accepted = new ArrayList<>();
        long most = 0;
        for (int i = 0; SpoolRig.append(buffer, SpoolRig.text(i, LENGTH)); i++) {
            accepted.add(SpoolRig.text(i, LENGTH));
            SpoolRig.maintain(buffer);
            most = Math.max(most, bytesOfSegments());
        }
        assertThat(most).isBetween(LIMIT - Buffer.MIN_SEGMENT, LIMIT);
        assertThat(buffer.spill().bytesOnDisk()).isEqualTo(bytesOfSegments());
        assertThat(buffer.pending().onDisk()).isPositive();
        assertThat(buffer.pendingInMemory()).isPositive();
        assertThat((long) accepted.size() * LENGTH).isGreaterThan(LIMIT + MEMORY - 3L * Buffer.MIN_SEGMENT);
        assertThat(rig.reports).as("a limit is no trouble").isEmpty();

        Cursor cursor = buffer.cursor();
        assertThat(SpoolRig.drain(buffer, cursor, Integer.MAX_VALUE).texts()).isEqualTo(accepted);
        SpoolRig.maintain(buffer);
        List<String> more = SpoolRig.fill(buffer, 0, 100, LENGTH);
        assertThat(bytesOfSegments()).isLessThanOrEqualTo(LIMIT);
        assertThat(SpoolRig.drain(buffer, cursor, Integer.MAX_VALUE).texts()).isEqualTo(more);
    }

    @Test
    void filesOfAFullDiskAreKept() {
        rig.with(new SpillSettings(directory, 32L * Buffer.MIN_SEGMENT, 0, null));
        disk.limitCapacity(12L * Buffer.MIN_SEGMENT);
        Buffer buffer = rig.open();
        SpoolRig.fill(buffer, 0, 300, LENGTH);
        long full = bytesOfSegments();
        assertThat(full).isGreaterThan(10L * Buffer.MIN_SEGMENT);

        SpoolRig.drain(buffer, buffer.cursor(), Integer.MAX_VALUE);
        SpoolRig.maintain(buffer);

        // A real disk gives the room of deleted ones back no earlier than the JVM unmaps them.
        assertThat(bytesOfSegments()).isGreaterThanOrEqualTo(full);
    }

    @Test
    void backlogCountsAgainstTheLimit() {
        SpoolRig.fill(rig.open(), 0, 100, LENGTH);
        disk.reboot();

        Buffer next = new SpoolRig(disk).startedAt(1_800_000_000_000L).open();

        for (int i = 0; SpoolRig.append(next, SpoolRig.text(i, LENGTH)); i++) {
            SpoolRig.maintain(next);
            assertThat(bytesOfSegments()).isLessThanOrEqualTo(LIMIT);
        }
    }

    @Test
    void spaceThatIsToStayFreeStaysFree() {
        long free = 2L * Buffer.MIN_SEGMENT;
        disk.limitCapacity(6L * Buffer.MIN_SEGMENT);
        settings(rig, SpoolRig.DIRECTORY, free, null);
        Buffer buffer = rig.open();
        List<String> accepted = new ArrayList<>();
        for (int i = 0; SpoolRig.append(buffer, SpoolRig.text(i, LENGTH)); i++) {
            accepted.add(SpoolRig.text(i, LENGTH));
            SpoolRig.maintain(buffer);
            assertThat(disk.free()).isGreaterThanOrEqualTo(free - 1_000);
        }
        assertThat(buffer.spill().trouble()).contains("would be left free, and minFreeSpace is " + free);
        assertThat(rig.reports).hasSize(1);
        assertThat(buffer.pendingInMemory()).isPositive();

        disk.limitCapacity(Long.MAX_VALUE);
        assertThat(SpoolRig.drain(buffer).texts()).isEqualTo(accepted);
        SpoolRig.maintain(buffer);

        assertThat(buffer.spill().trouble()).isNull();
        assertThat(rig.reports).last().asString().endsWith("is in use again");
    }

    @Test
    void failedSyncIsReportedAndNeverTriedAgainOnThatFile() {
        settings(rig, SpoolRig.DIRECTORY, 0, Duration.ofMillis(500));
        Buffer buffer = rig.open();
        List<String> texts = new ArrayList<>(SpoolRig.fill(buffer, 0, 5, LENGTH));
        Path bad = ((LiveSegment) buffer.cursor().segment()).memory().file().path();
        Map<Path, Integer> syncs = new HashMap<>();
        disk.failAs((call, path, count) -> {
            if (call == Call.FORCE) {
                syncs.merge(path, 1, Integer::sum);
                if (path.equals(bad)) {
                    throw new IOException("Input/output error");
                }
            }
        });
        buffer.spill().force();
        texts.addAll(SpoolRig.fill(buffer, 5, 5, LENGTH));
        buffer.spill().force();
        texts.addAll(SpoolRig.fill(buffer, 10, 5, LENGTH));
        buffer.spill().force();

        assertThat(syncs.get(bad)).isEqualTo(1);
        assertThat(syncs).as("the file after it").hasSize(2).containsValue(2);
        assertThat(rig.reports)
                .singleElement()
                .asString()
                .startsWith("error a sync of " + bad + " failed: Input/output error;");
        assertThat(SpoolRig.drain(buffer).texts()).isEqualTo(texts);
        SpoolRig.maintain(buffer);
        assertThat(disk.paths()).as("what was not written is not used again").doesNotContain(bad);
    }

    @Test
    void syncTakesInWhatWasLoggedAndNothingTwice() {
        settings(rig, SpoolRig.DIRECTORY, 0, Duration.ofMillis(500));
        Buffer buffer = rig.open();
        List<String> texts = SpoolRig.fill(buffer, 0, 60, LENGTH);

        buffer.spill().force();

        disk.losePower(new Random(1));
        Buffer next = new SpoolRig(disk).startedAt(1_800_000_000_000L).open();
        assertThat(SpoolRig.drain(next).texts()).isEqualTo(texts);
    }

    @Test
    void reserveIsKeptForUrgentEventsOnDiskToo() {
        rig.with(new BufferSettings(MEMORY, 8192, 3L * Buffer.MIN_SEGMENT, Overflow.DROP, Duration.ZERO));
        Buffer buffer = rig.open();
        int ordinary = 0;
        while (SpoolRig.append(buffer, SpoolRig.text(ordinary, LENGTH))) {
            ordinary++;
            SpoolRig.maintain(buffer);
        }
        byte[] warning = SpoolRig.text(1, LENGTH).getBytes(StandardCharsets.ISO_8859_1);
        int urgent = 0;
        while (buffer.append(warning, 0, warning.length, 0, Severity.WARNING, 42, true)) {
            urgent++;
            SpoolRig.maintain(buffer);
        }
        assertThat(urgent * (long) LENGTH).isGreaterThan(2L * Buffer.MIN_SEGMENT);
        assertThat(ordinary).isGreaterThan(urgent);
    }

    @Test
    void interruptedHelperCostsNothingAndTheDiskIsUsedOn() {
        SpoolRig real = new SpoolRig(new FileSystemDisk());
        settings(real, directory.resolve("spill"), 0, Duration.ofMillis(500));
        Buffer buffer = real.open();
        Cursor cursor = buffer.cursor();
        List<String> texts = new ArrayList<>(SpoolRig.fill(buffer, 0, 30, LENGTH));

        Thread.currentThread().interrupt();
        buffer.spill().maintain();
        buffer.spill().force();
        buffer.savePosition(cursor);
        assertThat(Thread.interrupted()).as("the flag is its owner's").isTrue();

        // Whatever is closed now is made anew or opened again.
        texts.addAll(SpoolRig.fill(buffer, 30, 60, LENGTH));
        assertThat(SpoolRig.drain(buffer, cursor, 20).texts()).isEqualTo(texts.subList(0, 20));
        buffer.savePosition(cursor);
        buffer.spill().maintain();
        buffer.spill().force();
        assertThat(buffer.spill().trouble()).as("%s", real.reports).isNull();
        assertThat(buffer.pendingInMemory()).isZero();
        buffer.close();

        Buffer next = new SpoolRig(new FileSystemDisk())
                .with(new SpillSettings(directory.resolve("spill"), LIMIT, 0, null))
                .startedAt(1_800_000_000_000L)
                .open();
        assertThat(SpoolRig.drain(next).texts()).isEqualTo(texts.subList(20, texts.size()));
        next.close();
    }

    @Test
    void aDiskThatDoesNotAnswerForAMomentHasNotLostItsFiles() {
        SimDisk disk = new SimDisk();
        SpoolRig rig = new SpoolRig(disk);
        Buffer buffer = rig.open();
        SpoolRig.fill(buffer, 0, 10, 100);
        rig.nanos += 2_000_000_000L;
        disk.failAs((call, path, count) -> {
            if (call == SimDisk.Call.LIST) {
                throw new IOException("it does not answer");
            }
        });
        buffer.spill().maintain();
        disk.mend();
        SpoolRig.maintain(buffer);
        buffer.close();
        assertThat(rig.reports).noneMatch(report -> report.contains("deleted"));
        assertThat(new SpoolRig(disk).startedAt(1_800_000_000_000L).open().recoveredEvents())
                .isEqualTo(10);
    }
}
