package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who takes which slot: its own, that of a dead engine of its identity, and never one that it does not understand. */
final class SlotsTest {
    private static final int LENGTH = 3_000;
    private static final int LATER_VERSION = 2;

    private final SimDisk disk = new SimDisk();

    private SpoolRig rig(long later) {
        return new SpoolRig(disk).startedAt(1_700_000_000_000L + later);
    }

    private static Path slot(String identity, int number) {
        return SpoolRig.DIRECTORY.resolve(identity + "-" + number);
    }

    private List<Path> segmentsOf(Path slot) {
        return disk.paths().stream()
                .filter(path -> path.startsWith(slot) && path.toString().endsWith(SegmentFile.SUFFIX))
                .toList();
    }

    private List<String> leaveBacklog() {
        List<String> backlog = SpoolRig.fill(rig(0).open(), 0, 60, LENGTH);
        disk.reboot();
        return backlog;
    }

    @Test
    void slotWithASegmentOfALaterVersionIsLeftAsItIs() {
        leaveBacklog();
        Path segment = segmentsOf(SpoolRig.SLOT).get(1);
        ByteBuffer header =
                ByteBuffer.wrap(Arrays.copyOf(disk.content(segment), 24)).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(8, LATER_VERSION);
        // What else a later version may have changed is not looked at.
        for (int at = 28; at < SegmentFile.RECORDS_AT; at++) {
            disk.poke(segment, at, 0x55);
        }
        disk.poke(segment, 8, LATER_VERSION);
        int check = Checksum.of(header);
        for (int i = 0; i < Integer.BYTES; i++) {
            disk.poke(segment, 24 + i, check >> 8 * i);
        }
        SimDisk before = disk.copy();

        SpoolRig rig = rig(1);
        Buffer buffer = rig.open();
        List<String> own = SpoolRig.fill(buffer, 100, 30, LENGTH);
        assertThat(SpoolRig.drain(buffer).texts()).isEqualTo(own);
        buffer.close();

        assertThat(rig.reports)
                .singleElement()
                .asString()
                .startsWith("warn slot /spool/0abc-1 cannot be used and is left as it is: ")
                .contains("version 2", "version 1");
        for (Path path : before.paths()) {
            assertThat(disk.content(path)).as("%s", path).isEqualTo(before.content(path));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 64, 128, 4096})
    void positionThatIsNotUnderstoodRepeatsAndLosesNothing(int length) {
        List<String> backlog = leaveBacklog();
        byte[] unknown = new byte[length];
        new Random(length).nextBytes(unknown);
        disk.replace(SpoolRig.SLOT.resolve(Slot.POSITION), unknown);

        SpoolRig rig = rig(1);
        Buffer buffer = rig.open();
        Cursor cursor = buffer.cursor();
        assertThat(SpoolRig.drain(buffer, cursor, 40).texts()).isEqualTo(backlog.subList(0, 40));
        buffer.savePosition(cursor);
        disk.reboot();

        assertThat(SpoolRig.drain(rig(2).open()).texts()).isEqualTo(backlog.subList(40, 60));
        assertThat(rig.reports).isEmpty();
    }

    @Test
    void secondEngineTakesTheNextSlotAndBothKeepTheirEvents() {
        Buffer first = rig(0).open();
        Buffer second = rig(1).open();
        List<String> ofFirst = SpoolRig.fill(first, 0, 30, LENGTH);
        List<String> ofSecond = SpoolRig.fill(second, 100, 30, LENGTH);
        assertThat(disk.isDirectory(slot("0abc", 2))).isTrue();

        assertThat(SpoolRig.drain(first).texts()).isEqualTo(ofFirst);
        assertThat(SpoolRig.drain(second).texts()).isEqualTo(ofSecond);
        first.close();
        second.close();
        assertThat(disk.paths()).isEmpty();
    }

    @Test
    void slotOfALivingEngineIsNotAdopted() {
        Buffer first = rig(0).open();
        List<String> ofFirst = SpoolRig.fill(first, 0, 30, LENGTH);

        Buffer second = rig(1).open();

        assertThat(second.recoveredEvents()).isZero();
        second.close();
        assertThat(SpoolRig.drain(first).texts()).isEqualTo(ofFirst);
    }

    @Test
    void slotsOfOthersStayAndAreReportedOnce() {
        Buffer foreign = rig(0).named("0def").open();
        List<String> theirs = SpoolRig.fill(foreign, 0, 30, LENGTH);
        disk.reboot();
        SimDisk before = disk.copy();

        SpoolRig rig = rig(1);
        Buffer buffer = rig.open();
        List<String> own = SpoolRig.fill(buffer, 100, 30, LENGTH);
        assertThat(buffer.recoveredEvents()).isZero();
        assertThat(SpoolRig.drain(buffer).texts()).isEqualTo(own);
        buffer.close();

        assertThat(rig.reports).hasSize(1);
        assertThat(rig.reports.get(0)).startsWith("info spillDirectory /spool also holds 1 ");
        assertThat(disk.paths()).isEqualTo(before.paths());
        for (Path path : before.paths()) {
            assertThat(disk.content(path)).as("%s", path).isEqualTo(before.content(path));
        }
        assertThat(SpoolRig.drain(rig(2).named("0def").open()).texts()).isEqualTo(theirs);
    }

    @Test
    void adoptedSlotsAreDeliveredOldestFirstAndRemovedOneByOne() {
        // The older events are in the second slot, which is not the one that the heir makes its own.
        Buffer occupant = rig(0).open();
        List<String> oldest = SpoolRig.fill(rig(1).open(), 0, 30, LENGTH);
        occupant.close();
        List<String> newest = SpoolRig.fill(rig(2).open(), 100, 30, LENGTH);
        disk.reboot();
        assertThat(segmentsOf(slot("0abc", 1))).isNotEmpty();
        assertThat(segmentsOf(slot("0abc", 2))).isNotEmpty();

        SpoolRig rig = rig(3);
        Buffer heir = rig.open();
        Cursor cursor = heir.cursor();
        List<String> fresh = SpoolRig.fill(heir, 200, 30, LENGTH);
        List<String> delivered = new ArrayList<>();
        boolean goneBeforeTheEnd = false;
        while (delivered.size() < 90) {
            delivered.addAll(SpoolRig.drain(heir, cursor, 1).texts());
            SpoolRig.maintain(heir);
            goneBeforeTheEnd |= delivered.size() < 90 && !disk.isDirectory(slot("0abc", 2));
        }

        assertThat(delivered.subList(0, 30)).isEqualTo(oldest);
        assertThat(delivered.subList(30, 60)).isEqualTo(newest);
        assertThat(delivered.subList(60, 90)).isEqualTo(fresh);
        assertThat(goneBeforeTheEnd).as("the adopted slot was removed").isTrue();
        heir.close();
        assertThat(disk.paths()).isEmpty();
        assertThat(rig.reports).isEmpty();
    }

    @Test
    void restartOnTheSameVolumeGoesOnInItsOwnSlot() {
        // Neither the process's number nor the host's name has a part in it.
        List<String> expected = new ArrayList<>();
        for (int start = 0; start < 5; start++) {
            Buffer buffer = rig(start).open();
            assertThat(buffer.recoveredEvents()).isEqualTo(expected.size());
            expected.addAll(SpoolRig.fill(buffer, 10 * start, 10, LENGTH));
            disk.reboot();
        }

        Buffer last = rig(5).open();

        assertThat(disk.isDirectory(slot("0abc", 2))).isFalse();
        assertThat(SpoolRig.drain(last).texts()).isEqualTo(expected);
    }
}
