package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A logger that slept through the end of the buffer: its event is refused, or there for the next start. */
@Timeout(120)
final class LateLoggerTest {
    private static final int LENGTH = 100;

    private final SimDisk disk = new SimDisk();
    private final Buffer buffer = new SpoolRig(disk).open();
    private final Cursor cursor = buffer.cursor();
    private final List<String> waiting = new ArrayList<>(SpoolRig.fill(buffer, 0, 3, LENGTH));

    private void confirm(int count) {
        waiting.subList(0, SpoolRig.drain(buffer, cursor, count).texts().size()).clear();
    }

    private void nextStartDeliversWhatWaits() {
        SpoolRig next = new SpoolRig(disk).startedAt(1_800_000_000_000L);
        Buffer later = next.open();
        assertThat(later.recoveredEvents()).isEqualTo(waiting.size());
        assertThat(SpoolRig.drain(later)).isEqualTo(new SpoolRig.Drained(waiting, 0));
        assertThat(next.reports).isEmpty();
    }

    @Test
    void eventIsRefusedOnceEverythingIsDelivered() {
        confirm(3);
        SpoolRig.close(buffer, cursor);

        assertThat(SpoolRig.append(buffer, "late")).isFalse();

        assertThat(buffer.pendingEvents()).isZero();
        nextStartDeliversWhatWaits();
    }

    @Test
    void eventIsRefusedOnceTheRestIsLeftToTheNextStart() {
        confirm(1);
        SpoolRig.close(buffer, cursor);

        assertThat(SpoolRig.append(buffer, "late")).isFalse();

        assertThat(buffer.pendingEvents()).isEqualTo(2);
        nextStartDeliversWhatWaits();
    }

    @Test
    void claimThatHangsIsGivenUp() {
        confirm(1);
        LiveSegment segment = (LiveSegment) cursor.segment();
        byte[] message = SpoolRig.text(7, LENGTH).getBytes(StandardCharsets.ISO_8859_1);
        long tail = segment.tail();
        assertThat(segment.claim(tail, Segment.sizeOf(LENGTH), true)).isTrue();
        SpoolRig.close(buffer, cursor);

        assertThat(segment.write(Tail.offset(tail), message, 0, LENGTH, 1, 42, 0))
                .as("published where nobody looks any more")
                .isFalse();

        assertThat(buffer.pendingEvents()).isEqualTo(2);
        nextStartDeliversWhatWaits();
    }

    @Test
    void loggerThatWasAboutToMakeASegmentMakesNone() {
        LiveSegment segment = (LiveSegment) cursor.segment();
        segment.sealNow();
        confirm(3);
        SpoolRig.close(buffer, cursor);

        assertThat(buffer.roll(segment)).isTrue();
        assertThat(SpoolRig.append(buffer, "late")).isFalse();

        assertThat(buffer.pendingEvents()).isZero();
        nextStartDeliversWhatWaits();
    }
}
