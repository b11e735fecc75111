package dev.spillway.examples.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReplaysTest {

    @Test
    void lastTwoHundredThousandOfASenderAreKnownAndNoOlderOnes() {
        Replays replays = new Replays();
        int count = 2 * SenderMemory.CAPACITY;
        int known = 0;
        for (int i = 0; i < count; i++) {
            known += replays.add("web album 7", "message " + i) ? 0 : 1;
        }
        assertThat(known).isZero();
        for (int i = count - SenderMemory.CAPACITY; i < count; i++) {
            known += replays.add("web album 7", "message " + i) ? 0 : 1;
        }
        assertThat(known).isEqualTo(SenderMemory.CAPACITY);
        assertThat(replays.add("web album 7", "message " + (count - SenderMemory.CAPACITY - 1)))
                .isTrue();
        assertThat(replays.add("web album 8", "message " + (count - 1))).isTrue();
    }

    @Test
    void whatWasTakenBackIsNewAgain() {
        Replays replays = new Replays();
        replays.add("s", "a");
        replays.add("s", "b");

        replays.takeBack("s");

        assertThat(replays.add("s", "a")).isFalse();
        assertThat(replays.add("s", "b")).isTrue();
        replays.takeBack("never seen");
    }

    @Test
    void beyondTheBoundTheLongestSilentSenderIsForgotten() {
        Replays replays = new Replays(20_000);
        replays.add("silent", "m");
        for (int i = 0; i < 100; i++) {
            replays.add("busy", "m");
            replays.add("sender " + i, "m");
        }
        assertThat(replays.add("busy", "m")).isFalse();
        assertThat(replays.add("sender 99", "m")).isFalse();
        assertThat(replays.add("silent", "m")).isTrue();
    }

    @Test
    void oneBusySenderStaysWithinThreePointSevenMegabytes() {
        SenderMemory memory = new SenderMemory();
        assertThat(memory.bytes()).isLessThan(2_000);
        for (int i = 0; i < 300_000; i++) {
            memory.add(i * 0x9E3779B97F4A7C15L);
        }
        assertThat(memory.bytes()).isEqualTo(8L * (200_000 + 262_144));
    }

    /** Keys from a small range collide and wrap around all the time; a plain set and queue say what is right. */
    @Test
    void memoryAgreesWithAPlainSetForManyRandomSteps() {
        // The same in each build, so that a change that breaks nothing fails nothing.
        long seed = 20_261_122;
        Random random = new Random(seed);
        SenderMemory memory = new SenderMemory();
        Set<Long> known = new HashSet<>();
        ArrayDeque<Long> order = new ArrayDeque<>();
        for (int step = 0; step < 600_000; step++) {
            long hash = 1 + random.nextInt(400_000);
            boolean isNew = known.add(hash);
            if (memory.add(hash) != isNew) {
                fail("seed " + seed + ", step " + step + ": known is " + !isNew);
            }
            if (isNew) {
                order.addLast(hash);
                if (order.size() > SenderMemory.CAPACITY) {
                    known.remove(order.removeFirst());
                }
                if (random.nextInt(50) == 0) {
                    memory.removeNewest();
                    known.remove(order.removeLast());
                }
            }
        }
        assertThat(order).hasSizeGreaterThan(100_000);
    }
}
