package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A directory that could not be used at the start and can be used later. */
@Timeout(120)
final class LateDirectoryTest {
    private final SimDisk disk = new SimDisk();
    private final SpoolRig rig = new SpoolRig(disk);

    private static List<String> waiting(SpoolRig rig) {
        return rig.reports.stream()
                .filter(report -> report.contains("events of earlier processes"))
                .toList();
    }

    @Test
    void backlogIsToldOfAndLeftToTheNextStart() {
        List<String> texts = new ArrayList<>(SpoolRig.fill(rig.open(), 0, 10, 1_000));
        disk.reboot();
        disk.failAt(0, true);
        SpoolRig second = new SpoolRig(disk).startedAt(1_800_000_000_000L);
        Buffer late = second.open();
        List<String> own = SpoolRig.fill(late, 10, 10, 1_000);
        disk.mend();
        late.spill().maintain();
        assertThat(waiting(second))
                .containsExactly("warn spillDirectory /spool could not be used at the start, and holds 1 slots with"
                        + " events of earlier processes, which the next start delivers");
        assertThat(late.recoveredEvents()).isZero();
        assertThat(SpoolRig.drain(late).texts()).isEqualTo(own);
        late.close();

        disk.reboot();
        assertThat(SpoolRig.drain(rig.startedAt(1_900_000_000_000L).open()).texts())
                .isEqualTo(texts);
    }

    @Test
    void directoryWithoutABacklogIsNotTalkedAbout() {
        disk.failAt(0, true);
        Buffer late = rig.open();
        disk.mend();
        late.spill().maintain();
        assertThat(late.spill().trouble()).isNull();
        assertThat(waiting(rig)).isEmpty();
    }
}
