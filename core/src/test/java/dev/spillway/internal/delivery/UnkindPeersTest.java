package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.delivery.PeerScript.End;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Endpoints that fail in one way, always the same: nothing is lost, and nothing spins. */
final class UnkindPeersTest {
    private static final long SECOND = 1_000_000_000L;

    /** All but a reset after each single message, which leaves nothing that could confirm one. */
    @Test
    void serverThatEndsEachConnectionGetsEverythingHoweverFewItTakes() {
        for (End end : new End[] {End.CLOSE, End.CLOSE_AND_DISCARD, End.RESET}) {
            for (int messages : new int[] {end == End.RESET ? 4 : 1, 2, 3, 10, 900, 5_000}) {
                PumpRig rig = new PumpRig(new RigSettings());
                rig.first.always(PeerScript.readAll().afterMessages(messages, end));
                rig.logAll(messages * 20, 100);
                rig.deliverAll(Duration.ofMinutes(5));
                rig.checkPromises();
                rig.log(100);
                rig.deliverAll(Duration.ofMinutes(1));
                checkNoSpinning(rig.first);
            }
        }
    }

    @Test
    void serverThatAcceptsAndClosesAtOnceCostsNothing() {
        for (End end : new End[] {End.CLOSE, End.CLOSE_AND_DISCARD, End.RESET}) {
            PumpRig rig = new PumpRig(new RigSettings());
            rig.first.always(PeerScript.readAll().afterMessages(0, end));
            rig.logAll(100, 100);
            rig.run(Duration.ofMinutes(10));
            checkNoSpinning(rig.first);
            assertThat(rig.balance().delivered()).as("%s", end).isZero();
            rig.first.always(PeerScript.readAll());
            rig.deliverAll(Duration.ofMinutes(2));
            rig.checkPromises();
        }
    }

    @Test
    void resetAnywhereInAFrameLosesNothing() {
        for (int bytes = 1; bytes < 260; bytes++) {
            int limit = bytes;
            PumpRig rig = new PumpRig(new RigSettings());
            rig.first.does(number ->
                    number % 2 == 1 ? PeerScript.readAll().afterBytes(limit, End.RESET) : PeerScript.readAll());
            rig.logAll(20, 100);
            rig.deliverAll(Duration.ofMinutes(1));
            rig.checkPromises();
        }
    }

    @Test
    void serverThatNeverReadsIsLeftAfterWriteTimeout() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.does(number -> number <= 2 ? PeerScript.neverRead() : PeerScript.readAll());
        rig.logAll(10_000, 200);
        rig.run(Duration.ofSeconds(20));
        assertThat(rig.first.attempts()).hasSize(1);
        rig.deliverAll(Duration.ofSeconds(60));
        rig.checkPromises();
        assertThat(rig.told).anyMatch(line -> line.contains("took nothing for writeTimeout (30000ms)"));
    }

    @Test
    void connectionThatGoesBlackLosesNothing() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.does(number ->
                number == 1 ? PeerScript.readAll().afterNanos(10 * SECOND, End.BLACK_HOLE) : PeerScript.readAll());
        rig.logEvery(1_000_000, 60_000, 100);
        rig.run(Duration.ofSeconds(61));
        rig.deliverAll(Duration.ofSeconds(60));
        rig.checkPromises();
        assertThat(rig.oracle.mostRepeatedBytes()).isLessThanOrEqualTo(1024 * 1024);
    }

    @Test
    void slowReaderGetsEverythingOnce() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.readAll().readAt(50_000));
        rig.logAll(5_000, 400);
        rig.deliverAll(Duration.ofSeconds(60));
        rig.checkPromises();
        assertThat(rig.oracle.duplicates()).isZero();
        assertThat(rig.first.attempts()).hasSize(1);
    }

    @Test
    void noPeerIsConnectedToMoreThanTenTimesASecond() {
        List<PeerScript> scripts = List.of(
                PeerScript.refuse(),
                PeerScript.blackHole(),
                PeerScript.neverRead(),
                PeerScript.readAll().afterMessages(0, End.CLOSE),
                PeerScript.readAll().afterMessages(1, End.CLOSE),
                PeerScript.readAll().afterMessages(1, End.RESET),
                PeerScript.readAll().afterBytes(50, End.RESET),
                PeerScript.readAll().afterNanos(1_000_000, End.BLACK_HOLE),
                PeerScript.readAll().neverAnswer(),
                PeerScript.readAll().afterMessages(10, End.CLOSE).neverAnswer());
        for (PeerScript script : scripts) {
            PumpRig rig = new PumpRig(new RigSettings());
            rig.first.always(script);
            rig.logEvery(3_000_000, 20_000, 100);
            rig.run(Duration.ofMinutes(5));
            checkNoSpinning(rig.first);
            assertThat(rig.steps()).as("steps of the pump with %s", script).isLessThan(400_000);
            assertThat(rig.first.openSockets()).as("%s", script).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void refusedConnectionsAreTriedAgainWithLongerAndLongerWaits() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.die(false);
        rig.log(100);
        rig.run(Duration.ofMinutes(30));
        assertThat(rig.first.attempts()).hasSizeBetween(80, 200);
        rig.first.revive();
        rig.deliverAll(Duration.ofSeconds(31));
    }

    private static void checkNoSpinning(SimPeer peer) {
        List<Long> attempts = peer.attempts();
        for (int i = 10; i < attempts.size(); i++) {
            assertThat(attempts.get(i) - attempts.get(i - 10))
                    .as("time of ten attempts, from attempt %s", i - 10)
                    .isGreaterThanOrEqualTo(SECOND);
        }
    }
}
