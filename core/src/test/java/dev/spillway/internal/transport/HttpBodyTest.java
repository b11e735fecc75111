package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpBodyTest {

    @ParameterizedTest
    @CsvSource({
        "LINES, false, 'first\nsecond\n', 'third\n'",
        "LINES, true, 'first\nsecond\n', 'third\n'",
        "JSON_ARRAY, false, '[first,second]', '[third]'",
        "JSON_ARRAY, true, '[first,second]', '[third]'",
        "LOGPLEX, false, '5 first6 second', '5 third'",
        "LOGPLEX, true, '5 first6 second', '5 third'"
    })
    void clearedBodyHoldsNothingOfTheRequestBefore(BodyKind kind, boolean gzip, String before, String after)
            throws IOException {
        try (HttpBody body = new HttpBody(kind, gzip)) {
            add(body, "first");
            add(body, "second");
            assertThat(finish(body, gzip)).isEqualTo(before.replace("\\n", "\n"));

            body.clear();
            assertThat(body.plainLength()).isZero();
            add(body, "third");
            assertThat(finish(body, gzip)).isEqualTo(after.replace("\\n", "\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 512000, true", "512000, 512000, true", "4000000, 512000, false", "30000, 1000, true"})
    void bodyOfOneLongMessageIsNotKept(int length, long usual, boolean kept) {
        try (HttpBody body = new HttpBody(BodyKind.LINES, false)) {
            add(body, "x".repeat(length));
            body.finish();

            assertThat(body.isWorthKeeping(usual)).isEqualTo(kept);
        }
    }

    private static void add(HttpBody body, String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        body.add(bytes, bytes.length);
    }

    private static String finish(HttpBody body, boolean gzip) throws IOException {
        body.finish();
        byte[] sent = Arrays.copyOf(body.bytes(), body.length());
        byte[] plain = gzip ? new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes() : sent;
        return new String(plain, StandardCharsets.UTF_8);
    }
}
