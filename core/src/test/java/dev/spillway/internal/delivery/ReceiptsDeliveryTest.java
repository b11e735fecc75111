package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.delivery.PeerScript.End;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The pump with peers that tell what they have read, and with some that do not take it well to be asked. */
final class ReceiptsDeliveryTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int KERNEL = 8 << 20;
    private static final int SIZE = 200;

    private static PumpRig rig(SimReceipts.Style style) {
        return rig(style, 64 * 1024);
    }

    private static PumpRig rig(SimReceipts.Style style, long replayWindow) {
        PumpRig rig = new PumpRig(new RigSettings().bufferBytes(64 << 20).replayWindow(replayWindow));
        rig.first.receipts(style).always(PeerScript.readAll().buffer(KERNEL));
        return rig;
    }

    /** Stops to read for half a second in a flow of 20,000 a second, then dies, with what its kernel has taken unread. */
    private static PumpRig stalledAndKilled(SimReceipts.Style style) {
        PumpRig rig = rig(style);
        rig.first.does(number -> {
            PeerScript reads = PeerScript.readAll().buffer(KERNEL);
            return number == 1 ? reads.afterNanos(2 * SECOND, End.STALL).buffer(KERNEL) : reads;
        });
        rig.logEvery(50_000, 80_000, SIZE);
        rig.time.after(5 * SECOND / 2, () -> rig.first.die(false));
        rig.time.after(9 * SECOND / 2, rig.first::revive);
        rig.run(Duration.ofSeconds(15));
        return rig;
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_ONCE", "AT_THE_NEXT"})
    void nothingIsLostThatAKernelTookAndNobodyRead(SimReceipts.Style style) {
        PumpRig rig = stalledAndKilled(style);
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.pending()).isZero();
        assertThat(rig.balance().read()).as("all but the first of the flow").isBetween(60_000L, 80_000L);
        assertThat(rig.oracle.mostRepeatedBytes()).as("what had been read").isLessThan(1 << 20);
        rig.checkPromises();
    }

    @Test
    void atTheBoundThePumpWaitsForTheReceiptAndNoTime() {
        PumpRig rig = rig(SimReceipts.Style.AT_ONCE);
        rig.first.always(PeerScript.readAll()
                .buffer(KERNEL)
                .afterNanos(2 * SECOND, End.STALL)
                .buffer(KERNEL));
        rig.logEvery(50_000, 80_000, SIZE);
        rig.run(Duration.ofSeconds(4));
        assertThat(rig.pump.hasUnsent()).isTrue();
        assertThat(rig.pump.step()).isEqualTo(PumpWait.NETWORK);
    }

    @Test
    void withoutReceiptsThatIsLostBeyondTheWindow() {
        PumpRig rig = stalledAndKilled(SimReceipts.Style.NEVER);
        assertThat(rig.oracle.missing()).isGreaterThan(5_000);
        assertThat(rig.balance().read()).isLessThan(rig.balance().delivered());
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_ONCE", "AT_THE_NEXT"})
    void afterAQuietMomentAKillRepeatsNothing(SimReceipts.Style style) {
        PumpRig rig = rig(style);
        rig.logEvery(1_000_000, 3_000, SIZE);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.pending()).isZero();
        rig.first.die(false);
        rig.first.revive();
        rig.log(SIZE);
        rig.deliverAll(Duration.ofSeconds(10));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.oracle.mostRepeatedBytes()).isZero();
        assertThat(rig.pending()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_ONCE", "AT_THE_NEXT"})
    void flushNeedsNoEndOfTheConnection(SimReceipts.Style style) {
        PumpRig rig = rig(style);
        rig.logEvery(10_000_000, 100, SIZE);
        rig.run(Duration.ofMillis(1_001));
        long asked = rig.time.elapsed();
        CountDownLatch done = rig.pump.flush(rig.time.nanos() + SECOND);
        assertThat(rig.runUntil(() -> done.getCount() == 0, Duration.ofSeconds(1)))
                .isTrue();
        assertThat(rig.time.elapsed() - asked).isLessThan(SECOND / 10);
        assertThat(rig.first.connections()).hasSize(1);
        assertThat(rig.first.connections().get(0).isOpen()).isTrue();
    }

    @Test
    void peerThatReadsNoMoreIsLeftAfterWriteTimeoutThoughItsKernelTakesEverything() {
        PumpRig rig = rig(SimReceipts.Style.AT_THE_NEXT);
        rig.first.does(number -> number == 1
                ? PeerScript.readAll()
                        .buffer(KERNEL)
                        .afterNanos(2 * SECOND, End.STALL)
                        .buffer(KERNEL)
                : PeerScript.readAll());
        rig.logEvery(10_000_000, 1_000, SIZE);
        rig.run(Duration.ofSeconds(30));
        assertThat(rig.first.attempts()).hasSize(1);
        rig.deliverAll(Duration.ofSeconds(10));
        assertThat(rig.told).anyMatch(line -> line.contains("has read nothing for writeTimeout (30000ms)"));
        rig.checkPromises();
    }

    @ParameterizedTest
    @CsvSource({"16777216, 4194304", "2097152, 2097152", "65536, 262144"})
    void sendingWaitsForReceiptsBeyondTheReplayWindow(long replayWindow, long mostUnread) {
        PumpRig rig = rig(SimReceipts.Style.AT_ONCE, replayWindow);
        rig.first.does(number -> PeerScript.readAll()
                .buffer(KERNEL)
                .afterNanos(2 * SECOND, End.STALL)
                .buffer(KERNEL));
        rig.logEvery(50_000, 40_000 + 60_000, SIZE);
        rig.run(Duration.ofSeconds(10));
        assertThat(rig.first.connections()).hasSize(1);
        assertThat(rig.first.connections().get(0).unread()).isBetween(mostUnread / 4, mostUnread);
    }

    @ParameterizedTest
    @EnumSource(names = {"AT_ONCE", "AT_THE_NEXT"})
    void peerThatNeverAnswersAnEndGetsNothingTwice(SimReceipts.Style style) {
        PumpRig rig = rig(style);
        rig.first.always(PeerScript.readAll().neverAnswer());
        rig.logEvery(1_000_000, 2_000, SIZE);
        rig.run(Duration.ofMillis(2_010));
        Duration took = rig.close(Duration.ofSeconds(5));
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.balance().delivered()).isEqualTo(2_000);
        assertThat(took).isLessThan(Duration.ofMillis(5_100));
    }

    @Test
    void destinationThatBreaksTwiceIsNotAskedAgainAndThatIsToldOnce() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.first.receipts(SimReceipts.Style.BREAKS);
        rig.logEvery(1_000_000, 60_000, SIZE);
        rig.run(Duration.ofSeconds(62));
        rig.deliverAll(Duration.ofSeconds(10));
        rig.checkPromises();
        assertThat(rig.first.breaks()).isEqualTo(2);
        List<String> told = rig.told.stream()
                .filter(line -> line.contains("request for a read receipt"))
                .toList();
        assertThat(told).hasSize(1);
    }
}
