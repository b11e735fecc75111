package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How often the owner hears of a disk that fails. */
final class DiskTroubleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String ERROR = "error spillDirectory /spool cannot be used: disk full; until that is mended"
            + " events are kept in memory, which does not survive the process";
    private static final String RECOVERY = "info spillDirectory /spool is in use again";

    private final SpoolRig rig = new SpoolRig(new SimDisk());
    private final DiskTrouble trouble = new DiskTrouble(SpoolRig.DIRECTORY, () -> rig.nanos, rig);

    private void fail() {
        trouble.begins(new IOException("disk full"));
    }

    @Test
    void troubleThatLastsIsToldOnceAMinute() {
        for (int second = 0; second < 150; second++) {
            fail();
            assertThat(trouble.isOver()).isFalse();
            rig.nanos += SECOND;
        }
        trouble.ends();
        assertThat(rig.reports).containsExactly(ERROR, ERROR, ERROR, RECOVERY);
    }

    @Test
    void diskThatFillsAndFreesItselfIsToldOfOnceAMinute() {
        for (int second = 0; second < 150; second++) {
            fail();
            trouble.ends();
            assertThat(trouble.what()).isNull();
            rig.nanos += SECOND;
        }
        assertThat(rig.reports).containsExactly(ERROR, RECOVERY, ERROR, RECOVERY, ERROR, RECOVERY);
    }

    @Test
    void recoveryOfTroubleThatWasNotToldIsNotToldEither() {
        fail();
        trouble.ends();
        rig.nanos += SECOND;
        fail();
        trouble.ends();
        assertThat(rig.reports).containsExactly(ERROR, RECOVERY);
    }

    @Test
    void diskThatWorksIsNotTalkedAbout() {
        trouble.ends();
        assertThat(rig.reports).isEmpty();
    }
}
