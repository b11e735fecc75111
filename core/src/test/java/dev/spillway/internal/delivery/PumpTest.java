package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ConnectionState;
import dev.spillway.DropReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The pump on connections that work, and on their ends. */
final class PumpTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void eventsAreDeliveredInOrder() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.logEvery(1_000_000, 5_000, 120);
        rig.runUntil(() -> rig.oracle.distinct() == 5_000, Duration.ofSeconds(10));

        rig.checkPromises();
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.oracle.duplicates()).isZero();
        assertThat(rig.first.attempts()).hasSize(1);
        assertThat(rig.pump.connection()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void healthyFlowIsDeliveredWithinMilliseconds() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.logAll(1, 100);
        rig.deliverAll(Duration.ofSeconds(1));
        for (int i = 0; i < 200; i++) {
            rig.run(Duration.ofMillis(1));
            rig.log(100);
            long before = rig.time.elapsed();
            rig.deliverAll(Duration.ofSeconds(1));
            assertThat(rig.time.elapsed() - before).isLessThan(20_000_000L);
        }
    }

    @Test
    void loneEventAfterAnHourOfSilenceIsSentAtOnce() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.log(100);
        rig.run(Duration.ofHours(1));
        rig.log(100);
        long before = rig.time.elapsed();
        rig.deliverAll(Duration.ofSeconds(1));
        assertThat(rig.time.elapsed() - before).isLessThan(50_000_000L);
        rig.checkPromises();
    }

    @Test
    void pendingCountsWhatIsNotConfirmed() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.logAll(100, 200);
        assertThat(rig.pending()).isEqualTo(100);
        rig.deliverAll(Duration.ofSeconds(5));
        assertThat(rig.pending()).as("sent, not confirmed").isEqualTo(100);
        rig.logAll(10_000, 200);
        rig.deliverAll(Duration.ofSeconds(5));
        assertThat(rig.pending()).as("as many as the window holds").isBetween(4_000L, 5_000L);
        assertThat(rig.balance().delivered()).isEqualTo(10_100 - rig.pending());
    }

    @Test
    void idleConnectionIsEndedInOrderAndNothingIsReplayed() {
        PumpRig rig = new PumpRig(new RigSettings().idleTimeout(Duration.ofMinutes(4)));
        rig.logAll(100, 100);
        rig.run(Duration.ofMinutes(3));
        assertThat(rig.first.openSockets()).isEqualTo(1);
        rig.run(Duration.ofMinutes(2));
        assertThat(rig.first.openSockets()).isZero();
        assertThat(rig.balance().delivered()).isEqualTo(100);
        assertThat(rig.pump.connection()).isEqualTo(ConnectionState.IDLE);

        rig.log(100);
        rig.deliverAll(Duration.ofSeconds(1));
        assertThat(rig.oracle.duplicates()).isZero();
        assertThat(rig.first.attempts()).hasSize(2);
    }

    @Test
    void onlyTheLastTenMinutesOfATrickleAreRepeatedAfterAReset() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.logEvery(10 * SECOND, 365, 100);
        rig.run(Duration.ofMinutes(60));
        rig.first.does(number -> PeerScript.readAll());
        rig.first.connections().forEach(connection -> connection.die(false));
        rig.run(Duration.ofSeconds(55));
        rig.deliverAll(Duration.ofSeconds(30));

        rig.checkPromises();
        assertThat(rig.oracle.duplicates()).as("10 minutes at 6 a minute").isBetween(1L, 61L);
    }

    @Test
    void endpointThatNeverAnswersAnEndIsNotReplayedToForEver() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.readAll().neverAnswer());
        rig.logAll(500, 100);
        rig.run(Duration.ofHours(12));
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.oracle.duplicates())
                .as("a replay for each of a few ends")
                .isLessThan(500 * 9);

        rig.logAll(500, 100);
        rig.deliverAll(Duration.ofMinutes(1));
        rig.logEvery(SECOND, 3_000, 100);
        rig.run(Duration.ofHours(1));
        assertThat(rig.oracle.missing()).isZero();
        rig.checkPromises();
    }

    @Test
    void flushConfirmsByAnEndInOrder() throws InterruptedException {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.logAll(1_000, 100);
        CountDownLatch done = rig.pump.flush(rig.time.nanos() + 10 * SECOND);
        assertThat(rig.runUntil(() -> done.getCount() == 0, Duration.ofSeconds(10)))
                .isTrue();
        assertThat(rig.balance().delivered()).isEqualTo(1_000);
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.oracle.duplicates()).isZero();
    }

    @Test
    void flushEndsAlthoughEventsGoOn() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.does(number ->
                number == 1 ? PeerScript.readAll().afterMessages(100, PeerScript.End.CLOSE) : PeerScript.readAll());
        rig.logEvery(1_000_000, 20_000, 100);
        rig.run(Duration.ofSeconds(5));
        CountDownLatch done = rig.pump.flush(rig.time.nanos() + 10 * SECOND);
        assertThat(rig.runUntil(() -> done.getCount() == 0, Duration.ofSeconds(5)))
                .as("flushed while a thousand events a second come")
                .isTrue();
        assertThat(rig.balance().delivered()).isGreaterThanOrEqualTo(5_000);
        rig.checkPromises();
    }

    @Test
    void flushThatTimedOutCostsNoMoreConnections() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.readAll().neverAnswer());
        rig.logAll(100, 100);
        rig.pump.flush(rig.time.nanos() + 5 * SECOND);
        rig.run(Duration.ofSeconds(10));
        int attempts = rig.first.attempts().size();
        rig.run(Duration.ofMinutes(3));
        assertThat(rig.first.attempts().size() - attempts).isLessThanOrEqualTo(1);
    }

    @Test
    void flushOfAnEmptyBufferIsDoneAtOnce() {
        PumpRig rig = new PumpRig(new RigSettings());
        CountDownLatch done = rig.pump.flush(rig.time.nanos() + SECOND);
        rig.run(Duration.ofMillis(200));
        assertThat(done.getCount()).isZero();
        assertThat(rig.first.attempts()).isEmpty();
    }

    @Test
    void withoutAReplayWindowWhatIsWrittenCountsAsDelivered() {
        PumpRig rig = new PumpRig(new RigSettings().replayWindow(0));
        rig.logAll(1_000, 100);
        rig.deliverAll(Duration.ofSeconds(5));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.balance().delivered()).isEqualTo(1_000);
        assertThat(rig.pending()).isZero();
    }

    @Test
    void eventsThatWaitedLongerThanMaxAgeAreDroppedAndCounted() {
        PumpRig rig = new PumpRig(new RigSettings().maxAge(Duration.ofMinutes(5)));
        rig.first.die(false);
        rig.logAll(100, 100);
        rig.run(Duration.ofMinutes(6));
        assertThat(rig.dropped(DropReason.EXPIRED))
                .as("while there is no connection")
                .isEqualTo(100);
        rig.logAll(10, 100);
        rig.first.revive();
        rig.runUntil(() -> rig.oracle.distinct() == 10, Duration.ofMinutes(1));
        rig.run(Duration.ofSeconds(10));
        rig.checkPromises();
        assertThat(rig.oracle.distinct()).isEqualTo(10);
        assertThat(rig.oracle.reports())
                .singleElement()
                .asString()
                .startsWith("spillway dropped 100 events between 2026-03-01T12:0")
                .endsWith(": older than maxAge");
    }

    @Test
    void timeOfDayThatJumpsHurtsNothing() {
        PumpRig rig = new PumpRig(new RigSettings());
        for (long jump : new long[] {3_600_000, -7_200_000, -1_700_000_000_000L, 4_000_000_000_000L}) {
            rig.logEvery(10_000_000, 100, 100);
            rig.run(Duration.ofMillis(500));
            rig.time.jump(jump);
            rig.deliverAll(Duration.ofSeconds(10));
        }
        rig.run(Duration.ofSeconds(1));
        rig.deliverAll(Duration.ofSeconds(1));
        rig.checkPromises();
        assertThat(rig.oracle.distinct()).isEqualTo(400);
        assertThat(rig.first.attempts()).hasSize(1);
    }

    @Test
    void messagesTooOldToBeSentTakeNothingOfTheReplayWindow() {
        PumpRig rig =
                new PumpRig(new RigSettings().maxAge(Duration.ofSeconds(27)).replayWindow(192 * 1024));
        rig.first
                .sendBuffer(16 * 1024)
                .does(number -> (number == 1 ? PeerScript.neverRead() : PeerScript.readAll()).buffer(16 * 1024));
        rig.logAll(150, 4_000);
        rig.run(Duration.ofSeconds(40));
        assertThat(rig.pending()).isZero();
        assertThat((long) rig.oracle.missing()).isPositive().isEqualTo(rig.dropped(DropReason.EXPIRED));
    }
}
