package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.transport.Framing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hard cases that other shippers' tests are known for, in simulated time. */
final class RecipesTest {
    private static final int EVENTS = 20_000;
    private static final long AWAY = 3_000_000_000L;

    @Test
    void nothingIsLostWhenServerDiesTwiceEachAfter900Messages() {
        for (Framing framing : List.of(Framing.OCTET_COUNTING, Framing.OCTET_COUNTING_LF, Framing.NEWLINE)) {
            for (PeerScript.End end : new PeerScript.End[] {PeerScript.End.RESET, PeerScript.End.CLOSE}) {
                PumpRig rig = new PumpRig(new RigSettings().framing(framing));
                rig.first
                        .does(number ->
                                number <= 2 ? PeerScript.readAll().afterMessages(900, end) : PeerScript.readAll())
                        .staysAway(AWAY);
                rig.logAll(EVENTS, 100);
                rig.deliverAll(Duration.ofMinutes(1));
                rig.close(Duration.ofSeconds(5));

                rig.checkPromises();
                assertThat(rig.first.ends()).isEqualTo(2);
                assertThat(rig.oracle.duplicates()).isPositive();
                assertThat(rig.oracle.mostRepeatedBytes()).isLessThanOrEqualTo(1024 * 1024);
                assertThat(rig.balance().delivered()).isEqualTo(EVENTS);
            }
        }
    }

    @Test
    void nothingIsLostWhenKernelTookMoreThanTheWindowBeforeServerDies() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.does(number -> number <= 2
                ? PeerScript.readAll()
                        .buffer(8 * 1024 * 1024)
                        .readAt(2_000_000)
                        .afterMessages(900, PeerScript.End.RESET)
                : PeerScript.readAll());
        rig.logAll(EVENTS, 100);
        rig.deliverAll(Duration.ofMinutes(1));
        rig.close(Duration.ofSeconds(5));

        rig.checkPromises();
        assertThat(rig.first.ends()).isEqualTo(2);
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.oracle.mostRepeatedBytes()).isLessThanOrEqualTo(1024 * 1024);
        assertThat(rig.balance().delivered()).isEqualTo(EVENTS);
    }

    @Test
    void serverThatClosesPolitelyEvery900MessagesGetsEverything() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.always(PeerScript.readAll().afterMessages(900, PeerScript.End.CLOSE));
        rig.logAll(EVENTS, 100);
        rig.deliverAll(Duration.ofSeconds(30));
        assertThat(rig.oracle.mostRepeatedBytes()).isLessThanOrEqualTo(1024 * 1024);
        rig.close(Duration.ofSeconds(5));
        rig.checkPromises();
    }
}
