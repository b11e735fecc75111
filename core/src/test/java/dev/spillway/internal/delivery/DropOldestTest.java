package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.Disk;
import dev.spillway.internal.buffer.FileSystemDisk;
import dev.spillway.internal.buffer.SimDisk;
import dev.spillway.internal.buffer.SpillSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code overflow=drop-oldest} with a buffer on disk, in files and on a disk that is simulated. */
@Timeout(120)
final class DropOldestTest {
    private static final long SEGMENT = 64 * 1024;
    private static final long DISK = 16 * SEGMENT;
    private static final long MEMORY = 4 * SEGMENT;
    private static final int LENGTH = 1_000;
    /** What a message takes, with its record's header and padding. */
    private static final int RECORD = LENGTH + 24;

    private static final long EACH_NANOS = 1_000_000;
    /** More than twice what disk and memory take together. */
    private static final int COUNT = 3_000;
    /** Most of the disk, and nothing in memory. */
    private static final int BACKLOG = 800;
    /** What must be there of that at least: all but the segments that are free, kept ready, or half full. */
    private static final int FEWEST = (int) ((DISK + MEMORY - 5 * SEGMENT) / RECORD);

    @TempDir
    private Path temp;

    private final List<PumpRig> rigs = new ArrayList<>();

    @AfterEach
    void close() {
        rigs.forEach(rig -> rig.close(Duration.ofSeconds(1)));
    }

    /** A disk, and what it becomes when the process that uses it is killed. */
    private interface Place {
        Disk disk();

        Path directory();

        Place afterKill() throws IOException;
    }

    private record InFiles(Path temp, int life) implements Place {
        @Override
        public Disk disk() {
            return new FileSystemDisk();
        }

        @Override
        public Path directory() {
            return temp.resolve("life-" + life);
        }

        @Override
        public Place afterKill() throws IOException {
            Place next = new InFiles(temp, life + 1);
            try (Stream<Path> files = Files.walk(directory())) {
                for (Path file : files.toList()) {
                    Files.copy(file, next.directory().resolve(directory().relativize(file)));
                }
            }
            return next;
        }
    }

    private record Simulated(SimDisk disk) implements Place {
        @Override
        public Path directory() {
            return Path.of("/spool");
        }

        @Override
        public Place afterKill() {
            SimDisk copy = disk.copy();
            return new Simulated(copy);
        }
    }

    private Place place(boolean inFiles) {
        return inFiles ? new InFiles(temp, 1) : new Simulated(new SimDisk());
    }

    private PumpRig rig(Place place, Oracle oracle, long reserve) {
        PumpRig rig = new PumpRig(
                new RigSettings()
                        .spill(place.disk(), new SpillSettings(place.directory(), DISK, 0, null))
                        .bufferBytes(MEMORY)
                        .reserveBytes(reserve)
                        .replayWindow(SEGMENT)
                        .overflow(Overflow.DROP_OLDEST),
                oracle);
        rigs.add(rig);
        rig.first.die(false);
        return rig;
    }

    private static PumpRig log(PumpRig rig, int count) {
        rig.logEvery(EACH_NANOS, count, LENGTH);
        rig.run(Duration.ofNanos((count + 10) * EACH_NANOS));
        return rig;
    }

    /** What is not dropped arrives, in order. */
    private static void deliver(PumpRig rig) {
        rig.first.revive();
        boolean all = rig.runUntil(() -> rig.oracle.distinct() >= left(rig), Duration.ofMinutes(2));
        assertThat(all)
                .as("arrived: %s of %s, %s", rig.oracle.distinct(), left(rig), rig.told)
                .isTrue();
        rig.checkPromises();
        assertThat(rig.oracle.distinct()).isEqualTo(left(rig));
    }

    private static int left(PumpRig rig) {
        return rig.oracle.logged() - (int) rig.dropped(DropReason.BUFFER_FULL);
    }

    private static void assertThatTheNewestArrived(PumpRig rig) {
        assertThat(rig.oracle.gaps()).as("dropped though an older one was kept").isZero();
        assertThat(rig.oracle.hasReceived(rig.oracle.logged() - 1))
                .as("the newest")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oldestEventsMakeRoomWhileTheEndpointIsAwayAndAreCountedAndTold(boolean inFiles) {
        PumpRig rig = log(rig(place(inFiles), new Oracle(), 0), COUNT);

        assertThat(left(rig)).isBetween(FEWEST, COUNT - 1);
        assertThat(rig.pending()).isEqualTo(left(rig));
        deliver(rig);
        assertThatTheNewestArrived(rig);
        rig.run(Duration.ofSeconds(20));
        assertThat(rig.oracle.reports())
                .isNotEmpty()
                .allMatch(report -> report.startsWith("spillway dropped ") && report.endsWith(": buffer full"));
        long told = rig.oracle.reports().stream()
                .mapToLong(report -> Long.parseLong(report.split(" ")[2]))
                .sum();
        assertThat(told).isEqualTo(rig.dropped(DropReason.BUFFER_FULL));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void partThatIsReservedForUrgentEventsMakesNoDifference(boolean inFiles) {
        PumpRig rig = log(rig(place(inFiles), new Oracle(), DISK / 10), COUNT);
        assertThat(left(rig)).isBetween(FEWEST - (int) (DISK / 10 / RECORD), COUNT - 1);
        deliver(rig);
        assertThatTheNewestArrived(rig);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void backlogOfAnEarlierProcessGivesWayNoFasterThanItMust(boolean inFiles) throws Exception {
        PumpRig next = afterBacklog(inFiles);

        log(next, 600);

        assertThat(left(next)).isBetween(FEWEST, BACKLOG + 600 - 1);
        deliver(next);
        assertThatTheNewestArrived(next);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void diskThatIsSlowToDeleteCostsOneSegmentAtATime(boolean inFiles) throws Exception {
        PumpRig next = log(afterBacklog(inFiles), 300);
        assertThat(next.dropped(DropReason.BUFFER_FULL)).isZero();
        next.helper.hang(true);

        log(next, 600);

        assertThat(next.pending()).as("left").isGreaterThanOrEqualTo(FEWEST);
        next.helper.hang(false);
        deliver(next);
    }

    /** A process that has found what one left that was killed. */
    private PumpRig afterBacklog(boolean inFiles) throws IOException {
        Place first = place(inFiles);
        PumpRig killed = log(rig(first, new Oracle(), 0), BACKLOG);
        assertThat(killed.balance().pendingInMemory()).isZero();
        PumpRig next = rig(first.afterKill(), killed.oracle, 0);
        assertThat(next.balance().recovered()).isEqualTo(BACKLOG);
        return next;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void killAmidDropsCostsNothingThatWasOnDisk(boolean inFiles) throws Exception {
        Place first = place(inFiles);
        PumpRig killed = log(rig(first, new Oracle(), 0), COUNT);
        long kept = killed.balance().pending() - killed.balance().pendingInMemory();
        PumpRig next = rig(first.afterKill(), killed.oracle, 0);
        long recovered = next.balance().recovered();

        // Some may be back that were dropped.
        assertThat(recovered).isGreaterThanOrEqualTo(kept);
        next.first.revive();
        assertThat(next.runUntil(() -> next.oracle.distinct() == recovered, Duration.ofMinutes(2)))
                .isTrue();
        next.checkPromises();
    }
}
