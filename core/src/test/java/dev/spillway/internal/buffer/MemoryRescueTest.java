package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.buffer.SimDisk.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What had to wait in memory comes to disk once that works: while the process runs, and at its end. */
@Timeout(120)
final class MemoryRescueTest {
    private static final int LENGTH = 3_000;

    private final SimDisk disk = new SimDisk();
    private final SpoolRig rig = new SpoolRig(disk).with(settings(24, null));

    private static SpillSettings settings(int segments, @Nullable Duration syncInterval) {
        return new SpillSettings(SpoolRig.DIRECTORY, (long) segments * Buffer.MIN_SEGMENT, 0, syncInterval);
    }

    private static void end(Buffer buffer, Cursor confirmed) {
        buffer.makeLasting();
        SpoolRig.close(buffer, confirmed);
    }

    private List<String> nextStart() {
        disk.reboot();
        Buffer next = rig.startedAt(1_800_000_000_000L).open();
        SpoolRig.Drained rest = SpoolRig.drain(next);
        assertThat(rest.damaged()).isZero();
        assertThat(next.recoveredEvents()).isEqualTo(rest.texts().size());
        return rest.texts();
    }

    @Test
    void diskThatWorksAtTheEndGetsWhatWaitsInMemory() {
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        List<String> texts = SpoolRig.fill(buffer, 0, 50, LENGTH);
        assertThat(buffer.pendingInMemory()).isEqualTo(50);
        disk.mend();

        end(buffer, buffer.cursor());

        assertThat(buffer.pendingInMemory()).isZero();
        assertThat(nextStart()).isEqualTo(texts);
    }

    @Test
    void orderIsKeptAcrossDiskAndMemory() {
        Buffer buffer = rig.open();
        List<String> texts = new ArrayList<>(SpoolRig.fill(buffer, 0, 30, LENGTH));
        disk.failAt(0, true);
        texts.addAll(SpoolRig.fill(buffer, 30, 100, LENGTH));
        assertThat(buffer.pendingInMemory()).isPositive();
        disk.mend();
        buffer.spill().maintain();
        texts.addAll(SpoolRig.fill(buffer, 130, 40, LENGTH));

        end(buffer, buffer.cursor());

        assertThat(nextStart()).isEqualTo(texts);
    }

    @Test
    void whatIsConfirmedOfASegmentInMemoryIsNotRepeated() {
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        List<String> texts = SpoolRig.fill(buffer, 0, 50, LENGTH);
        Cursor cursor = buffer.cursor();
        SpoolRig.drain(buffer, cursor, 29);
        disk.mend();

        end(buffer, cursor);

        assertThat(nextStart()).isEqualTo(texts.subList(29, 50));
    }

    @Test
    void diskThatWorksAgainGetsWhatWaitsInMemoryWhileTheProcessRuns() {
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        List<String> texts = new ArrayList<>(SpoolRig.fill(buffer, 0, 50, LENGTH));
        disk.mend();
        buffer.spill().maintain();
        assertThat(buffer.spill().trouble()).isNull();
        assertThat(buffer.spill().needsLook()).isTrue();

        buffer.tidy();
        buffer.spill().maintain();

        assertThat(buffer.pendingInMemory()).as("in memory, after two looks").isZero();
        texts.addAll(SpoolRig.fill(buffer, 50, 5, LENGTH));
        assertThat(buffer.pending().onDisk()).isEqualTo(55);
        // Here the process is killed.
        assertThat(nextStart()).isEqualTo(texts);
    }

    @Test
    void copiesOfWhatIsDeliveredAreDeleted() {
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        SpoolRig.fill(buffer, 0, 50, LENGTH);
        disk.mend();
        buffer.spill().maintain();
        buffer.tidy();
        buffer.spill().maintain();
        int copies = disk.paths().size();
        SpoolRig.append(buffer, "the last one");
        SpoolRig.drain(buffer);
        SpoolRig.maintain(buffer);
        assertThat(disk.paths()).hasSizeLessThan(copies);
        buffer.close();
        assertThat(disk.paths()).isEmpty();
    }

    @Test
    void copyWhoseNameCannotBeSyncedIsMadeAgainAndFoundOnce() {
        rig.with(settings(24, Duration.ofMillis(500)));
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        List<String> texts = SpoolRig.fill(buffer, 0, 50, LENGTH);
        failToSyncNames();
        buffer.spill().maintain();
        buffer.makeLasting();
        assertThat(buffer.pendingInMemory()).as("where names cannot be synced").isEqualTo(50);
        assertThat(buffer.spill().bytesOnDisk()).isZero();
        disk.mend();

        end(buffer, buffer.cursor());

        assertThat(buffer.pendingInMemory()).isZero();
        assertThat(nextStart()).isEqualTo(texts);
    }

