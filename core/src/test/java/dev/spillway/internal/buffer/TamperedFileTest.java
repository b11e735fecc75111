package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What somebody else does to files that are in use is noticed within a second. */
@Timeout(120)
final class TamperedFileTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int LENGTH = 1_000;

    private final SimDisk disk = new SimDisk();
    private final SpoolRig rig = new SpoolRig(disk);
    private Buffer buffer;
    private List<String> texts;
    private Path active;

    @BeforeEach
    void log() {
        buffer = rig.open();
        active = disk.paths().stream()
                .filter(path -> path.toString().endsWith(SegmentFile.SUFFIX) && disk.content(path)[0] != 0)
                .findFirst()
                .orElseThrow();
        texts = new ArrayList<>(SpoolRig.fill(buffer, 0, 10, LENGTH));
    }

    private void passASecond() {
        assertThat(buffer.spill().needsLook()).isTrue();
        rig.nanos += SECOND;
        buffer.spill().maintain();
    }

    @Test
    void eventsOfADeletedFileAreWrittenToAnotherOne() {
        disk.remove(active);
        passASecond();
        assertThat(buffer.pendingInMemory())
                .as("no longer on disk, until copied")
                .isZero();
        texts.addAll(SpoolRig.fill(buffer, 10, 5, LENGTH));
        assertThat(buffer.pending().onDisk()).isEqualTo(15);

        disk.reboot();
        assertThat(SpoolRig.drain(rig.startedAt(1_800_000_000_000L).open()).texts())
                .isEqualTo(texts);
        assertThat(rig.reports)
                .contains("error " + active
                        + " was deleted while it was in use; what it holds is written to another file");
    }

    @Test
    void eventsOfADeletedFileAreDeliveredOnce() {
        disk.remove(active);
        passASecond();
        texts.addAll(SpoolRig.fill(buffer, 10, 5, LENGTH));
        assertThat(SpoolRig.drain(buffer).texts()).isEqualTo(texts);
        SpoolRig.maintain(buffer);
        buffer.close();
        assertThat(disk.paths()).isEmpty();
    }

    @Test
    void newEventsGoToADirectoryOfTheirOwnWhenItIsDeletedAsAWhole() {
        disk.remove(SpoolRig.DIRECTORY);
        passASecond();
        texts.addAll(SpoolRig.fill(buffer, 10, 5, LENGTH));
        disk.reboot();
        assertThat(SpoolRig.drain(rig.startedAt(1_800_000_000_000L).open()).texts())
                .isEqualTo(texts);
    }

    @Test
    void fileThatWasCutOffIsLeftAndCostsWhatItHeld() {
        disk.cut(active, 4096);
        passASecond();
        List<String> later = SpoolRig.fill(buffer, 10, 5, LENGTH);
        SpoolRig.Drained drained = SpoolRig.drain(buffer);
        assertThat(drained.texts()).isEqualTo(later);
        assertThat(drained.damaged()).isEqualTo(10);
        assertThat(buffer.pendingEvents()).isZero();
        assertThat(rig.reports)
                .contains("error " + active + " was cut off while it was in use; what it held and was not delivered"
                        + " counts as damaged");
    }

    @Test
    void filesThatAreAsTheyShouldBeAreNotTalkedAbout() {
        passASecond();
        assertThat(buffer.spill().needsLook()).as("without news").isFalse();
        assertThat(rig.reports).isEmpty();
        assertThat(SpoolRig.drain(buffer).texts()).isEqualTo(texts);
    }
}
