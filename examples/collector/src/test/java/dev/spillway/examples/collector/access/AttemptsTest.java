package dev.spillway.examples.collector.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AttemptsTest {

    private final MovedClock clock = new MovedClock();
    private final Attempts attempts = new Attempts(clock);

    private int admitted(String address, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += attempts.begin(address).isZero() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void addressTriesFiveTimesThenOnceInTenSeconds() {
        assertThat(admitted("10.0.0.1", 20)).isEqualTo(5);
        assertThat(attempts.begin("10.0.0.1")).isEqualTo(Duration.ofSeconds(10));
        clock.move(Duration.ofSeconds(9));
        assertThat(admitted("10.0.0.1", 20)).isZero();
        clock.move(Duration.ofSeconds(1));
        assertThat(admitted("10.0.0.1", 20)).isEqualTo(1);
        clock.move(Duration.ofSeconds(3_600));
        assertThat(admitted("10.0.0.1", 20)).isEqualTo(5);
    }

    @Test
    void manyAddressesTryThirtyTimesTogether() {
        int admitted = 0;
        for (int i = 0; i < 2_000; i++) {
            admitted += admitted("10.0." + i / 256 + "." + i % 256, 1);
        }
        assertThat(admitted).isEqualTo(30);
        clock.move(Duration.ofSeconds(20));
        assertThat(admitted("10.9.9.9", 5) + admitted("10.9.9.8", 5) + admitted("10.9.9.7", 5))
                .isEqualTo(10);
    }

    @Test
    void rightPasswordGivesBackWhatItTook() {
        for (int i = 0; i < 100; i++) {
            assertThat(attempts.begin("10.0.0.1")).isZero();
            attempts.succeeded("10.0.0.1");
        }
    }

    @Test
    void clockThatIsSetBackLocksNobodyOut() {
        admitted("10.0.0.1", 20);
        clock.move(Duration.ofDays(-30));
        assertThat(attempts.begin("10.0.0.1")).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
}
