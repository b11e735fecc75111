package dev.spillway.internal.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.ConstantText;
import dev.spillway.EventReader;
import dev.spillway.Seed;
import dev.spillway.Severity;
import dev.spillway.TextOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextPiecesTest {
    private static final List<Object> PIECES = List.of(
            new ConstantText("Order "),
            new ConstantText(""),
            new ConstantText("plain enough to be copied: 100 % of [it]"),
            new ConstantText("says \"no\" \\ \u00E9\n"),
            "x".repeat(30),
            "a\"b\\c]",
            "line\r\nline",
            "\uD83D\uDE00",
            "",
            'c',
            '\n',
            '\u20AC',
            0L,
            Long.MIN_VALUE,
            -1.5,
            0.1f);

    @Test
    void piecesAreWrittenAsTheirTextIs() {
        long seed = Seed.choose();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Escaping escaping = Escaping.values()[random.nextInt(3)];
            List<Object> pieces = new ArrayList<>();
            for (int count = random.nextInt(6); count > 0; count--) {
                pieces.add(PIECES.get(random.nextInt(PIECES.size())));
            }
            int limit = random.nextInt(4) == 0 ? random.nextInt(80) : 10_000;
            Utf8Buffer whole = new Utf8Buffer();
            whole.restart(0);
            whole.text(new Reader(pieces, true).message("", new StringBuilder()), escaping);
            String expected = text(whole);
            String what = "seed %dL, case %d, %s, limit %d: %s".formatted(seed, i, escaping, limit, pieces);

            String written = write(new Reader(pieces, true), escaping, limit);
            if (expected.getBytes(UTF_8).length <= limit) {
                assertThat(written).as(what).isEqualTo(expected);
            } else {
                assertThat(expected).as(what).startsWith(written);
            }
            assertThat(write(new Reader(pieces, false), escaping, 10_000))
                    .as(what)
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatWasWrittenBeforeTheReaderGaveUpCountsForNothing() {
        Reader reader = new Reader(List.of("far too long for its limit", "x"), false);

        assertThat(write(reader, Escaping.KEEP, 12)).isEqualTo("far too long");
        assertThat(write(new Reader(List.of(), false), Escaping.KEEP, 12)).isEmpty();
    }

    @Test
    void constantTextIsPlainWhereItLooksTheSameInAllFormats() {
        assertThat(new ConstantText("a [b]{} ~").plainLength()).isEqualTo(9);
        assertThat(new ConstantText("").plainLength()).isZero();
        for (String text : List.of("\"", "\\", "\n", "\u007F", "\u00E9", "\uD83D")) {
            ConstantText constant = new ConstantText("a" + text);
            assertThat(constant.plainLength()).as(text).isEqualTo(-1);
            assertThat(constant).hasToString("a" + text);
            assertThatThrownBy(() -> constant.copyTo(new byte[9], 0)).isInstanceOf(IllegalStateException.class);
        }
        byte[] target = new byte[4];
        new ConstantText("ab").copyTo(target, 1);
        assertThat(target).containsExactly(0, 'a', 'b', 0);
        assertThatThrownBy(() -> new ConstantText("ab").copyTo(target, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static String write(Reader reader, Escaping escaping, int limit) {
        Utf8Buffer out = new Utf8Buffer();
        out.restart(0);
        out.limit(limit);
        new TextPieces(out, escaping).write(reader, "");
        return text(out);
    }

    private static String text(Utf8Buffer out) {
        return new String(out.array(), 0, out.length(), UTF_8);
    }

    /** Writes the same pieces whatever the event; gives up after the last of them if it is told to. */
    private record Reader(List<Object> pieces, boolean finishes) implements EventReader<String> {
        @Override
        public boolean writeMessage(String event, TextOutput output) {
            for (Object piece : pieces) {
                if (piece instanceof ConstantText text) {
                    output.append(text);
                } else if (piece instanceof String text) {
                    output.append(text);
                } else if (piece instanceof Character character) {
                    output.append(character.charValue());
                } else if (piece instanceof Long number) {
                    output.append(number.longValue());
                } else if (piece instanceof Float number) {
                    output.append(number.floatValue());
                } else {
                    output.append((double) piece);
                }
            }
            return finishes;
        }

        @Override
        public CharSequence message(String event, StringBuilder scratch) {
            pieces.forEach(scratch::append);
            return scratch;
        }

        @Override
        public Severity severity(String event) {
            return Severity.INFO;
        }

        @Override
        public long epochMicros(String event) {
            return 0;
        }

        @Override
        public String loggerName(String event) {
            return null;
        }

        @Override
        public String threadName(String event) {
            return null;
        }

        @Override
        public Throwable throwable(String event) {
            return null;
        }
    }
}
