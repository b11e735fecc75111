package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ShorteningTest {

    @Test
    void textIsCutBetweenCharacters() throws CharacterCodingException {
        String text = "a\u00e4\u20ac\ud83d\ude00".repeat(50);
        for (int most = 4; most <= 500; most++) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int length = Shortening.ofText(bytes, bytes.length, most);
            assertThat(length).isBetween(most - 3, most);
            assertThat(text).startsWith(strictly(bytes, length));
        }
    }

    @Test
    void shortTextStaysAsItIs() {
        assertThat(Shortening.ofText(new byte[10], 10, 10)).isEqualTo(10);
        assertThat(Shortening.ofJson(new byte[10], 10, Integer.MAX_VALUE)).isEqualTo(10);
    }

    @Test
    void longestTextOfAnObjectIsCut() throws CharacterCodingException {
        String object = "{\"a\":\"xx\",\"long name of a field\":\"0123456789\",\"n\":17}";
        assertThat(json(object, object.length() - 4))
                .isEqualTo("{\"a\":\"xx\",\"long name of a field\":\"012345\",\"n\":17}");
    }

    @Test
    void escapesStayWhole() throws CharacterCodingException {
        String text = "\\n\\u00e4\\ud83d\\ude00\\\\\\\"\u20ac";
        for (int most = 8; most <= 8 + 20 * text.length(); most++) {
            String json = "{\"m\":\"" + text.repeat(20) + "\"}";
            String cut = json(json, most);
            assertThat(cut).matches("\\{\"m\":\"(\\\\n|\\\\u00e4|\\\\ud83d\\\\ude00|\\\\\\\\|\\\\\"|\u20ac)*\"}");
            assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void objectOfNamesAndNumbersCannotBeShortened() throws CharacterCodingException {
        assertThat(json("{\"a long name\":1234567890,\"b\":\"\"}", 10))
                .isEqualTo("{\"a long name\":1234567890,\"b\":\"\"}");
    }

    @Test
    void severalTextsAreCutIfNeedBe() throws CharacterCodingException {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            String json = "{\"a\":\"" + "x".repeat(random.nextInt(100)) + "\",\"b\":{\"c\":\""
                    + "y".repeat(random.nextInt(100)) + "\"},\"d\":[\"" + "z".repeat(random.nextInt(100)) + "\",1]}";
            int most = 40 + random.nextInt(300);
            assertThat(json(json, most))
                    .hasSizeLessThanOrEqualTo(most)
                    .matches("\\{\"a\":\"x*\",\"b\":\\{\"c\":\"y*\"},\"d\":\\[\"z*\",1]}");
        }
    }

    private static String json(String text, int most) throws CharacterCodingException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return strictly(bytes, Shortening.ofJson(bytes, bytes.length, most));
    }

    private static String strictly(byte[] bytes, int length) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, length))
                .toString();
    }
}
