package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The power fails: of what was written since the last sync, any 512 bytes may be as before or as written, and a file or
 * directory whose name was not synced may be gone. What was synced is all there, in order, and nothing is altered.
 */
final class PowerLossTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
    private static final int ROUNDS = (int) Math.max(50, 500 * SCALE);
    private static final int LENGTH = 1_500;

    private final long seed = Seed.choose();

    /** What has been logged, and what of it the disk owes. */
    private static final class Life {
        private final List<String> logged = new ArrayList<>();
        private int next;
        private int confirmed;
        private int synced;
    }

    private static SpoolRig rig(SimDisk disk, long startMillis) {
        return new SpoolRig(disk)
                .with(new SpillSettings(SpoolRig.DIRECTORY, 10L * Buffer.MIN_SEGMENT, 0, Duration.ofMillis(500)))
                .startedAt(startMillis);
    }

    @Test
    void whatWasSyncedSurvivesLossOfPower() {
        for (int round = 0; round < ROUNDS; round++) {
            SimDisk disk = new SimDisk();
            Random random = new Random(seed + round);
            Life life = new Life();
            for (int lives = 0; lives < 3; lives++) {
                live(rig(disk, 1_700_000_000_000L + lives).open(), life, random);
                disk.losePower(random);
                recover(disk, life, "seed " + (seed + round) + ", life " + lives);
            }
            disk.recycle();
        }
    }

    private static void live(Buffer buffer, Life life, Random random) {
        Cursor cursor = buffer.cursor();
        int steps = 3 + random.nextInt(10);
        for (int step = 0; step < steps; step++) {
            int count = random.nextInt(60);
            for (int i = 0; i < count; i++) {
                String text = SpoolRig.text(life.next++, LENGTH);
                if (SpoolRig.append(buffer, text)) {
                    life.logged.add(text);
                }
                SpoolRig.maintain(buffer);
            }
            if (random.nextInt(3) == 0) {
                life.confirmed += SpoolRig.drain(buffer, cursor, random.nextInt(80))
                        .texts()
                        .size();
                buffer.savePosition(cursor);
                SpoolRig.maintain(buffer);
            }
            if (random.nextBoolean() && buffer.pendingInMemory() == 0) {
                buffer.spill().force();
                life.synced = life.logged.size();
            }
        }
    }

    /** What the disk still holds is what the next life begins with. */
    private static void recover(SimDisk disk, Life life, String what) {
        SimDisk copy = disk.copy();
        Buffer buffer = rig(copy, 1_800_000_000_000L).open();
        List<String> found = SpoolRig.drain(buffer).texts();
        copy.recycle();
        Set<String> distinct = new LinkedHashSet<>(found);
        assertThat(life.logged).as("%s: nothing altered", what).containsAll(distinct);
        if (life.confirmed < life.synced) {
            assertThat(distinct).as("%s: synced", what).containsAll(life.logged.subList(life.confirmed, life.synced));
        }
        List<String> unconfirmed = life.logged.subList(life.confirmed, life.logged.size());
        assertThat(found.stream().filter(unconfirmed::contains).map(unconfirmed::indexOf))
                .as("%s: order", what)
                .isSorted();
        life.logged.clear();
        life.logged.addAll(found);
        life.confirmed = 0;
        life.synced = found.size();
    }
}
