package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Seed;
import dev.spillway.internal.buffer.SimDisk.Crash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One life of a buffer, from a start with a backlog to its close, in which the disk fails, or the process ends, at the
 * first call to the disk, then at the second, and so on.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class DiskFaultTest {
    private static final int LENGTH = 3_000;
    private static final int BACKLOG = 50;

    /** Made once, as each is logged and compared in thousands of lives. */
    private static final Map<Integer, String> TEXTS = new ConcurrentHashMap<>();

    private final SimDisk spool = new SimDisk();
    private long startMillis = 1_700_000_000_000L;
    private final SpillSettings settings =
            new SpillSettings(SpoolRig.DIRECTORY, 10L * Buffer.MIN_SEGMENT, 0, Duration.ofMillis(500));

    @BeforeEach
    void leaveBacklog() {
        Buffer buffer = rig(spool).open();
        SpoolRig.fill(buffer, 0, BACKLOG, LENGTH);
    }

    private SpoolRig rig(SimDisk disk) {
        return new SpoolRig(disk).with(settings).startedAt(++startMillis);
    }

    /** What a life came to, as far as it went. */
    private static final class Life {
        private final Set<Integer> accepted = new TreeSet<>();
        private final List<Integer> delivered = new ArrayList<>();
        private long damaged;
        private long recovered;
        private long pending;
        private long now;

        private void append(Buffer buffer, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (SpoolRig.append(buffer, text(i))) {
                    accepted.add(i);
                }
                SpoolRig.maintain(buffer);
            }
        }

        /** Looks twice, in between longer than a disk is left alone that has failed. */
        private boolean hasNext(Cursor cursor) {
            now += 2_000_000_000L;
            return cursor.peek(now) || cursor.peek(now + 1_500_000_000L);
        }

        private void read(Buffer buffer, Cursor cursor, int most) {
            // One at a time, so that what was delivered is known when the process ends.
            for (int i = 0; i < most && hasNext(cursor); i++) {
                String text = SpoolRig.read(cursor);
                int number = Integer.parseInt(text.substring(0, text.indexOf(':')));
                assertThat(text).isEqualTo(text(number));
                delivered.add(number);
                buffer.confirm(cursor);
                buffer.savePosition(cursor);
                SpoolRig.maintain(buffer);
            }
            buffer.release(cursor);
            buffer.tidy();
            damaged += buffer.takeDamaged();
        }

        private void live(SpoolRig rig) {
            Buffer buffer = rig.open();
            recovered = buffer.recoveredEvents();
            Cursor cursor = buffer.cursor();
            append(buffer, BACKLOG, 10);
            read(buffer, cursor, 30);
            buffer.spill().force();
            append(buffer, BACKLOG + 10, 30);
            read(buffer, cursor, 45);
            append(buffer, BACKLOG + 40, 30);
            read(buffer, cursor, 40);
            buffer.spill().force();
            pending = buffer.pendingEvents();
            buffer.close();
        }

        private void checkBooks(String what, SpoolRig rig) {
            assertThat(recovered + accepted.size())
                    .as("%s: %s", what, rig.reports)
                    .isEqualTo(delivered.size() + pending + damaged);
        }
    }

    private static String text(int number) {
        return TEXTS.computeIfAbsent(number, any -> SpoolRig.text(number, LENGTH));
    }

    private static List<Integer> numbers(List<String> texts) {
        return texts.stream()
                .map(text -> Integer.parseInt(text.substring(0, text.indexOf(':'))))
                .toList();
    }

    private static Set<Integer> backlogAnd(Set<Integer> accepted) {
        Set<Integer> all = new TreeSet<>(accepted);
        for (int i = 0; i < BACKLOG; i++) {
            all.add(i);
        }
        return all;
    }

    @Test
    void callThatFailsOnceCostsNoEvent() {
        for (long at = 0; failOnce(at); at++) {
            assertThat(at).as("calls").isLessThan(10_000);
        }
    }

    private boolean failOnce(long at) {
        SimDisk disk = spool.copy();
        disk.failAt(at, false);
        SpoolRig rig = rig(disk);
        Life life = new Life();
        life.live(rig);
        String what = "call " + at + " failed";
        life.checkBooks(what, rig);
        assertThat(life.damaged).as("%s: %s", what, rig.reports).isZero();
        assertThat(life.delivered).as(what).isSorted();
        boolean reached = disk.calls() > at;
        restart(disk, life, what, rig);
        return reached;
    }

    private void restart(SimDisk disk, Life life, String what, SpoolRig rig) {
        disk.reboot();
        SpoolRig next = rig(disk);
        Buffer buffer = next.open();
        List<Integer> rest = numbers(SpoolRig.drain(buffer).texts());
        Set<Integer> missing = backlogAnd(life.accepted);
        missing.removeAll(new HashSet<>(life.delivered));
        missing.removeAll(new HashSet<>(rest));
        assertThat(missing)
                .as("%s: missing, after %s and %s", what, rig.reports, next.reports)
                .isEmpty();
        assertThat(rest).as(what).isSorted();
        assertThat(disk.paths()).as("%s: links", what).allMatch(path -> path.startsWith(SpoolRig.DIRECTORY));
        disk.recycle();
    }

    @Test
    void diskThatFailsForAWhileCostsNoEvent() {
        for (long at = 0; failForAWhile(at); at++) {
            assertThat(at).as("calls").isLessThan(10_000);
        }
    }

    private boolean failForAWhile(long at) {
        SimDisk disk = spool.copy();
        disk.failAt(at, true);
        SpoolRig rig = rig(disk);
        Life life = new Life();
        String what = "all failed from call " + at;
        Buffer buffer = rig.open();
        life.recovered = buffer.recoveredEvents();
        Cursor cursor = buffer.cursor();
        life.append(buffer, BACKLOG, 10);
        life.read(buffer, cursor, 30);
        life.append(buffer, BACKLOG + 10, 30);
        life.read(buffer, cursor, 45);
        life.append(buffer, BACKLOG + 40, 30);
        boolean reached = disk.calls() > at;
        disk.mend();
        buffer.spill().maintain();
        assertThat(buffer.spill().trouble()).as("%s: %s", what, rig.reports).isNull();
        life.read(buffer, cursor, Integer.MAX_VALUE);
        life.pending = buffer.pendingEvents();
        life.checkBooks(what, rig);
        assertThat(rig.reports.stream().filter(report -> report.contains("events are kept in memory")))
                .as("%s: one message", what)
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(report -> report.contains("spillDirectory /spool"));
        goesToDiskAgain(buffer, what);
        assertThat(life.damaged).as("%s: %s", what, rig.reports).isZero();
        restart(disk, life, what, rig);
        return reached;
    }

    private static void goesToDiskAgain(Buffer buffer, String what) {
        long before = buffer.pending().onDisk();
        for (int i = 0; buffer.pending().onDisk() == before; i++) {
            assertThat(i).as("%s: messages until one is on disk", what).isLessThan(100);
            SpoolRig.append(buffer, text(1_000 + i));
            SpoolRig.maintain(buffer);
        }
    }

    @Test
    void processThatEndsAtAnyCallLosesNothingThatWasLogged() {
        long at = 0;
        while (endAt(at)) {
            at++;
        }
        assertThat(at).as("calls at which it ended").isGreaterThan(100);
    }

    private boolean endAt(long at) {
        SimDisk disk = spool.copy();
        disk.crashAt(at);
        SpoolRig rig = rig(disk);
        Life life = new Life();
        boolean ended = false;
        try {
            life.live(rig);
        } catch (Crash e) {
            ended = true;
        }
        restart(disk, life, "process ended at call " + at, rig);
        return ended;
    }

    @Test
    void processThatEndsTwiceLosesNothingThatWasLogged() {
        long seed = Seed.choose();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            SimDisk disk = spool.copy();
            Life life = new Life();
            String what = "seed " + seed + ", round " + i;
            SpoolRig rig = rig(disk);
            for (int lives = 0; lives < 3; lives++) {
                disk.crashAt(random.nextInt(60 << lives));
                try {
                    Buffer buffer = rig.open();
                    Cursor cursor = buffer.cursor();
                    life.append(buffer, BACKLOG + 100 * lives, 30);
                    life.read(buffer, cursor, 30);
                } catch (Crash e) {
                    assertThat(disk.hasCrashed()).isTrue();
                }
                disk.reboot();
            }
            restart(disk, life, what, rig);
        }
    }
}
