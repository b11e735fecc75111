package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.format.FormatSettings.Multiline;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MultilineTest {
    private static final String CONTROLS = "\u0000 \u0007 \t \u001B \u007F \u0080 \u0085 \u009F \u2028 \u2029";
    private final TestSettings settings = new TestSettings();

    @Test
    void keepLeavesLineBreaksAndTabsOnly() {
        assertThat(textOf("a\nb\r\nc\td")).isEqualTo("a\nb\r\nc\td");
        assertThat(textOf(CONTROLS))
                .isEqualTo("\\u0000 \\u0007 \t \\u001b \\u007f \\u0080 \\u0085 \\u009f \u2028 \u2029");
    }

    @Test
    void escapeMakesEveryControlCharacterVisible() {
        settings.multiline = Multiline.ESCAPE;

        assertThat(textOf("a\nb\r\nc\\n")).isEqualTo("a\\nb\\r\\nc\\n");
        assertThat(textOf(CONTROLS))
                .isEqualTo("\\u0000 \\u0007 \\u0009 \\u001b \\u007f \\u0080 \\u0085 \\u009f \\u2028 \\u2029");
    }

    @Test
    void splitMakesOneMessageOfEachLineWithText() {
        settings.multiline = Multiline.SPLIT;

        Messages messages = settings.encode(new TestEvent("\n\na\nb\r\n\r\nc\u0085d\u2028e\u2029\rf\tg\n\n"));

        assertThat(messages.texts()).containsExactly("a", "b", "c", "d", "e", "f\\u0009g");
        assertThat(messages.sent)
                .extracting(Messages.Sent::last)
                .containsExactly(false, false, false, false, false, true);
        assertThat(messages.parsed())
                .extracting(Rfc5424Parser.Message::sequenceId)
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void splitStillMakesAMessageOfAnEmptyText() {
        settings.multiline = Multiline.SPLIT;

        for (String empty : List.of("", "\n", "\r\n\r\n\u2028")) {
            Messages.Sent sent = settings.encode(new TestEvent(empty)).only();

            assertThat(sent.string()).endsWith("\"]");
            assertThat(sent.last()).isTrue();
        }
    }

    @Test
    void splitRepeatsTheFieldsOfShortLines() {
        settings.multiline = Multiline.SPLIT;

        Messages messages = settings.encode(new TestEvent("a\nb\nc\nd").mdc("k", "v".repeat(300)));

        assertThat(messages.texts()).containsExactly("a", "b", "c", "d");
        assertThat(messages.parsed())
                .allSatisfy(message ->
                        assertThat(message.element("app@32473").value("k")).isEqualTo("v".repeat(300)));
    }

    @Test
    void splitEndsWithAMarkAfter64Lines() {
        settings.multiline = Multiline.SPLIT;

        assertThat(settings.encode(new TestEvent(lines(64))).texts())
                .hasSize(64)
                .endsWith("line 64");
        Messages messages = settings.encode(new TestEvent(lines(65)));
        assertThat(messages.texts()).hasSize(64).endsWith("line 63", "line 64\u2026");
        assertThat(messages.sent).last().matches(Messages.Sent::last);
        assertThat(messages.sent.subList(0, 63)).noneMatch(Messages.Sent::last);
    }

    @Test
    void splitSendsAStackTraceLineByLine() {
        settings.multiline = Multiline.SPLIT;
        Exception thrown = new IllegalStateException("a\nb");
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("C", "m", "C.java", 1)});

        assertThat(settings.encode(new TestEvent("up").thrown(thrown)).texts())
                .containsExactly("up", "java.lang.IllegalStateException: a", "b", "\\u0009at C.m(C.java:1)");
    }

    @Test
    void surrogatesWithoutPartnerBecomeReplacementCharacters() {
        assertThat(textOf("a\uD83Db\uDE00c\uDE00\uD83D")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD\uFFFD");
        for (int before = 500; before < 520; before++) {
            String pairs = "x".repeat(before) + "\uD83D\uDE00".repeat(300);
            assertThat(textOf(pairs)).isEqualTo(pairs);
            assertThat(textOf(pairs + "\uD83D")).isEqualTo(pairs + "\uFFFD");
        }
    }

    @Test
    void renderedTextLosesOneLineBreakAtItsEnd() {
        assertThat(rendered("a\n")).isEqualTo("a");
        assertThat(rendered("a\r\n")).isEqualTo("a");
        assertThat(rendered("a\n\n")).isEqualTo("a\n");
        assertThat(rendered("a\r")).isEqualTo("a\r");
        assertThat(rendered("\n")).isEmpty();
        assertThat(rendered("a")).isEqualTo("a");
    }

    @Test
    void renderedTextStandsAlone() {
        TestEvent event = TestEvent.rendered("a");
        event.logger = "com.example.Web";
        event.thrown = new IllegalStateException();

        assertThat(settings.encodeOne(event).text()).isEqualTo("a");
    }

    @Test
    void messageInTheReadersBuilderIsReadInFull() {
        TestEvent event = new TestEvent("x\u20AC\uD83D\uDE00".repeat(400));
        event.intoScratch = true;

        assertThat(settings.encodeOne(event).text()).isEqualTo(event.message);
    }

    private String rendered(String text) {
        return settings.encodeOne(TestEvent.rendered(text)).text();
    }

    private String textOf(String message) {
        return settings.encodeOne(new TestEvent(message)).text();
    }

    private static String lines(int count) {
        return String.join(
                "\n", IntStream.rangeClosed(1, count).mapToObj(i -> "line " + i).toList());
    }
}
