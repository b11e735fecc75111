package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.delivery.PeerScript.End;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the owner hears of the connection. */
final class AnnouncerTest {
    @Test
    void outageIsToldAtItsBeginningOnceAMinuteAndAtItsEnd() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.die(false);
        rig.logAll(7, 100);
        rig.run(Duration.ofSeconds(30));
        assertThat(rig.told).hasSize(1);
        assertThat(rig.told.get(0))
                .matches(
                        "warn no connection: syslog\\+tcp://first.example:601: connection refused; 7 events wait in the"
                                + " buffer; the next attempt is in 0\\.[0-9] s");
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.told).hasSizeBetween(3, 6);
        rig.first.revive();
        rig.deliverAll(Duration.ofMinutes(1));
        assertThat(rig.told.get(rig.told.size() - 1))
                .matches("info connected to syslog\\+tcp://first.example:601 after 3[0-9][0-9] s without a connection");
    }

    @Test
    void serverThatEndsEachConnectionIsToldOfOnceAMinute() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.readAll().afterMessages(10, End.CLOSE));
        rig.logEvery(10_000_000, 6_000, 100);
        rig.run(Duration.ofMinutes(3));
        assertThat(rig.first.attempts()).hasSizeGreaterThan(50);
        assertThat(rig.told).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void idleConnectionsThatComeAndGoAreNotWorthAWord() {
        PumpRig rig = new PumpRig(new RigSettings().idleTimeout(Duration.ofSeconds(10)));
        rig.logEvery(60_000_000_000L, 30, 100);
        rig.run(Duration.ofMinutes(31));
        assertThat(rig.first.attempts()).hasSize(30);
        assertThat(rig.told).containsExactly("info connected to syslog+tcp://first.example:601");
    }
}
