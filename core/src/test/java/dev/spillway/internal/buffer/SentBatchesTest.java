package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.buffer.SentBatches.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches are found again where they were, whoever sends them. */
final class SentBatchesTest {
    private final SimDisk disk = new SimDisk();

    /** Goes to the message number {@code count}, confirming those before. */
    private static Cursor after(Buffer buffer, int count) {
        Cursor cursor = buffer.cursor();
        for (int i = 0; i < count && cursor.peek(0); i++) {
            buffer.confirm(cursor);
        }
        cursor.peek(0);
        return cursor;
    }

    private static Bounds boundsOf(Cursor first, int count) {
        Cursor cursor = first;
        long from = cursor.position();
        long end = from;
        for (int i = 0; i < count && cursor.peek(0); i++) {
            end = cursor.position() + cursor.size();
            cursor.advance();
        }
        return new Bounds(from, end);
    }

    @Test
    void batchIsFoundAgainAfterACrash() {
        Buffer before = new SpoolRig(disk).open();
        SpoolRig.fill(before, 0, 300, 700);
        Cursor confirmed = after(before, 20);
        before.savePosition(confirmed);
        Bounds sent = boundsOf(confirmed, 150);
        long[] noted = new SentBatches(before).note(sent.from(), sent.end(), 17);
        disk.reboot();

        Buffer next = new SpoolRig(disk).startedAt(1_700_000_100_000L).open();
        SentBatches batches = new SentBatches(next);
        Cursor first = next.cursor();
        assertThat(first.peek(0)).isTrue();
        assertThat(batches.found()).containsExactly(boundsOf(first, 150));
        Bounds again = batches.found().get(0);
        assertThat(batches.note(again.from(), again.end(), 99)).isEqualTo(noted);
    }

    @Test
    void lastBatchReplacesTheOneBefore() {
        Buffer before = new SpoolRig(disk).open();
        SpoolRig.fill(before, 0, 100, 700);
        Cursor cursor = before.cursor();
        cursor.peek(0);
        Bounds one = boundsOf(cursor, 30);
        Bounds two = boundsOf(cursor, 30);
        SentBatches batches = new SentBatches(before);
        long[] first = batches.note(one.from(), one.end(), 17);
        long[] second = batches.note(two.from(), two.end(), 18);
        assertThat(first[0]).isEqualTo(17);
        assertThat(second[0]).isEqualTo(18);
        assertThat(batches.found()).containsExactly(two);
    }

    @Test
    void noOtherBatchGetsTheNameWhateverALossOfPowerTakes() {
        Buffer before = new SpoolRig(disk).open();
        SpoolRig.fill(before, 0, 10, 700);
        Cursor cursor = before.cursor();
        cursor.peek(0);
        Bounds sent = boundsOf(cursor, 5);
        long[] noted = new SentBatches(before).note(sent.from(), sent.end(), 17);
        disk.paths().stream().filter(path -> !path.endsWith("batch")).forEach(disk::remove);
        disk.reboot();

        Buffer next = new SpoolRig(disk).open();
        SpoolRig.fill(next, 10, 10, 700);
        Cursor first = next.cursor();
        first.peek(0);
        Bounds other = boundsOf(first, 5);
        assertThat(new SentBatches(next).note(other.from(), other.end(), 18)).isNotEqualTo(noted);
    }

    @Test
    void batchWhoseFileIsTornIsForgotten() {
        Buffer before = new SpoolRig(disk).open();
        SpoolRig.fill(before, 0, 10, 700);
        Cursor cursor = before.cursor();
        cursor.peek(0);
        Bounds sent = boundsOf(cursor, 5);
        new SentBatches(before).note(sent.from(), sent.end(), 17);
        disk.poke(SpoolRig.SLOT.resolve("batch"), 70, 1);
        disk.reboot();
        assertThat(new SentBatches(new SpoolRig(disk).open()).found()).isEmpty();
    }

    @Test
    void messagesOfTwoSlotsAreNotTogether() {
        Buffer first = new SpoolRig(disk).open();
        Buffer second = new SpoolRig(disk).startedAt(1_700_000_050_000L).open();
        SpoolRig.fill(first, 0, 10, 700);
        SpoolRig.fill(second, 100, 10, 700);
        disk.reboot();
        Buffer next = new SpoolRig(disk).startedAt(1_700_000_100_000L).open();
        List<Long> positions = new ArrayList<>();
        Cursor cursor = next.cursor();
        while (cursor.peek(0)) {
            positions.add(cursor.position());
            cursor.advance();
        }
        assertThat(positions).hasSize(20);
        SentBatches batches = new SentBatches(next);
        assertThat(batches.areTogether(positions.get(0), positions.get(9))).isTrue();
        assertThat(batches.areTogether(positions.get(9), positions.get(10))).isFalse();
        assertThat(batches.areTogether(positions.get(10), positions.get(19))).isTrue();
    }

    @Test
    void batchInMemoryIsNotWrittenDown() {
        Buffer memory = new Buffer(
                new BufferSettings(4L * Buffer.MIN_SEGMENT, 8192, 0, BufferSettings.Overflow.DROP, Duration.ZERO),
                () -> {});
        SpoolRig.append(memory, "one");
        Cursor cursor = memory.cursor();
        cursor.peek(0);
        Bounds sent = boundsOf(cursor, 1);
        SentBatches batches = new SentBatches(memory);
        assertThat(batches.note(sent.from(), sent.end(), 17)[0]).isEqualTo(17);
        assertThat(batches.found()).isEmpty();
    }
}
