package dev.spillway.examples.album.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RestartsTest {

    private final Restarts restarts = new Restarts();

    @Test
    void delayGrowsWithEachQuickDeathUpToFiveSeconds() {
        assertThat(Stream.generate(() ->
                                restarts.afterDeath(Duration.ofMillis(900)).toMillis())
                        .limit(7))
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L);
        assertThat(restarts.quickDeaths()).isEqualTo(7);
    }

    @Test
    void longLifeStartsTheCountAnew() {
        restarts.afterDeath(Duration.ZERO);
        restarts.afterDeath(Duration.ZERO);

        assertThat(restarts.afterDeath(Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(250));
        assertThat(restarts.quickDeaths()).isZero();
        assertThat(restarts.afterDeath(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
    }
}
