package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.SimDisk.Crash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Drops that nobody was told of yet, from one process to the next. */
@Timeout(120)
final class DropsFileTest {
    private static final Path FILE = SpoolRig.SLOT.resolve("drops");
    private static final Map<DropReason, Drops> SOME = Map.of(
            DropReason.BUFFER_FULL, new Drops(1_234, 1_000, 2_000), DropReason.CLOSED, new Drops(5, 3_000, 3_001));
    private static final Map<DropReason, Drops> OTHERS = Map.of(DropReason.BUFFER_FULL, new Drops(7, 500, 1_500));

    private final SimDisk disk = new SimDisk();
    private final SpoolRig rig = new SpoolRig(disk);

    private Map<DropReason, Drops> nextStart() {
        disk.reboot();
        return rig.open().spill().drops().earlierDrops();
    }

    @Test
    void nextProcessKnowsThem() {
        rig.open().spill().drops().saveDrops(SOME);
        assertThat(nextStart()).isEqualTo(SOME);
        assertThat(rig.reports)
                .contains("warn an earlier process dropped 1234 events between 1970-01-01T00:00:01Z and"
                        + " 1970-01-01T00:00:02Z: buffer full; the endpoint will be told as well")
                .hasSize(2);
    }

    @Test
    void slotWithoutDropsTellsNothing() {
        Buffer buffer = rig.open();
        buffer.spill().drops().saveDrops(Map.of());
        assertThat(nextStart()).isEmpty();
        assertThat(rig.reports).isEmpty();
    }

    @Test
    void slotIsKeptAtACloseUntilTheyAreTold() {
        Buffer buffer = rig.open();
        buffer.spill().drops().saveDrops(SOME);
        buffer.close();
        Buffer next = rig.open();
        assertThat(next.spill().drops().earlierDrops()).isEqualTo(SOME);
        next.spill().drops().saveDrops(Map.of());
        next.close();
        assertThat(disk.paths()).isEmpty();
    }

    @Test
    void dropsOfAdoptedSlotsAreTakenOverOnce() {
        Buffer one = rig.open();
        Buffer two = rig.open();
        one.spill().drops().saveDrops(SOME);
        two.spill().drops().saveDrops(OTHERS);
        Map<DropReason, Drops> both = Map.of(
                DropReason.BUFFER_FULL, new Drops(1_241, 500, 2_000), DropReason.CLOSED, new Drops(5, 3_000, 3_001));
        assertThat(nextStart()).isEqualTo(both);
        assertThat(nextStart()).isEqualTo(both);
    }

    @Test
    void writeThatIsTornLeavesWhatWasThere() {
        Buffer buffer = rig.open();
        buffer.spill().drops().saveDrops(SOME);
        disk.crashAt(0);
        boolean crashed = false;
        try {
            buffer.spill().drops().saveDrops(OTHERS);
        } catch (Crash e) {
            crashed = true;
        }
        assertThat(crashed).isTrue();
        assertThat(nextStart()).isEqualTo(SOME);
    }

    @Test
    void damageAnywhereCostsTheNewerOfTwoVersionsAtMost() {
        Buffer buffer = rig.open();
        buffer.spill().drops().saveDrops(SOME);
        buffer.spill().drops().saveDrops(OTHERS);
        disk.reboot();
        for (int at = 0; at < disk.content(FILE).length; at++) {
            SimDisk damaged = disk.copy();
            damaged.poke(FILE, at, damaged.content(FILE)[at] ^ 0xFF);
            Map<DropReason, Drops> found =
                    new SpoolRig(damaged).open().spill().drops().earlierDrops();
            assertThat(found).as("byte %d", at).isIn(SOME, OTHERS);
            damaged.recycle();
        }
    }

    @Test
    void fileThatCannotBeReadCostsNoEvent() {
        Buffer buffer = rig.open();
        buffer.spill().drops().saveDrops(SOME);
        SpoolRig.fill(buffer, 0, 10, 1_000);
        disk.reboot();
        disk.failAs((call, path, count) -> {
            if (path.equals(FILE)) {
                throw new IOException("simulated");
            }
        });
        Buffer next = rig.open();
        assertThat(next.recoveredEvents()).isEqualTo(10);
        assertThat(next.spill().drops().earlierDrops()).isEmpty();
        next.spill().drops().saveDrops(OTHERS);
    }

    @Test
    void fileIsAsTheDocumentSays() {
        Buffer buffer = rig.open();
        buffer.spill().drops().countDrops(DropReason.OVERSIZE, 3);
        buffer.spill().drops().lookAtDrops(4_000, false);
        buffer.spill().drops().saveDrops(SOME);
        ByteBuffer file = ByteBuffer.wrap(disk.content(FILE)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.capacity()).as("the second write went to place 0").isEqualTo(1_152);
        assertThat(file.getLong(0)).isEqualTo(2);
        assertThat(file.getLong(8)).isEqualTo(1_234);
        assertThat(file.getLong(16)).isEqualTo(1_000);
        assertThat(file.getLong(24)).isEqualTo(2_000);
        assertThat(file.getLong(8 + 6 * 24)).as("closed is the seventh").isEqualTo(5);
        CRC32C check = new CRC32C();
        check.update(file.slice(0, 392));
        assertThat(file.getInt(392)).isEqualTo((int) check.getValue());
        assertThat(file.getInt(296 + 2 * 4)).as("counted and known").isEqualTo(3);
        assertThat(file.getInt(1_024 + 2 * 8)).as("counted").isEqualTo(3);
        assertThat(file.getInt(1_024 + 2 * 8 + 4)).isEqualTo(0xDAA66D2C);
        assertThat(file.getLong(1_136)).as("looked").isEqualTo(4_000);
        assertThat(file.getLong(1_144)).as("last").isEqualTo(1_700_000_000_000L);
    }
}
