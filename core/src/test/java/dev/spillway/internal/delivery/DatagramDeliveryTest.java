package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.transport.Destination;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** UDP promises nothing, but neither stops nor repeats. */
final class DatagramDeliveryTest {
    private final PumpRig rig =
            new PumpRig(new RigSettings().destinations(new Destination(Destination.Scheme.UDP, "first.example", 514)));

    @Test
    void datagramIsConfirmedWhenItIsWritten() {
        rig.logAll(1_000, 200);
        rig.deliverAll(Duration.ofSeconds(1));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.balance().delivered()).isEqualTo(1_000);
        assertThat(rig.pending()).isZero();
        rig.checkPromises();
    }

    @Test
    void unreachablePortIsIgnored() {
        rig.first.die(false);
        rig.logEvery(10_000_000, 100, 200);
        rig.run(Duration.ofSeconds(2));
        assertThat(rig.balance().delivered()).isEqualTo(100);
        assertThat(rig.oracle.distinct()).isZero();
        rig.first.revive();
        rig.run(Duration.ofMillis(20));
        rig.logEvery(10_000_000, 100, 200);
        rig.run(Duration.ofSeconds(2));
        assertThat(rig.oracle.distinct()).isEqualTo(100);
        assertThat(rig.told).containsExactly("info connected to syslog+udp://first.example:514");
    }

    @Test
    void closeSendsWhatWaits() {
        rig.logAll(100, 200);
        assertThat(rig.close(Duration.ofSeconds(5))).isLessThan(Duration.ofMillis(200));
        rig.time.pass(10_000_000, () -> false);
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.balance().delivered()).isEqualTo(100);
    }
}
