package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Loggers that stop between claiming and publishing, played by the test at each point where they can. */
final class SegmentTest {
    private static final long LATER = Cursor.HANGING_NANOS;
    private static final byte[] MESSAGE = "twenty-four bytes of it.".getBytes(StandardCharsets.UTF_8);
    private static final int SIZE = Segment.sizeOf(MESSAGE.length);

    private final Buffer buffer =
            new Buffer(new BufferSettings(4 * Buffer.MIN_SEGMENT, 8192, 0, Overflow.DROP, Duration.ZERO), () -> {});
    private final Cursor cursor = buffer.cursor();
    private final LiveSegment segment = (LiveSegment) cursor.segment();

    private int claim() {
        long tail = segment.tail();
        assertThat(segment.claim(tail, SIZE, true)).isTrue();
        return Tail.offset(tail);
    }

    private boolean write(int at) {
        return segment.write(at, MESSAGE, 0, MESSAGE.length, 1, 0, 0);
    }

    private boolean append() {
        return buffer.append(MESSAGE, 0, MESSAGE.length, 0, Severity.INFO, 0, true);
    }

    @Test
    void readerWaitsASecondForALoggerThatHasClaimed() {
        int at = claim();
        append();
        assertThat(cursor.peek(5)).isFalse();
        assertThat(cursor.peek(5 + LATER - 1)).isFalse();
        assertThat(write(at)).isTrue();
        assertThat(cursor.peek(5 + LATER)).isTrue();
        assertThat(cursor.position()).isZero();
    }

    @Test
    void claimThatHangsForASecondIsPassedOver() {
        int at = claim();
        append();
        assertThat(cursor.peek(0)).isFalse();
        assertThat(cursor.peek(LATER)).isTrue();
        assertThat(cursor.position()).isEqualTo(SIZE);
        assertThat(buffer.pendingEvents())
                .as("the hanging logger's event is still its own")
                .isEqualTo(2);

        assertThat(write(at)).as("it has to append again").isFalse();
        assertThat(buffer.pendingEvents()).isEqualTo(1);
        buffer.confirm(cursor);
        assertThat(cursor.peek(LATER)).isFalse();
        assertThat(buffer.pendingEvents()).isZero();
    }

    @Test
    void neighbouringClaimsThatHangArePassedOverTogether() {
        int first = claim();
        int second = claim();
        append();
        assertThat(cursor.peek(0)).isFalse();
        assertThat(cursor.peek(LATER)).isTrue();
        assertThat(cursor.position()).isEqualTo(2L * SIZE);
        assertThat(write(first)).isFalse();
        assertThat(write(second)).isFalse();
        assertThat(buffer.pendingEvents()).isEqualTo(1);
    }

    @Test
    void loggerThatWakesBehindAHoleStillPublishes() {
        claim();
        int second = claim();
        assertThat(write(second)).isTrue();
        assertThat(cursor.peek(0)).isFalse();
        assertThat(cursor.peek(LATER)).isTrue();
        assertThat(cursor.position())
                .as("the hole ends where the next record begins")
                .isEqualTo(SIZE);
    }

    @Test
    void hangingClaimAtTheEndIsPassedOverToo() {
        append();
        claim();
        assertThat(cursor.peek(0)).isTrue();
        buffer.confirm(cursor);
        assertThat(cursor.peek(0)).isFalse();
        assertThat(cursor.peek(LATER)).as("nothing behind the hole").isFalse();
        append();
        assertThat(cursor.peek(LATER)).isTrue();
    }

    @Test
    void eachHangingClaimHasItsOwnSecond() {
        claim();
        append();
        claim();
        append();
        assertThat(cursor.peek(0)).isFalse();
        assertThat(cursor.peek(LATER)).isTrue();
        buffer.confirm(cursor);
        assertThat(cursor.peek(LATER)).isFalse();
        assertThat(cursor.peek(2 * LATER - 1)).isFalse();
        assertThat(cursor.peek(2 * LATER)).isTrue();
    }

    @Test
    void segmentIsSettledOnlyWhenEveryLoggerHasLeft() {
        append();
        int at = claim();
        segment.seal(segment.tail());
        assertThat(segment.isSettled()).isFalse();
        assertThat(cursor.peek(0)).isTrue();
        buffer.confirm(cursor);
        assertThat(cursor.peek(0)).isFalse();
        assertThat(cursor.peek(LATER)).isFalse();
        assertThat(segment.isSettled())
                .as("passed over, but a logger may yet write")
                .isFalse();
        assertThat(write(at)).isFalse();
        assertThat(segment.isSettled()).isTrue();
    }

    @Test
    void readerThatWentThroughDoesNotSettleWhatALoggerMayYetWrite() {
        append();
        int at = claim();
        while (buffer.newestPosition() == 0) {
            append();
        }
        for (long now = 0; cursor.segment() == segment; now += LATER) {
            if (cursor.peek(now) && cursor.segment() == segment) {
                buffer.confirm(cursor);
            }
        }
        assertThat(segment.isSettled()).isFalse();
        assertThat(write(at)).isFalse();
        assertThat(segment.isSettled()).isTrue();
    }

    @Test
    void segmentThatIsWrittenToIsNotSettled() {
        append();
        assertThat(segment.isSettled()).isFalse();
        segment.seal(segment.tail());
        assertThat(segment.isSettled()).isTrue();
    }

    @Test
    void sealedSegmentTakesNoClaim() {
        long tail = segment.tail();
        segment.seal(tail);
        assertThat(segment.claim(tail, SIZE, true)).isFalse();
        assertThat(append()).as("goes to the next one").isTrue();
        assertThat(cursor.peek(0)).isTrue();
        assertThat(cursor.segmentPosition()).isEqualTo(segment.capacity());
    }

    @Test
    void onlyTheFirstSuccessorCounts() {
        LiveSegment second = new LiveSegment(Memory.allocate(64), 2, 64, false);
        LiveSegment third = new LiveSegment(Memory.allocate(64), 2, 64, false);
        assertThat(segment.extend(second)).isTrue();
        assertThat(segment.extend(third)).isFalse();
        assertThat(segment.next()).isSameAs(second);
        segment.leave();
        assertThat(segment.next()).isNull();
        assertThat(segment.isOver()).isTrue();
        assertThat(segment.extend(third)).isFalse();
    }

    @Test
    void memoryIsZeroWhenItComesBack() {
        while (buffer.newestPosition() == 0) {
            append();
        }
        assertThat(segment.isSettled()).isTrue();
        while (cursor.segment() == segment) {
            buffer.confirm(cursor);
            cursor.peek(0);
        }
        buffer.release(cursor);
        ByteBuffer memory = segment.memory().bytes();
        for (int i = 0; i < memory.capacity(); i++) {
            assertThat(memory.get(i)).isZero();
        }
    }
}
