package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More events than the buffer holds, while nothing can be sent. */
final class OverflowTest {
    private static final long BUFFER = 1024 * 1024;

    @Test
    void newestEventsAreDroppedCountedAndReportedInBandOnceThereIsRoom() {
        PumpRig rig = new PumpRig(new RigSettings().bufferBytes(BUFFER).replayWindow(BUFFER / 2));
        rig.first.die(false);
        int kept = 0;
        while (rig.log(1_000)) {
            kept++;
        }
        rig.run(Duration.ofMillis(300));
        rig.logAll(1_232, 1_000);
        rig.run(Duration.ofMillis(1_700));
        rig.log(1_000);
        assertThat(rig.dropped(DropReason.BUFFER_FULL)).isEqualTo(1_234);
        assertThat(rig.buffer.usedBytes()).isLessThanOrEqualTo(BUFFER);
        rig.run(Duration.ofMinutes(1));
        rig.first.revive();
        rig.deliverAll(Duration.ofMinutes(1));
        rig.runUntil(() -> !rig.oracle.reports().isEmpty(), Duration.ofSeconds(20));

        rig.checkPromises();
        assertThat(rig.oracle.distinct()).isEqualTo(kept);
        assertThat(rig.oracle.reports())
                .singleElement()
                .asString()
                .matches(
                        "spillway dropped 1234 events between 2026-03-01T12:00:0[0-9.]+Z and 2026-03-01T12:00:0[0-9.]+Z:"
                                + " buffer full");
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.oracle.reports()).hasSize(1);
    }

    @Test
    void dropsThatNeverCeaseAreReportedEveryTenSeconds() {
        PumpRig rig = new PumpRig(new RigSettings().bufferBytes(BUFFER).replayWindow(0));
        rig.first.always(PeerScript.readAll().readAt(1_000_000));
        for (int i = 0; i < 60; i++) {
            rig.time.after(i * 1_000_000_000L, () -> rig.logAll(1_500, 1_000));
        }
        rig.run(Duration.ofSeconds(65));
        assertThat(rig.oracle.reports()).hasSizeBetween(4, 60);
        rig.run(Duration.ofSeconds(15));
        long reported = rig.oracle.reports().stream()
                .mapToLong(text -> Long.parseLong(text.split(" ")[2]))
                .sum();
        assertThat(reported).isEqualTo(rig.dropped(DropReason.BUFFER_FULL)).isPositive();
    }

    @Test
    void oldestEventsAreDroppedToMakeRoomForTheNewest() {
        PumpRig rig = new PumpRig(
                new RigSettings().bufferBytes(BUFFER).replayWindow(BUFFER / 2).overflow(Overflow.DROP_OLDEST));
        rig.first.die(false);
        rig.logEvery(1_000_000, 5_000, 1_000);
        rig.run(Duration.ofSeconds(10));
        long dropped = rig.dropped(DropReason.BUFFER_FULL);
        assertThat(dropped).isBetween(3_900L, 4_200L);
        rig.first.revive();
        rig.deliverTheRest(5_000 - (int) dropped, Duration.ofMinutes(1));
        assertThat(rig.oracle.hasReceived(4_999)).isTrue();
        assertThat(rig.oracle.hasReceived((int) dropped)).isTrue();
        assertThat(rig.oracle.hasReceived((int) dropped - 1)).isFalse();
        rig.checkPromises();
    }

    @Test
    void oldestEventsAreDroppedThoughAPartIsReservedForUrgentOnes() {
        PumpRig rig = new PumpRig(new RigSettings()
                .bufferBytes(BUFFER)
                .reserveBytes(BUFFER / 10)
                .replayWindow(BUFFER / 2)
                .overflow(Overflow.DROP_OLDEST));
        rig.first.die(false);
        rig.logEvery(1_000_000, 5_000, 1_000);
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.buffer.usedBytes()).isBetween(BUFFER / 4 * 3, BUFFER - BUFFER / 10);
        rig.first.revive();
        rig.deliverTheRest(5_000 - (int) rig.dropped(DropReason.BUFFER_FULL), Duration.ofMinutes(1));
        assertThat(rig.oracle.gaps()).isZero();
        assertThat(rig.oracle.hasReceived(4_999)).isTrue();
        rig.checkPromises();
    }

    @Test
    void oldestEventsAreDroppedAmongUnconfirmedOnesToo() {
        PumpRig rig = new PumpRig(
                new RigSettings().bufferBytes(BUFFER).replayWindow(BUFFER / 2).overflow(Overflow.DROP_OLDEST));
        rig.first.does(number -> number % 2 == 1 ? PeerScript.neverRead() : PeerScript.readAll());
        rig.logEvery(1_000_000, 50_000, 1_000);
        rig.run(Duration.ofSeconds(60));
        rig.run(Duration.ofSeconds(30));
        rig.close(Duration.ofSeconds(5));
        rig.checkPromises();
        Ledger.Balance books = rig.balance();
        assertThat(books.delivered()).isPositive();
        assertThat(rig.oracle.hasReceived(49_999)).isTrue();
    }

    @Test
    void reserveKeepsUrgentEventsWhenOthersAreDropped() {
        PumpRig rig = new PumpRig(new RigSettings().bufferBytes(BUFFER).reserveBytes(BUFFER / 10));
        rig.first.die(false);
        rig.logAll(2_000, 1_000);
        for (int i = 0; i < 50; i++) {
            assertThat(rig.log(1_000, Severity.WARNING)).isTrue();
            assertThat(rig.log(1_000, Severity.INFO)).isFalse();
        }
        rig.first.revive();
        rig.deliverAll(Duration.ofMinutes(1));
        rig.checkPromises();
    }
}
