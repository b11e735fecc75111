package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The buffer on one thread, which plays the loggers and the pump in turn. */
@Timeout(120)
final class BufferTest {
    private static final int SEGMENT = Buffer.MIN_SEGMENT;
    private static final byte[] KILOBYTE = new byte[1024 - Segment.HEADER];

    private int rolls;

    private Buffer buffer(int segments, long reserve) {
        return new Buffer(
                new BufferSettings((long) segments * SEGMENT, 8192, reserve, Overflow.DROP, Duration.ZERO),
                () -> rolls++);
    }

    private static boolean append(Buffer buffer, String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        return buffer.append(message, 0, message.length, 0, Severity.INFO, 42, true);
    }

    private static boolean append(Buffer buffer, byte[] message, Severity severity) {
        return buffer.append(message, 0, message.length, 0, severity, 42, true);
    }

    private static int fill(Buffer buffer, Severity severity) {
        int count = 0;
        while (append(buffer, KILOBYTE, severity)) {
            count++;
        }
        return count;
    }

    private static String read(Cursor cursor) {
        byte[] bytes = new byte[cursor.length()];
        cursor.copy(0, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> drain(Buffer buffer, Cursor cursor) {
        List<String> texts = new ArrayList<>();
        while (cursor.peek(0)) {
            texts.add(read(cursor));
            buffer.confirm(cursor);
        }
        return texts;
    }

    @Test
    void recordKeepsAllThatIsKnownOfItsMessage() {
        Buffer buffer = buffer(4, 0);
        byte[] bytes = "..<11>1 hello..".getBytes(StandardCharsets.UTF_8);
        buffer.append(bytes, 2, 11, 10, Severity.ERROR, 1_234_567_890_123L, false);
        Cursor cursor = buffer.cursor();
        assertThat(cursor.peek(0)).isTrue();
        assertThat(read(cursor)).isEqualTo("<11>1 hello");
        assertThat(cursor.length()).isEqualTo(11);
        assertThat(cursor.size()).isEqualTo(32);
        assertThat(cursor.structuredDataAt()).isEqualTo(10);
        assertThat(cursor.severity()).isEqualTo(Severity.ERROR);
        assertThat(cursor.epochMillis()).isEqualTo(1_234_567_890_123L);
        assertThat(cursor.isLast()).isFalse();
        assertThat(buffer.pendingEvents())
                .as("not the message that stands for the event")
                .isZero();
        byte[] part = new byte[5];
        cursor.copy(6, part, 0, 5);
        assertThat(part).asString().isEqualTo("hello");
    }

    @Test
    void structuredDataBeginsWithinTheMessage() {
        Buffer buffer = buffer(4, 0);
        byte[] bytes = new byte[65_000];
        for (int at : new int[] {64_999, 65_000}) {
            buffer.append(bytes, 0, bytes.length, at, Severity.INFO, 0, true);
        }
        Cursor cursor = buffer.cursor();
        assertThat(cursor.peek(0)).isTrue();
        assertThat(cursor.structuredDataAt()).isEqualTo(64_999);
        cursor.advance();
        assertThat(cursor.peek(0)).isTrue();
        assertThat(cursor.structuredDataAt()).as("nothing begins there").isZero();
    }

    @Test
    void recordsOfAllSizesAreReadBackInOrder() {
        Buffer buffer = buffer(4, 0);
        Cursor cursor = buffer.cursor();
        for (int length = 0; length <= 8_192; length++) {
            byte[] message = new byte[length];
            Arrays.fill(message, (byte) length);
            assertThat(append(buffer, message, Severity.DEBUG)).isTrue();
            assertThat(cursor.peek(0)).isTrue();
            assertThat(cursor.length()).isEqualTo(length);
            byte[] copy = new byte[length];
            cursor.copy(0, copy, 0, length);
            assertThat(copy).isEqualTo(message);
            buffer.confirm(cursor);
        }
        assertThat(rolls).as("times that memory was used again").isGreaterThan(400);
        assertThat(buffer.pendingEvents()).isZero();
    }

    @Test
    void fullBufferTakesNoMoreThanItsLimit() {
        Buffer buffer = buffer(4, 0);
        int count = fill(buffer, Severity.INFO);
        assertThat(count).isEqualTo(4 * SEGMENT / 1024);
        assertThat(buffer.usedBytes()).isEqualTo(buffer.limitBytes()).isEqualTo(4L * SEGMENT);
        assertThat(buffer.isExhausted()).isTrue();
        assertThat(buffer.hasRoom()).isFalse();
        assertThat(buffer.pendingEvents()).isEqualTo(count);
        assertThat(append(buffer, KILOBYTE, Severity.EMERGENCY)).isFalse();
    }

    @Test
    void releasedSegmentMakesRoom() {
        Buffer buffer = buffer(4, 0);
        fill(buffer, Severity.INFO);
        Cursor cursor = buffer.cursor();
        for (int i = 0; i < SEGMENT / 1024; i++) {
            assertThat(append(buffer, KILOBYTE, Severity.INFO)).isFalse();
            assertThat(cursor.peek(0)).isTrue();
            buffer.confirm(cursor);
        }
        assertThat(cursor.peek(0)).isTrue();
        buffer.release(cursor);
        assertThat(fill(buffer, Severity.INFO)).isEqualTo(SEGMENT / 1024);
    }

    @Test
    void reserveIsForUrgentMessages() {
        Buffer buffer = buffer(10, SEGMENT);
        assertThat(fill(buffer, Severity.NOTICE)).isEqualTo(9 * SEGMENT / 1024);
        assertThat(fill(buffer, Severity.WARNING)).isEqualTo(SEGMENT / 1024);
    }

    @Test
    void reserveIsAtMostHalfOfTheBuffer() {
        Buffer buffer = buffer(4, Long.MAX_VALUE);
        assertThat(fill(buffer, Severity.INFO)).isEqualTo(2 * SEGMENT / 1024);
    }

    @Test
    void messageLargerThanASegmentIsRefusedAndCostsNoRoom() {
        Buffer buffer = buffer(4, 0);
        assertThat(append(buffer, new byte[SEGMENT], Severity.INFO)).isFalse();
        assertThat(buffer.usedBytes()).isZero();
        assertThat(append(buffer, "fits")).isTrue();
    }

    @Test
    void tooSmallBufferIsRefusedWithTheSizeThatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffer(3, 0))
                .withMessageContaining("bufferSize is 196608 bytes")
                .withMessageContaining("at least 262144 bytes");
    }

