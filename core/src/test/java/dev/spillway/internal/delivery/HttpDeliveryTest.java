package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ConnectionState;
import dev.spillway.internal.transport.Framing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The pump on HTTP: batches, and what their answers mean. */
final class HttpDeliveryTest {
    private final PumpRig rig =
            new PumpRig(new RigSettings().framing(Framing.NEWLINE).destinations(RigSettings.HTTPS));

    @Test
    void batchesAreDeliveredInOrderAndConfirmedByTheirAnswers() {
        rig.logEvery(1_000_000, 5_000, 120);
        rig.run(Duration.ofSeconds(6));
        rig.checkPromises();
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.oracle.duplicates()).isZero();
        assertThat(rig.balance().delivered()).isEqualTo(5_000);
        assertThat(rig.http.requests()).hasSizeBetween(20, 35);
        assertThat(rig.pump.connection()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(rig.told).containsExactly("info connected to http://first.example:80/logs");
    }

    @Test
    void loneEventIsSentAfterTheLinger() {
        rig.log(100);
        rig.run(Duration.ofMillis(150));
        assertThat(rig.http.requests()).isEmpty();
        rig.deliverAll(Duration.ofMillis(100));
    }

    @Test
    void fullBatchIsSentAtOnceAndTheNextOneFollowsItsAnswer() {
        rig.http.does(request -> HttpScript.answer(200).after(50_000_000));
        rig.logAll(2_000, 100);
        rig.run(Duration.ofMillis(40));
        assertThat(rig.http.requests()).hasSize(1);
        assertThat(rig.http.requests().get(0).lines()).hasSizeBetween(600, 650);
        rig.deliverAll(Duration.ofMillis(500));
        assertThat(rig.http.requests()).hasSize(4);
        rig.checkPromises();
    }

    @Test
    void failedBatchIsSentAgainUnderTheSameName() {
        rig.http.does(request -> rig.http.requests().size() <= 5 ? HttpScript.cut() : HttpScript.answer(202));
        rig.logEvery(1_000_000, 3_000, 100);
        rig.deliverAll(Duration.ofMinutes(1));
        rig.run(Duration.ofSeconds(30));
        assertThat(rig.http.requests().subList(0, 6)).allSatisfy(request -> {
            assertThat(request.name()).isEqualTo(rig.http.requests().get(0).name());
            assertThat(request.lines()).isEqualTo(rig.http.requests().get(0).lines());
        });
        assertThat(rig.balance().delivered()).isEqualTo(3_000);
        rig.checkPromises();
    }

    @Test
    void nextDestinationIsTriedBeforeTheBackOff() {
        PumpRig two = new PumpRig(
                new RigSettings().framing(Framing.NEWLINE).destinations(RigSettings.HTTPS, RigSettings.SECOND_HTTPS));
        two.http.does(
                request -> request.host().equals("first.example") ? HttpScript.answer(503) : HttpScript.answer(204));
        two.logAll(100, 100);
        two.deliverAll(Duration.ofMillis(300));
        assertThat(two.pump.destination()).isEqualTo(RigSettings.SECOND_HTTPS);
        two.http.does(request -> HttpScript.answer(200));
        two.logEvery(10_000_000, 12_000, 100);
        two.run(Duration.ofSeconds(121));
        assertThat(two.pump.destination()).isEqualTo(RigSettings.HTTPS);
        two.deliverAll(Duration.ofSeconds(1));
        two.checkPromises();
    }

    @Test
    void closeSendsWhatWaitsAtOnce() {
        rig.logAll(100, 200);
        assertThat(rig.close(Duration.ofSeconds(5))).isLessThan(Duration.ofMillis(200));
        assertThat(rig.oracle.missing()).isZero();
        assertThat(rig.balance().delivered()).isEqualTo(100);
        assertThat(rig.http.open()).isZero();
    }

    @Test
    void closeHasOneDeadlineAlthoughNobodyAnswers() {
        rig.http.does(request -> HttpScript.stall());
        rig.logAll(100, 200);
        assertThat(rig.close(Duration.ofSeconds(5))).isBetween(Duration.ofSeconds(4), Duration.ofMillis(5_100));
        assertThat(rig.balance().delivered()).isZero();
        assertThat(rig.http.open()).isZero();
    }

    @Test
    void idleClientIsClosed() {
        rig.logAll(10, 100);
        rig.run(Duration.ofMinutes(5));
        assertThat(rig.http.open()).isZero();
        assertThat(rig.pump.connection()).isEqualTo(ConnectionState.IDLE);
        rig.log(100);
        rig.deliverAll(Duration.ofSeconds(1));
        assertThat(rig.told).hasSize(1);
    }
}
