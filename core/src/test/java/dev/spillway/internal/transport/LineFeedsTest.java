package dev.spillway.internal.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LineFeedsTest {
    private static final int CASES = 20_000;

    @Test
    void eachIsReplacedAndNothingElse() {
        long seed = Long.getLong("spillway.seed", new SplittableRandom().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                // Those whose bits differ by little, often.
                bytes[j] = random.nextInt(3) == 0 ? (byte) ('\n' + random.nextInt(-1, 2)) : bytes[j];
            }
            int from = random.nextInt(bytes.length + 1);
            int to = random.nextInt(from, bytes.length + 1);
            String before = new String(bytes, ISO_8859_1);
            String expected =
                    before.substring(0, from) + before.substring(from, to).replace('\n', ' ') + before.substring(to);

            LineFeeds.replace(bytes, from, to);

            assertThat(new String(bytes, ISO_8859_1))
                    .as("case %d of -Dspillway.seed=%d", i, seed)
                    .isEqualTo(expected);
        }
    }
}
