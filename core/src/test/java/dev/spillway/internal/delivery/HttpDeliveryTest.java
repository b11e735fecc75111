package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ConnectionState;
import dev.spillway.DropReason;
import dev.spillway.internal.transport.Framing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 599})
    void passingTroubleCostsNothingButTime(int status) {
        rig.http.does(request -> HttpScript.answer(rig.http.requests().size() <= 4 ? status : 200));
        rig.logAll(500, 100);
        rig.deliverAll(Duration.ofSeconds(20));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.http.requests()).extracting(SimHttp.Request::name).containsOnly(name(0));
        assertThat(rig.balance().delivered()).isEqualTo(500);
        assertThat(rig.told.get(0))
                .startsWith("warn nothing delivered: http://first.example:80/logs: it answered " + status);
        rig.checkPromises();
    }

    private String name(int index) {
        return rig.http.requests().get(index).name();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7.0 | 7.5",
                "0 | 0.1 | 0.6",
                "soon | 0.1 | 0.6",
                "Sun, 01 Mar 2026 12:00:20 GMT | 19.0 | 20.1",
                "Sun, 01 Mar 2026 11:00:00 GMT | 0.1 | 0.6",
                "99999999999999999999 | 3600 | 3601"
            })
    void endpointIsLeftAloneForAsLongAsItAsks(String field, double least, double most) {
        rig.http.does(request ->
                rig.http.requests().size() == 1 ? HttpScript.answer(429).retryAfter(field) : HttpScript.answer(200));
        rig.logAll(10, 100);
        rig.deliverAll(Duration.ofHours(2));
        long waited =
                rig.http.requests().get(1).nanos() - rig.http.requests().get(0).nanos();
        assertThat(waited / 1e9).isBetween(least, most);
        assertThat(rig.http.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407, 301, 302, 307, 308})
    void whatSomebodyHasToMendIsTriedSlowlyAndToldLoudly(int status) {
        rig.http.does(request -> HttpScript.answer(status).saying("no\nkey"));
        rig.logAll(500, 100);
        rig.run(Duration.ofSeconds(100));
        assertThat(rig.http.requests()).hasSizeBetween(3, 4);
        assertThat(rig.told)
                .anyMatch(line ->
                        line.startsWith("error http://first.example:80/logs: it answered " + status + ": no key; "));
        rig.http.does(request -> HttpScript.answer(200));
        rig.deliverAll(Duration.ofSeconds(31));
        rig.checkPromises();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 406, 415, 422, 451, 499})
    void refusedBatchAloneIsDroppedAndCounted(int status) {
        rig.http.does(request -> request.lines().get(0).startsWith("#1000 ")
                ? HttpScript.answer(status).saying("bad \u001b[31m" + "x".repeat(500))
                : HttpScript.answer(200));
        rig.logAll(1_000, 30);
        rig.run(Duration.ofSeconds(1));
        rig.logAll(100, 30);
        rig.run(Duration.ofSeconds(1));
        rig.logAll(1_000, 30);
        rig.run(Duration.ofSeconds(2));
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(100);
        assertThat(rig.balance().delivered()).isEqualTo(2_001);
        assertThat(rig.pending()).isZero();
        assertThat(rig.oracle.reports()).hasSize(1);
        assertThat(rig.oracle.reports().get(0)).contains("dropped 100 events").endsWith(": rejected by the endpoint");
        String told = rig.told.stream()
                .filter(line -> line.startsWith("error "))
                .findFirst()
                .orElseThrow();
        assertThat(told)
                .isEqualTo("error http://first.example:80/logs: it answered " + status + ": bad [31m" + "x".repeat(191)
                        + "...; 100 messages are dropped as rejected");
        rig.checkPromises();
    }

    @Test
    void endpointThatRefusesEverythingDoesNotEmptyTheBufferInAMoment() {
        rig.http.does(request -> HttpScript.answer(404));
        rig.logAll(20_000, 180);
        rig.run(Duration.ofSeconds(60));
        assertThat(rig.http.requests()).hasSizeBetween(9, 12);
        assertThat(rig.pending()).isGreaterThan(15_000);
        rig.http.does(request -> HttpScript.answer(200));
        rig.runUntil(() -> rig.pending() == 0, Duration.ofMinutes(2));
        assertThat(rig.balance().delivered() + rig.dropped(DropReason.REJECTED))
                .isEqualTo(rig.balance().accepted());
        rig.checkBooks();
    }

    @Test
    void tooLargeBatchIsHalvedUntilItIsTaken() {
        rig.http.does(request -> HttpScript.answer(bytes(request) > 10_000 ? 413 : 200));
        rig.logAll(3_000, 100);
        rig.deliverAll(Duration.ofMinutes(1));
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.balance().delivered()).isEqualTo(3_000);
        assertThat(rig.http.requests()).hasSizeLessThan(60);
        assertThat(rig.http.requests()).extracting(SimHttp.Request::name).doesNotHaveDuplicates();
        rig.checkPromises();
    }

    @Test
    void singleMessageThatIsTooLargeIsShortenedAndAtLastDropped() {
        rig.http.does(request -> HttpScript.answer(bytes(request) > 1_000 ? 413 : 200));
        rig.log(100);
        rig.log(8_000);
        rig.log(100);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.balance().delivered()).isEqualTo(3);
        assertThat(rig.http.requests().stream()
                        .filter(request -> bytes(request) < 1_000)
                        .toList())
                .anyMatch(request -> request.lines().get(0).startsWith("#1 8000 bbb"));

        rig.http.does(request -> HttpScript.answer(bytes(request) > 150 ? 413 : 200));
        rig.log(8_000);
        rig.log(100);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(rig.pending()).isZero();
        rig.checkBooks();
    }

    private static int bytes(SimHttp.Request request) {
        return request.lines().stream().mapToInt(line -> line.length() + 1).sum();
    }

    @Test
    void tooLargeBatchAtACloseIsHalvedToo() {
        rig.http.does(request -> HttpScript.answer(bytes(request) > 2_000 ? 413 : 200));
        rig.logAll(100, 200);
        rig.close(Duration.ofSeconds(30));
        assertThat(rig.balance().delivered()).isEqualTo(100);
        assertThat(rig.oracle.missing()).isZero();
    }

    @Test
    void requestWithoutAnAnswerIsGivenUpAfterRequestTimeout() {
        rig.http.does(request -> rig.http.requests().size() == 1 ? HttpScript.stall() : HttpScript.answer(200));
        rig.logAll(100, 200);
        rig.run(Duration.ofSeconds(32));
        assertThat(rig.told.get(0)).contains("no answer within requestTimeout (30000ms)");
        assertThat(rig.balance().delivered()).isEqualTo(100);
        assertThat(name(1)).isEqualTo(name(0));
    }

    @Test
    void destinationThatAsksToBeLeftAloneIsPassedOver() {
        PumpRig two = new PumpRig(
                new RigSettings().framing(Framing.NEWLINE).destinations(RigSettings.HTTPS, RigSettings.SECOND_HTTPS));
        two.http.does(request -> request.host().equals("first.example")
                ? HttpScript.answer(503).retryAfter("600")
                : HttpScript.answer(200));
        two.logEvery(100_000_000, 5_900, 100);
        two.run(Duration.ofSeconds(595));
        assertThat(two.http.requests().stream().filter(request -> request.host().equals("first.example")))
                .hasSize(1);
        two.checkPromises();
    }

    @Test
    void brokenAnswerIsToldInWords() {
        rig.http.does(request -> HttpScript.answer(503).saying(" <html>\n down </html> "));
        rig.log(100);
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.told.get(0))
                .startsWith(
                        "warn nothing delivered: http://first.example:80/logs: it answered 503: <html> down </html>;"
                                + " 1 events wait in the buffer; the next attempt is in ");
    }
}
