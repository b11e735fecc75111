package dev.spillway.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long texts are written eight bytes at a time where they can be; short ones, one character after the other. */
final class PlainRunTest {
    private static final int LENGTH = PlainRun.SHORTEST + 11;

    @ParameterizedTest
    @EnumSource(Escaping.class)
    void everyCharacterIsWrittenTheSameInLongTextsAndShortOnes(Escaping escaping) {
        for (int c = 0; c < 0x180; c++) {
            for (int at = 0; at < LENGTH; at++) {
                check(withAt((char) c, at), escaping);
            }
        }
        // Those whose lower byte is an ASCII character, or an escape's first.
        for (char c : new char[] {'\u0141', '\u2028', '\u2029', '\u225C', '\u4E22', '\uD83D', '\uDE00', '\uFF5D'}) {
            for (int at = 0; at < LENGTH; at++) {
                check(withAt(c, at), escaping);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Escaping.class)
    void limitHoldsForLongTexts(Escaping escaping) {
        String text = "0123456789".repeat(4);
        for (int limit = 0; limit <= text.length(); limit++) {
            Utf8Buffer out = new Utf8Buffer();
            out.restart(0);
            out.limit(limit);
            out.text(text, escaping);

            assertThat(new String(out.array(), 0, out.length(), UTF_8)).isEqualTo(text.substring(0, limit));
            assertThat(out.isCut()).isEqualTo(limit < text.length());
        }
    }

    private static String withAt(char c, int at) {
        StringBuilder text = new StringBuilder("x".repeat(LENGTH));
        text.setCharAt(at, c);
        return text.toString();
    }

    private static void check(String text, Escaping escaping) {
        Utf8Buffer whole = new Utf8Buffer();
        whole.restart(0);
        whole.text(text, escaping);
        Utf8Buffer pieces = new Utf8Buffer();
        pieces.restart(0);
        for (int i = 0; i < text.length(); i++) {
            pieces.text(text.substring(i, i + 1), escaping);
        }

        assertThat(new String(whole.array(), 0, whole.length(), UTF_8))
                .as("%s: %s", escaping, text)
                .isEqualTo(new String(pieces.array(), 0, pieces.length(), UTF_8));
    }
}
