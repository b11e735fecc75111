package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What {@code sync} promises of a loss of power holds after the process has ended, too. */
final class SyncTest {
    private static final int COUNT = 100;

    private final SimDisk disk = new SimDisk();
    private long startMillis = 1_700_000_000_000L;

    private SpoolRig rig() {
        return new SpoolRig(disk)
                .with(new SpillSettings(SpoolRig.DIRECTORY, 8L * Buffer.MIN_SEGMENT, 0, Duration.ofMillis(500)))
                .startedAt(startMillis++);
    }

    /** Nothing survives that was not synced, as far as chance is concerned. */
    private long leftAfterLossOfPower() {
        disk.reboot();
        disk.losePower(new Random(1) {
            private static final long serialVersionUID = 1;

            @Override
            public boolean nextBoolean() {
                return false;
            }
        });
        return rig().open().recoveredEvents();
    }

    @Test
    void whatAKilledProcessLeftIsSyncedByTheNextOne() {
        SpoolRig.fill(rig().open(), 0, COUNT, 1_000);
        disk.reboot();
        Buffer next = rig().open();
        next.spill().force();
        assertThat(leftAfterLossOfPower()).isEqualTo(COUNT);
    }

    @Test
    void anEndInOrderSyncs() {
        Buffer buffer = rig().open();
        SpoolRig.fill(buffer, 0, COUNT, 1_000);
        buffer.prepareClose();
        buffer.close();
        assertThat(leftAfterLossOfPower()).isEqualTo(COUNT);
    }

    @Test
    void aBacklogThatCannotBeSyncedIsToldOfOnce() {
        SpoolRig.fill(rig().open(), 0, COUNT, 1_000);
        disk.reboot();
        SpoolRig next = rig();
        Buffer buffer = next.open();
        disk.failAs((call, path, count) -> {
            if (call == SimDisk.Call.FORCE) {
                throw new IOException("it does not answer");
            }
        });
        buffer.spill().force();
        int told = next.reports.size();
        disk.mend();
        buffer.spill().force();
        assertThat(next.reports)
                .hasSize(told)
                .anySatisfy(report -> assertThat(report)
                        .contains("it does not answer")
                        .contains("what an earlier process left in it may not survive a loss of power"));
    }
}
