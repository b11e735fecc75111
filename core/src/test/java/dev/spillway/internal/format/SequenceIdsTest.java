package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SequenceIdsTest {
    @Test
    void countsFromItsStart() {
        SequenceIds ids = new SequenceIds(41);

        assertThat(ids.getAsInt()).isEqualTo(41);
        assertThat(ids.getAsInt()).isEqualTo(42);
    }

    @Test
    void wrapsToOneAfterTheLargest() {
        SequenceIds ids = new SequenceIds(Integer.MAX_VALUE);

        assertThat(ids.getAsInt()).isEqualTo(Integer.MAX_VALUE);
        assertThat(ids.getAsInt()).isEqualTo(1);
        assertThat(ids.getAsInt()).isEqualTo(2);
    }

    @Test
    void refusesAStartBelowOne() {
        assertThatThrownBy(() -> new SequenceIds(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the first sequenceId must be 1 to 2147483647, was 0");
    }
}
