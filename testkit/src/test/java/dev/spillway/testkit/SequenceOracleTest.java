package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SequenceOracleTest {
    private final SequenceOracle oracle = SequenceOracle.seeded(42);

    @Test
    void completeSequencesHaveNothingToReport() {
        for (int number = 0; number < 1000; number++) {
            receive(0, number);
            receive(1, number);
        }

        SequenceReport report = oracle.report(2, 1000).assertComplete();
        assertThat(report).isEqualTo(new SequenceReport(2000, 2000, 0, 0, 0, 0, 0, 0, 0, report.examples()));
        assertThat(report.examples()).isEmpty();
        assertThat(oracle.distinct()).isEqualTo(2000);
    }

    @Test
    void missingEventsAreCountedForEachThread() {
        receive(0, 0);
        receive(0, 2);

        SequenceReport report = oracle.report(new int[] {4, 2});
        assertThat(report.missing()).isEqualTo(4);
        assertThat(report.orderViolations()).isZero();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(report::assertComplete)
                .withMessageContaining("4 missing")
                .withMessageContaining("missing: 2 of thread 0, first number 1");
    }

    @Test
    void replayIsDuplicatesAndNoViolationOfOrder() {
        for (int number = 0; number < 10; number++) {
            receive(0, number);
        }
        int replayed = 0;
        for (int number = 6; number < 12; number++) {
            replayed += number < 10 ? receive(0, number) : 0 * receive(0, number);
        }
        receive(0, 11);

        SequenceReport report = oracle.report(1, 12).assertComplete();
        assertThat(report.duplicates()).isEqualTo(5);
        assertThat(report.longestDuplicateSpan()).isEqualTo(4);
        assertThat(report.longestDuplicateRunBytes()).isEqualTo(replayed);
    }

    @Test
    void lateFirstArrivalViolatesTheOrder() {
        receive(0, 0);
        receive(0, 2);
        receive(0, 1);
        receive(0, 3);

        SequenceReport report = oracle.report(1, 4);
        assertThat(report.orderViolations()).isEqualTo(1);
        assertThat(report.missing()).isZero();
        assertThat(report.examples()).containsExactly("out of order: thread 0 number 1");
    }

    @Test
    void foreignMessagesAndEventsNeverIssuedAreSpurious() {
        oracle.accept(bytes("something else"));
        oracle.accept(bytes(SequenceOracle.seeded(43).payload(0, 0)));
        receive(0, 0);
        receive(0, 5);
        receive(3, 0);

        assertThat(oracle.report(1, 1).spurious()).isEqualTo(4);
    }

    @Test
    void eachChangedOrMissingCharacterIsNoticed() {
        String payload = oracle.payload(0, 7);
        int seedEnd = payload.indexOf('-');
        int altered = 0;
        for (int i = seedEnd + 1; i < payload.length(); i++) {
            char other = payload.charAt(i) == '1' ? '2' : '1';
            oracle.accept(bytes(payload.substring(0, i) + other + payload.substring(i + 1)));
            oracle.accept(bytes(payload.substring(0, i)));
            altered += 2;
        }

        SequenceReport report = oracle.report(1, 0);
        assertThat(report.altered()).isEqualTo(altered);
        assertThat(report.spurious()).isZero();
        assertThat(oracle.distinct()).isZero();
    }

    @Test
    void sizesAreKept() {
        SequenceOracle sized = SequenceOracle.seeded(1).sized(100, 100);

        assertThat(sized.payload(0, 0)).hasSize("#1-0-0-#".length() + 100).isEqualTo(sized.payload(0, 0));
        assertThat(sized.payload(0, 1)).isNotEqualTo(sized.payload(1, 0));
        assertThat(sized.payload(3, 12)).matches("#1-3-12-[a-z0-5]{100}#");
        assertThatIllegalArgumentException().isThrownBy(() -> sized.sized(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> sized.payload(-1, 0));
    }

    /** Returns how many bytes the message had. */
    private int receive(int thread, int number) {
        byte[] message = bytes("<14>1 - - - - - - o.e.Logger: " + oracle.payload(thread, number) + " and more");
        oracle.accept(message);
        return message.length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
