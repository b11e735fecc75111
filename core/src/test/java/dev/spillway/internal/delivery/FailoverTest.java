package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.delivery.PeerScript.End;
import dev.spillway.internal.transport.Framing;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Several destinations, several addresses, and names that cannot be resolved. */
final class FailoverTest {
    private static final long SECOND = 1_000_000_000L;

    private final PumpRig rig = new PumpRig(new RigSettings().destinations(RigSettings.FIRST, RigSettings.SECOND));

    @Test
    void secondDestinationIsUsedAtOnceWhenTheFirstRefuses() {
        rig.first.die(false);
        rig.logAll(100, 100);
        rig.deliverAll(Duration.ofMillis(200));
        assertThat(rig.second.connections()).hasSize(1);
        assertThat(rig.pump.destination()).isEqualTo(RigSettings.SECOND);
        assertThat(rig.told).containsExactly("info connected to syslog+tcp://second.example:601");
    }

    @Test
    void preferredDestinationIsTakenAgainWithoutLossOnceItIsBack() {
        rig.first.die(false);
        rig.logEvery(2_000_000, 60_000, 100);
        rig.run(Duration.ofSeconds(30));
        rig.first.revive();
        rig.run(Duration.ofSeconds(35));
        assertThat(rig.pump.destination()).isEqualTo(RigSettings.FIRST);
        assertThat(rig.second.openSockets()).isZero();
        rig.run(Duration.ofSeconds(60));
        rig.deliverAll(Duration.ofSeconds(10));
        rig.checkPromises();
        assertThat(rig.oracle.duplicates()).isZero();
        assertThat(rig.second.connections()).hasSize(1);
    }

    @Test
    void preferredDestinationThatIsABlackHoleDisturbsNothing() {
        rig.first.die(false);
        rig.logEvery(2_000_000, 100_000, 100);
        rig.run(Duration.ofSeconds(10));
        rig.first.always(PeerScript.blackHole());
        rig.first.revive();
        rig.run(Duration.ofSeconds(195));
        rig.deliverAll(Duration.ofSeconds(1));
        rig.checkPromises();
        assertThat(rig.oracle.duplicates()).isZero();
        assertThat(rig.second.connections()).hasSize(1);
        assertThat(rig.first.attempts()).hasSizeBetween(3, 5);
        assertThat(rig.first.openSockets()).isLessThanOrEqualTo(1);
    }

    @Test
    void preferredDestinationWhoseNameHangsDisturbsNothing() {
        rig.first.die(false);
        rig.logEvery(2_000_000, 100_000, 100);
        rig.run(Duration.ofSeconds(50));
        rig.helper.hang(true);
        rig.run(Duration.ofSeconds(60));
        assertThat(rig.oracle.logged() - rig.oracle.distinct()).isLessThan(20);
        rig.helper.hang(false);
        rig.run(Duration.ofSeconds(100));
        rig.deliverAll(Duration.ofSeconds(1));
        rig.checkPromises();
    }

    @Test
    void brokenConnectionIsMadeAnewAtOnceAlthoughThePreferredNameHangs() {
        rig.first.die(false);
        rig.logEvery(10_000_000, 10_000, 100);
        rig.run(Duration.ofSeconds(59));
        rig.helper.hang(true);
        rig.run(Duration.ofSeconds(2));
        rig.helper.stopHanging();
        rig.second.connections().forEach(connection -> connection.die(false));
        rig.run(Duration.ofSeconds(2));
        assertThat(rig.oracle.logged() - rig.oracle.distinct()).isLessThan(20);
        assertThat(rig.told).noneMatch(line -> line.contains("not resolved"));
    }

    @Test
    void connectionToThePreferredThatDiesWhileItWaitsIsForgotten() {
        rig.first.die(false);
        rig.second.always(PeerScript.readAll().readAt(20_000));
        rig.logAll(10_000, 100);
        rig.run(Duration.ofSeconds(1));
        rig.first.always(PeerScript.readAll().afterNanos(SECOND, End.RESET));
        rig.first.revive();
        rig.run(Duration.ofMinutes(3));
        rig.first.always(PeerScript.readAll());
        rig.deliverAll(Duration.ofMinutes(10));
        rig.checkBooks();
        assertThat(rig.oracle.faults()).isEmpty();
    }

    @Test
    void everyAddressOfANameIsTried() throws UnknownHostException {
        PumpRig several = new PumpRig(new RigSettings());
        SimPeer dead = new SimPeer(several.time, several.oracle, Framing.OCTET_COUNTING, () -> {});
        dead.die(false);
        SimPeer black = new SimPeer(several.time, several.oracle, Framing.OCTET_COUNTING, () -> {});
        black.always(PeerScript.blackHole());
        several.network.name(RigSettings.FIRST.host(), 21, dead, black, several.second);
        several.logAll(100, 100);
        several.deliverAll(Duration.ofSeconds(6));
        assertThat(dead.attempts()).hasSize(1);
        assertThat(black.attempts()).hasSize(1);
        assertThat(several.told).containsExactly("info connected to syslog+tcp://first.example:601");
    }

    @Test
    void nameIsResolvedAnewForEachAttempt() throws UnknownHostException {
        PumpRig moving = new PumpRig(new RigSettings());
        moving.logAll(100, 100);
        moving.deliverAll(Duration.ofSeconds(1));
        moving.network.name(RigSettings.FIRST.host(), 31, moving.second);
        moving.first.die(false);
        moving.logAll(100, 100);
        moving.deliverAll(Duration.ofSeconds(5));
        assertThat(moving.second.connections()).hasSize(1);
        assertThat(moving.network.lookups()).isEqualTo(2);
    }

    @Test
    void unknownNameIsToldAndTriedAgain() {
        PumpRig lost = new PumpRig(new RigSettings());
        lost.network.failDns(true);
        lost.logAll(100, 100);
        lost.run(Duration.ofMinutes(2));
        assertThat(lost.told.get(0))
                .startsWith("warn no connection: syslog+tcp://first.example:601: its host name is unknown; 100 events");
        assertThat(lost.first.attempts()).isEmpty();
        lost.network.failDns(false);
        lost.deliverAll(Duration.ofSeconds(31));
    }

    @Test
    void nameThatHangsIsGivenUpAfterConnectionTimeout() {
        PumpRig hanging = new PumpRig(new RigSettings());
        hanging.helper.hang(true);
        hanging.logAll(100, 100);
        hanging.run(Duration.ofMinutes(1));
        assertThat(hanging.told.get(0)).contains("its name was not resolved within connectionTimeout (5000ms)");
        assertThat(hanging.helper.abandoned()).isLessThanOrEqualTo(4);
        assertThat(hanging.steps()).isLessThan(10_000);
        hanging.helper.hang(false);
        hanging.deliverAll(Duration.ofSeconds(40));
        hanging.checkPromises();
    }
}
