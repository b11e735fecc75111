package dev.spillway.internal.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DigitsTest {
    @Test
    void numbersAreWrittenAndCountedAsTheJdkDoes() {
        LongStream around = LongStream.iterate(1, power -> power <= Long.MAX_VALUE / 10, power -> power * 10)
                .flatMap(power -> LongStream.of(power - 1, power, power + 1, power * 9, power * 3 + 7));
        LongStream edges =
                LongStream.of(Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, 1L << 62, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        LongStream.concat(LongStream.rangeClosed(0, 1100), LongStream.concat(around, edges))
                .forEach(number -> {
                    byte[] to = new byte[20];
                    int from = Digits.writeBefore(to, to.length, number);

                    assertThat(new String(to, from, to.length - from, US_ASCII)).isEqualTo(Long.toString(number));
                    assertThat(Digits.count(number)).as("digits of %d", number).isEqualTo(to.length - from);
                });
    }

    @Test
    void placesInFrontAreFilled() {
        byte[] to = "........".getBytes(US_ASCII);
        Digits.fillBefore(to, 7, 6, 42, '0');

        assertThat(to).asString(US_ASCII).isEqualTo(".000042.");
    }
}
