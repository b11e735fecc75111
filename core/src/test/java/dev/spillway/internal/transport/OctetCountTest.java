package dev.spillway.internal.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OctetCountTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                9,
                10,
                11,
                99,
                100,
                345,
                999,
                1000,
                8192,
                99_999,
                100_000,
                999_999_999,
                1_000_000_000,
                Integer.MAX_VALUE
            })
    void lengthAndSpaceStandBeforeTheMessage(int length) {
        byte[] to = new byte[2 + OctetCount.MOST_BYTES];
        int end = OctetCount.write(to, 2, length);

        assertThat(new String(to, 2, end - 2, US_ASCII)).isEqualTo(length + " ");
    }
}
