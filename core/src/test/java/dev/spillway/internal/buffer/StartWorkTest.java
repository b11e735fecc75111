package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a start reads, whatever an earlier process left behind. */
final class StartWorkTest {
    /** Headers, and what tells whether a file was used. */
    private static final int EACH_FILE = 4 * SegmentFile.RECORDS_AT;

    private static final int MESSAGE = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 32})
    void startReadsHeadersAndTheUnfinishedSegment(int segments) throws Exception {
        SimDisk disk = new SimDisk();
        long limit = (segments + 4L) * Buffer.MIN_SEGMENT;
        SpoolRig rig = new SpoolRig(disk)
                .with(new SpillSettings(SpoolRig.DIRECTORY, limit, 0, null))
                .with(new BufferSettings(4L * Buffer.MIN_SEGMENT, 8192, 0, Overflow.DROP, Duration.ZERO));
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
}
