package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process is killed while one of its loggers is between its claim and its publication: that event's call had not
 * returned, so nothing is lost, and nothing counts as damaged.
 */
final class KilledLoggerTest {
    private static final int LENGTH = 3_000;
    private static final int SIZE = Segment.sizeOf(LENGTH);
    /** More than a segment holds. */
    private static final int MORE_THAN_A_SEGMENT = Buffer.MIN_SEGMENT / LENGTH + 5;

    private final SimDisk disk = new SimDisk();
    private final SpoolRig rig = new SpoolRig(disk);
    private final Buffer buffer = rig.open();
    private final LiveSegment first = (LiveSegment) buffer.cursor().segment();
    private final List<String> expected = new ArrayList<>(SpoolRig.fill(buffer, 0, 3, LENGTH));

    /** How far the logger had come. */
    enum Point {
        CLAIMED,
        STATE_WRITTEN,
        HEADER_WRITTEN,
        HALF_OF_THE_MESSAGE_WRITTEN
    }

    private void stopALogger(Point point) {
        long tail = first.tail();
        assertThat(first.claim(tail, SIZE, true)).isTrue();
        int at = SegmentFile.RECORDS_AT + Tail.offset(tail);
        SegmentFile file = first.memory().file();
        byte[] record = new byte[Segment.HEADER + LENGTH / 2];
        new Random(1).nextBytes(record);
        int length = switch (point) {
            case CLAIMED -> 0;
            case STATE_WRITTEN -> Integer.BYTES;
            case HEADER_WRITTEN -> Segment.HEADER;
            case HALF_OF_THE_MESSAGE_WRITTEN -> record.length;
        };
        int state = -(Segment.HEADER + LENGTH);
        for (int i = 0; i < Integer.BYTES; i++) {
            record[i] = (byte) (state >> 8 * i);
        }
        for (int i = 0; i < length; i++) {
            disk.poke(file.path(), at + i, record[i]);
        }
    }

    private void nothingCountsAsDamaged() {
        disk.reboot();
        Buffer next = new SpoolRig(disk).startedAt(1_800_000_000_000L).open();
        long recovered = next.recoveredEvents();
        SpoolRig.Drained drained = SpoolRig.drain(next);
        assertThat(drained.texts()).isEqualTo(expected);
        assertThat(drained.damaged()).isZero();
        assertThat(recovered).isEqualTo(expected.size());
        assertThat(next.pendingEvents()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void killInTheSegmentThatIsWritten(Point point) {
        stopALogger(point);
        expected.addAll(SpoolRig.fill(buffer, 3, 3, LENGTH));

        nothingCountsAsDamaged();
    }

    @ParameterizedTest
    @EnumSource
    void killInASegmentThatOthersHaveFilled(Point point) {
        stopALogger(point);
        expected.addAll(SpoolRig.fill(buffer, 3, MORE_THAN_A_SEGMENT, LENGTH));

        nothingCountsAsDamaged();
    }

    @Test
    void killWhileAHeaderIsWrittenIsNoDamage() {
        Path unused = disk.paths().stream()
                .filter(path -> path.toString().endsWith(SegmentFile.SUFFIX))
                .filter(path -> !path.equals(first.memory().file().path()))
                .findFirst()
                .orElseThrow();
        byte[] header = disk.content(first.memory().file().path());
        for (int length = 1; length < SegmentFile.RECORDS_AT; length++) {
            SimDisk killed = disk.copy();
            for (int at = 0; at < length; at++) {
                killed.poke(unused, at, header[at]);
            }
            SpoolRig next = new SpoolRig(killed).startedAt(1_800_000_000_000L);
            assertThat(SpoolRig.drain(next.open()).texts()).isEqualTo(expected);
            assertThat(next.reports).as("%d bytes of a header", length).isEmpty();
            assertThat(killed.paths()).noneMatch(path -> path.toString().endsWith(Slot.DAMAGED));
        }
    }

    @Test
    void killInALogCallDoesNotHideDamageBehindIt() {
        stopALogger(Point.STATE_WRITTEN);
        List<String> after = SpoolRig.fill(buffer, 3, 2, LENGTH);
        int damaged = SegmentFile.RECORDS_AT + 4 * SIZE;
        disk.poke(first.memory().file().path(), damaged + Segment.HEADER + 100, 1);
        disk.reboot();

        Buffer next = new SpoolRig(disk).startedAt(1_800_000_000_000L).open();

        SpoolRig.Drained drained = SpoolRig.drain(next);
        assertThat(drained.texts()).hasSize(4).endsWith(after.get(1)).doesNotContain(after.get(0));
        assertThat(drained.damaged()).isEqualTo(1);
        assertThat(next.recoveredEvents()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void segmentIsCompleteOnceTheLoggerHasPublished(boolean closed) {
        long tail = first.tail();
        assertThat(first.claim(tail, SIZE, true)).isTrue();
        byte[] message = SpoolRig.text(1_000, LENGTH).getBytes(StandardCharsets.ISO_8859_1);
        List<String> after = SpoolRig.fill(buffer, 3, MORE_THAN_A_SEGMENT, LENGTH);
        int crc = Checksum.ofMessage(message, 0, message.length);
        assertThat(first.write(Tail.offset(tail), message, 0, message.length, 1, 42, crc))
                .isTrue();
        if (closed) {
            SpoolRig.close(buffer, null);
        } else {
            buffer.tidy();
            SpoolRig.maintain(buffer);
        }
        expected.add(SpoolRig.text(1_000, LENGTH));
        expected.addAll(after);

        // A byte that recovery would find if it read the segment through, as it reads one that is not complete.
        disk.poke(first.memory().file().path(), SegmentFile.RECORDS_AT + Segment.HEADER + 100, 1);
        disk.reboot();
        Buffer next = new SpoolRig(disk).startedAt(1_800_000_000_000L).open();
        assertThat(next.recoveredEvents()).isEqualTo(expected.size());
        SpoolRig.Drained drained = SpoolRig.drain(next);
        assertThat(drained.texts()).isEqualTo(expected.subList(1, expected.size()));
        assertThat(drained.damaged()).isEqualTo(1);
    }
}
