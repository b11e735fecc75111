package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a start reads, whatever an earlier process left behind. */
final class StartWorkTest {
    /** Headers, and what tells whether a file was used. */
    private static final int EACH_FILE = 4 * SegmentFile.RECORDS_AT;

    private static final int MESSAGE = 1_000;

    private final SimDisk disk = new SimDisk();

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 32})
    void startReadsHeadersAndTheUnfinishedSegment(int segments) throws Exception {
        SpoolRig rig = rig(segments);
        int count = segments * (Buffer.MIN_SEGMENT / MESSAGE);
        SpoolRig.fill(rig.open(), 0, count, MESSAGE);
        disk.reboot();

        long before = disk.bytesRead();
        Buffer again = rig.open();

        long files = disk.paths().size();
        assertThat(again.recoveredEvents()).isEqualTo(count);
        assertThat(files).isGreaterThan(segments);
        assertThat(disk.bytesRead() - before).isLessThan(2L * Buffer.MIN_SEGMENT + files * EACH_FILE);
        disk.recycle();
    }

    @Test
    void processesThatDieAtOnceLeaveNoWorkAndTakeNoRoom() throws Exception {
        SpoolRig rig = rig(4);
        SpoolRig.fill(rig.open(), 0, 100, MESSAGE);
        disk.reboot();
        rig.open();
        disk.reboot();
        int files = disk.paths().size();
        for (int i = 1; i < 8; i++) {
            long before = disk.bytesRead();
            assertThat(rig.startedAt(1_700_000_000_000L + i).open().recoveredEvents())
                    .isEqualTo(100);
            assertThat(disk.paths()).as("after %d starts", i).hasSizeLessThanOrEqualTo(files);
            assertThat(disk.bytesRead() - before)
                    .as("read by start %d", i)
                    .isLessThan(2L * Buffer.MIN_SEGMENT + (long) files * EACH_FILE);
            disk.reboot();
        }
        disk.recycle();
    }

    private SpoolRig rig(int segments) {
        long limit = (segments + 4L) * Buffer.MIN_SEGMENT;
        return new SpoolRig(disk)
                .with(new SpillSettings(SpoolRig.DIRECTORY, limit, 0, null))
                .with(new BufferSettings(4L * Buffer.MIN_SEGMENT, 8192, 0, Overflow.DROP, Duration.ZERO));
    }
}
