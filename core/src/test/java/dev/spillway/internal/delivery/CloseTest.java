package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ConnectionState;
import dev.spillway.DropReason;
import dev.spillway.internal.delivery.PeerScript.End;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One deadline over everything, with every kind of endpoint. */
final class CloseTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void closeOfAnEngineThatWasNeverUsedIsImmediate() {
        PumpRig rig = new PumpRig(new RigSettings());
        assertThat(rig.close(TIMEOUT)).isLessThan(Duration.ofMillis(50));
        assertThat(rig.first.attempts()).isEmpty();
        assertThat(rig.pump.connection()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void closeDeliversWhatWaits() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.logAll(3, 100);
        assertThat(rig.close(TIMEOUT)).isLessThan(Duration.ofMillis(100));
        assertThat(rig.oracle.distinct()).isEqualTo(3);
        assertThat(rig.balance().delivered()).isEqualTo(3);
        assertThat(rig.first.openSockets()).isZero();
    }

    @Test
    void closeDrainsABacklogInTime() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.readAll().readAt(1_000_000));
        rig.logAll(20_000, 100);
        assertThat(rig.close(TIMEOUT)).isLessThan(TIMEOUT);
        assertThat(rig.balance().delivered()).isEqualTo(20_000);
        assertThat(rig.oracle.missing()).isZero();
    }

    @Test
    void closeDuringABackOffTriesOnceMoreAtOnce() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.die(false);
        rig.logAll(10, 100);
        rig.run(Duration.ofMinutes(10));
        rig.first.revive();
        assertThat(rig.close(TIMEOUT)).isLessThan(Duration.ofSeconds(1));
        assertThat(rig.oracle.missing()).isZero();
    }

    @Test
    void closeMeetsItsDeadlineWithEveryUnkindPeer() {
        List<PeerScript> scripts = List.of(
                PeerScript.refuse(),
                PeerScript.blackHole(),
                PeerScript.neverRead(),
                PeerScript.readAll().neverAnswer(),
                PeerScript.readAll().answerAfter(10_000_000_000L),
                PeerScript.readAll().readAt(1_000),
                PeerScript.readAll().afterMessages(0, End.CLOSE),
                PeerScript.readAll().afterMessages(1, End.RESET),
                PeerScript.readAll().afterBytes(333, End.BLACK_HOLE),
                PeerScript.readAll().afterMessages(10, End.STALL));
        for (PeerScript script : scripts) {
            for (boolean connected : new boolean[] {true, false}) {
                PumpRig rig = new PumpRig(new RigSettings());
                rig.first.always(script);
                rig.logAll(5_000, 200);
                rig.run(Duration.ofSeconds(connected ? 3 : 0));
                Duration took = rig.close(TIMEOUT);
                assertThat(took).as("%s", script).isBetween(Duration.ofMillis(4_000), Duration.ofMillis(5_150));
                Ledger.Balance books = rig.balance();
                assertThat(books.delivered() + rig.dropped(DropReason.CLOSED) + rig.dropped(DropReason.UNCONFIRMED))
                        .as("%s", books)
                        .isEqualTo(5_000);
                assertThat(books.delivered()).isLessThanOrEqualTo(rig.oracle.distinct());
                assertThat(rig.first.openSockets()).isZero();
            }
        }
    }

    @Test
    void whatWasReadWithoutAnAnswerIsCountedAsUnconfirmed() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.readAll().neverAnswer());
        rig.logAll(100, 100);
        rig.close(TIMEOUT);
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.dropped(DropReason.UNCONFIRMED)).isEqualTo(100);
        assertThat(rig.dropped(DropReason.CLOSED)).isZero();
    }

    @Test
    void hangingDnsDoesNotHoldUpTheClose() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.helper.hang(true);
        rig.logAll(100, 100);
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.close(TIMEOUT)).isBetween(Duration.ofMillis(4_900), Duration.ofMillis(5_150));
        assertThat(rig.dropped(DropReason.CLOSED)).isEqualTo(100);
    }

    @Test
    void flushEndsWithTheClose() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.neverRead());
        rig.logAll(100, 100);
        CountDownLatch done = rig.pump.flush(rig.time.nanos() + 60_000_000_000L);
        rig.close(TIMEOUT);
        assertThat(done.getCount()).isZero();
        assertThat(rig.pump.flush(rig.time.nanos() + 1).getCount()).isZero();
    }

    @Test
    void eventThatComesAfterTheCloseIsCountedAsDropped() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.close(TIMEOUT);
        rig.log(100);
        rig.checkBooks();
        assertThat(rig.dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(rig.pending()).isZero();
    }
}