    @Test
    void filesWhoseNamesCannotBeSyncedAreNotHeaped() {
        rig.with(settings(24, Duration.ofMillis(500)));
        failToSyncNames();
        Buffer buffer = rig.open();
        for (int i = 0; i < 10; i++) {
            buffer.spill().maintain();
        }
        assertThat(buffer.spill().trouble()).isNotNull();
        assertThat(segments()).isZero();
    }

    private void failToSyncNames() {
        disk.failAs((call, path, count) -> {
            if (call == Call.FORCE_DIRECTORY) {
                throw new IOException("simulated");
            }
        });
    }

    @Test
    void limitHoldsAtTheEndToo() {
        rig.with(settings(4, null));
        Buffer buffer = rig.open();
        int logged = 0;
        while (SpoolRig.append(buffer, SpoolRig.text(logged, LENGTH))) {
            logged++;
            SpoolRig.maintain(buffer);
        }
        assertThat(buffer.pendingInMemory()).isPositive();

        end(buffer, buffer.cursor());

        assertThat(buffer.spill().bytesOnDisk()).isLessThanOrEqualTo(4L * Buffer.MIN_SEGMENT);
        assertThat(buffer.pendingInMemory()).as("what has no room").isPositive();
        assertThat(nextStart()).hasSize((int) buffer.pending().onDisk());
    }

    @Test
    void diskThatFailsAtTheEndCostsWhatItDidNotGet() {
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        List<String> texts = SpoolRig.fill(buffer, 0, 50, LENGTH);
        int[] made = {0};
        disk.failAs((call, path, count) -> {
            boolean segment = path.getFileName().toString().endsWith(SegmentFile.SUFFIX);
            if (call == Call.CREATE && segment && made[0]++ >= 1) {
                throw new IOException("simulated");
            }
        });

        end(buffer, buffer.cursor());

        long kept = buffer.pending().onDisk();
        assertThat(kept).isBetween(1L, 49L);
        assertThat(buffer.pendingInMemory()).isEqualTo(50 - kept);
        assertThat(nextStart()).isEqualTo(texts.subList(0, (int) kept));
    }

    @Test
    void diskThatIsTooSlowAtTheEndDoesNotHoldItUp() {
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        SpoolRig.fill(buffer, 0, 50, LENGTH);
        disk.failAs((call, path, count) -> rig.nanos += 150_000_000L);

        end(buffer, buffer.cursor());

        assertThat(buffer.pendingInMemory()).isPositive();
        assertThat(rig.nanos).as("simulated time").isLessThan(10_000_000_000L);
    }

    @Test
    void loggerThatHangsAtTheEndHasLostItsClaim() {
        LiveSegment segment = new LiveSegment(Memory.allocate(1024), 7, 0, true);
        byte[] message = new byte[44];
        for (int at = 0; at < 3 * 64; at += 64) {
            assertThat(segment.claim(segment.tail(), 64, true)).isTrue();
        }
        assertThat(segment.write(64, message, 0, 44, 1, 42, 0)).isTrue();

        assertThat(segment.settleNow()).isEqualTo(1);

        assertThat(segment.write(0, message, 0, 44, 1, 42, 0)).isFalse();
        assertThat(segment.write(128, message, 0, 44, 1, 42, 0)).isFalse();
        assertThat(segment.events()).isEqualTo(1);
    }

    @Test
    void whatCameFromMemorySurvivesALossOfPowerIfSynced() {
        rig.with(settings(24, Duration.ofMillis(500)));
        disk.failAt(0, true);
        Buffer buffer = rig.open();
        List<String> texts = SpoolRig.fill(buffer, 0, 50, LENGTH);
        disk.mend();
        end(buffer, buffer.cursor());
        disk.losePower(new Random(1));
        assertThat(nextStart()).isEqualTo(texts);
    }

    @Test
    void helperThatLaggedMakesMoreSegmentsReady() {
        Buffer buffer = rig.open();
        int before = segments();
        // Nobody looks after the disk, so loggers run out of what lies ready.
        for (int i = 0; i < 80; i++) {
            assertThat(SpoolRig.append(buffer, SpoolRig.text(i, LENGTH))).isTrue();
        }
        assertThat(buffer.pendingInMemory()).isPositive();
        SpoolRig.maintain(buffer);
        assertThat(segments() - before).isGreaterThan(2);
        assertThat(segments()).as("no more than spillLimit allows").isLessThan(24);
    }

    private int segments() {
        return (int) disk.paths().stream()
                .filter(path -> path.toString().endsWith(SegmentFile.SUFFIX))
                .count();
    }
}
