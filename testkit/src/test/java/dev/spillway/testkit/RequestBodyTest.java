package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestBodyTest {
    @Test
    void linesEndWithLfWhichMayBeMissingAtTheEnd() throws IOException {
        assertThat(split("a\nb\r\n\nc", "text/plain; charset=utf-8")).containsExactly("a", "b\r", "", "c");
        assertThat(split("{\"a\":1}\n{\"b\":2}\n", "application/x-ndjson")).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(split("", "")).isEmpty();
    }

    @Test
    void logplexFramesAreCounted() throws IOException {
        assertThat(split("3 a\nb6 h\u00e9llo", "Application/Logplex-1")).containsExactly("a\nb", "h\u00e9llo");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\n', no octet count at byte 0",
        "'01 a', no octet count at byte 0",
        "'123456789 a', no octet count at byte 0",
        "'1 a2', 'no octet count at byte 3, after 1 frames'",
        "'1 a 1 b', 'no octet count at byte 3, after 1 frames'",
        "'4 abc', 'the frame at byte 0 counts 4 octets, but only 3 are there'"
    })
    void framesThatAreNotCountedRightAreToldByTheirPlace(String body, String message) {
        assertThatIOException()
                .isThrownBy(() -> split(body, "application/logplex-1"))
                .withMessageStartingWith(message);
    }

    @Test
    void jsonArrayHasElementsAndAnyOtherValueIsOne() throws IOException {
        assertThat(split(" [ {\"a\":\"],[\\\"\"} ,\n[1,2], \"x,y\" ,3 ] ", "application/json"))
                .containsExactly("{\"a\":\"],[\\\"\"}", "[1,2]", "\"x,y\"", "3");
        assertThat(split("[]", "application/json")).isEmpty();
        assertThat(split(" {\"a\":[1]} ", "application/json;charset=utf-8")).containsExactly("{\"a\":[1]}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0: there is no value",
        "'[', 1: it ends too soon",
        "'[1', 2: it ends too soon",
        "'[1,]', 3: a bracket is closed that is not open",
        "'[,1]', ': a value is missing or not complete'",
        "'[1 2]', ': a comma or the end of the array is missing'",
        "'[{', ': a value is missing or not complete'",
        "'[\"a]', 4: it ends too soon",
        "'[1] x', 4: there is more after the end"
    })
    void jsonThatIsBrokenIsToldByItsPlace(String body, String end) {
        assertThatIOException()
                .isThrownBy(() -> split(body, "application/json"))
                .withMessageStartingWith("no JSON at byte ")
                .withMessageEndingWith(end);
    }

    @Test
    void unknownCompressionIsRefused() throws IOException {
        assertThat(RequestBody.decompress(new byte[] {1}, "identity")).containsExactly(1);
        assertThat(RequestBody.decompress(PostingClient.gzip("abc"), "GZIP"))
                .asString()
                .isEqualTo("abc");
        assertThatIOException()
                .isThrownBy(() -> RequestBody.decompress(new byte[] {1}, "br"))
                .withMessage("Content-Encoding br is not known here");
    }

    private static List<String> split(String body, String contentType) throws IOException {
        return RequestBody.split(body.getBytes(StandardCharsets.UTF_8), contentType).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