    @Test
    void pendingEventsAreCountedWithoutTheConfirmed() {
        Buffer buffer = buffer(4, 0);
        Cursor cursor = buffer.cursor();
        for (int i = 0; i < 150; i++) {
            append(buffer, KILOBYTE, Severity.INFO);
        }
        for (int left = 149; left >= 0; left--) {
            assertThat(cursor.peek(0)).isTrue();
            buffer.confirm(cursor);
            assertThat(buffer.pendingEvents()).isEqualTo(left);
        }
        assertThat(cursor.peek(0)).isFalse();
    }

    @Test
    void positionsGrowAcrossSegments() {
        Buffer buffer = buffer(4, 0);
        Cursor cursor = buffer.cursor();
        assertThat(cursor.position()).isEqualTo(buffer.endPosition());
        long before = -1;
        for (int i = 0; i < 200; i++) {
            append(buffer, KILOBYTE, Severity.INFO);
            assertThat(cursor.peek(0)).isTrue();
            assertThat(cursor.position()).isGreaterThan(before).isLessThan(buffer.endPosition());
            before = cursor.position();
            buffer.confirm(cursor);
            assertThat(cursor.position()).isEqualTo(buffer.endPosition());
        }
    }

    @Test
    void loggerThatSleptThroughTheLivesOfItsMemoryCannotTurnTheChainBack() {
        Buffer buffer = buffer(4, 0);
        Cursor cursor = buffer.cursor();
        LiveSegment stale = (LiveSegment) cursor.segment();
        while (!stale.isOver()) {
            append(buffer, KILOBYTE, Severity.INFO);
            drain(buffer, cursor);
            buffer.release(cursor);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(buffer.roll(stale)).isTrue();
            assertThat(append(buffer, "message " + i)).isTrue();
            assertThat(append(buffer, KILOBYTE, Severity.INFO)).isTrue();
            assertThat(cursor.peek(0)).isTrue();
            assertThat(read(cursor)).isEqualTo("message " + i);
            buffer.confirm(cursor);
            assertThat(drain(buffer, cursor)).hasSize(1);
        }
    }

    @Test
    void segmentIsReleasedAlthoughALoggerHasYetToGoOnFromIt() {
        Cursor[] cursor = new Cursor[1];
        Buffer[] buffer = new Buffer[1];
        Runnable pumpRunsWhileTheLoggerRests = () -> {
            drain(buffer[0], cursor[0]);
            buffer[0].release(cursor[0]);
        };
        buffer[0] = new Buffer(
                new BufferSettings(4 * SEGMENT, 8192, 0, Overflow.DROP, Duration.ZERO), pumpRunsWhileTheLoggerRests);
        cursor[0] = buffer[0].cursor();
        for (int i = 0; i < 1_000; i++) {
            assertThat(append(buffer[0], KILOBYTE, Severity.INFO)).isTrue();
        }
        drain(buffer[0], cursor[0]);
        assertThat(buffer[0].pendingEvents()).isZero();
    }

    @Test
    void memoryThatSlowLoggersHoldComesBackOnceTheyHaveLeft() {
        Buffer buffer = buffer(4, 0);
        Cursor cursor = buffer.cursor();
        List<Runnable> sleepers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            LiveSegment segment = (LiveSegment) buffer.cursor().segment();
            long tail = segment.tail();
            assertThat(segment.claim(tail, 1024, true)).isTrue();
            sleepers.add(() -> assertThat(segment.write(Tail.offset(tail), KILOBYTE, 0, 8, 1, 0, 0))
                    .isFalse());
            while (buffer.newestPosition() == segment.base() && append(buffer, KILOBYTE, Severity.INFO)) {
                assertThat(cursor.segment()).isNotNull();
            }
            drain(buffer, cursor);
            while (cursor.peek(Cursor.HANGING_NANOS) && cursor.segmentPosition() == segment.base()) {
                buffer.confirm(cursor);
            }
            buffer.release(cursor);
        }
        drain(buffer, cursor);
        buffer.release(cursor);
        assertThat(buffer.isExhausted()).isTrue();
        assertThat(append(buffer, KILOBYTE, Severity.INFO))
                .as("all memory is held")
                .isFalse();

        sleepers.forEach(Runnable::run);
        buffer.tidy();
        assertThat(append(buffer, KILOBYTE, Severity.INFO)).isTrue();
        assertThat(cursor.peek(0)).isTrue();
        buffer.confirm(cursor);
        assertThat(buffer.pendingEvents()).isZero();
    }
}
