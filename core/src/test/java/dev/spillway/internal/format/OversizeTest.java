package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OversizeTest {
    private final TestSettings settings = new TestSettings();

    @BeforeEach
    void limitTo1000Bytes() {
        settings.maxMessageSize = 1000;
    }

    @Test
    void textThatJustFitsIsLeftAlone() {
        String text = "x".repeat(1000 - sizeWithout());
        for (Oversize oversize : Oversize.values()) {
            settings.oversize = oversize;

            assertThat(settings.encode(new TestEvent(text)).only().bytes()).hasSize(1000);
            assertThat(settings.encode(new TestEvent(text)).texts()).containsExactly(text);
        }
    }

    @Test
    void truncateEndsWithAMark() {
        settings.oversize = Oversize.TRUNCATE;
        String text = "x".repeat(1001 - sizeWithout());

        Messages.Sent sent = settings.encode(new TestEvent(text)).only();

        assertThat(sent.bytes()).hasSize(1000);
        assertThat(sent.string()).endsWith(text.substring(4) + "\u2026");
        assertThat(sent.last()).isTrue();
    }

    @Test
    void dropOffersNothing() {
        settings.oversize = Oversize.DROP;

        Messages messages = settings.encode(new TestEvent("x".repeat(1001 - sizeWithout())));

        assertThat(messages.outcome).isEqualTo(Outcome.OVERSIZE);
        assertThat(messages.sent).isEmpty();
    }

    @Test
    void dropOffersNothingIfOneLineIsTooLong() {
        settings.oversize = Oversize.DROP;
        settings.multiline = Multiline.SPLIT;

        Messages messages = settings.encode(new TestEvent("a\nb\n" + "x".repeat(2000) + "\nc"));

        assertThat(messages.outcome).isEqualTo(Outcome.OVERSIZE);
        assertThat(messages.sent).isEmpty();
    }

    @Test
    void partsAreWholeMessagesThatTellTheirPlace() {
        String text = IntStream.range(0, 500).mapToObj(String::valueOf).collect(Collectors.joining(" "));

        Messages messages = settings.encode(new TestEvent(text).mdc("k", "v"));

        assertThat(messages.outcome).isEqualTo(Outcome.APPENDED);
        assertThat(messages.sent).hasSize(3).extracting(Messages.Sent::last).containsExactly(false, false, true);
        assertThat(messages.sent).allSatisfy(sent -> assertThat(sent.bytes()).hasSizeLessThanOrEqualTo(1000));
        assertThat(messages.parsed())
                .allSatisfy(message ->
                        assertThat(message.element("app@32473").value("k")).isEqualTo("v"));
        assertThat(messages.texts().get(0)).startsWith("[1/3] 0 1 2 ");
        assertThat(joined(messages)).isEqualTo(text);
    }

    @Test
    void partsAreCutBetweenCharacters() {
        String text = "\uD83D\uDE00\u20ACx".repeat(1000);

        assertThat(joined(settings.encode(new TestEvent(text)))).isEqualTo(text);
    }

    @Test
    void partsAreCutOutsideOfEscapes() {
        settings.multiline = Multiline.ESCAPE;
        for (int before = 0; before < 8; before++) {
            Messages messages =
                    settings.encode(new TestEvent("x".repeat(before) + "\u0007".repeat(300) + "\n".repeat(900)));

            assertThat(messages.sent).hasSizeGreaterThan(3);
            assertThat(messages.texts())
                    .allSatisfy(text -> assertThat(text).matches("\\[\\d+/\\d+\\] x*(\\\\u0007|\\\\n)+"));
            assertThat(joined(messages)).isEqualTo("x".repeat(before) + "\\u0007".repeat(300) + "\\n".repeat(900));
        }
    }

    @Test
    void restBeyond64PartsIsCutWithAMark() {
        Messages messages = settings.encode(new TestEvent("x".repeat(100_000)));

        assertThat(messages.sent).hasSize(64);
        assertThat(messages.texts().get(63)).startsWith("[64/64] x").endsWith("x\u2026");
        assertThat(messages.sent.get(63).bytes()).hasSizeLessThanOrEqualTo(1000);
        assertThat(messages.sent.get(63).last()).isTrue();
        assertThat(messages.sent.subList(0, 63)).noneMatch(Messages.Sent::last);
        assertThat(messages.texts().subList(0, 63)).noneMatch(text -> text.contains("\u2026"));
    }

    @Test
    void linesAndPartsTogetherAreAtMost64() {
        settings.multiline = Multiline.SPLIT;
        String text = "a\n".repeat(60) + "x".repeat(3000) + "\nb\nc";

        Messages messages = settings.encode(new TestEvent(text));

        assertThat(messages.sent).hasSize(64);
        assertThat(messages.texts().subList(59, 64))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("a"),
                        line -> assertThat(line).startsWith("[1/4] x"),
                        line -> assertThat(line).startsWith("[2/4] x"),
                        line -> assertThat(line).startsWith("[3/4] x"),
                        line -> assertThat(line).startsWith("[4/4] x").endsWith("\u2026"));
        assertThat(messages.sent).last().matches(Messages.Sent::last);
    }

    @Test
    void longLastLineIsTruncatedWhereNoPartIsLeft() {
        settings.multiline = Multiline.SPLIT;

        Messages messages = settings.encode(new TestEvent("a\n".repeat(63) + "x".repeat(3000)));

        assertThat(messages.texts()).hasSize(64).last().asString().matches("x+\u2026");
        assertThat(messages.sent).last().matches(Messages.Sent::last);
    }

    @Test
    void truncateConcernsEachLine() {
        settings.multiline = Multiline.SPLIT;
        settings.oversize = Oversize.TRUNCATE;

        Messages messages = settings.encode(new TestEvent("x".repeat(3000) + "\nb\n" + "y".repeat(3000)));

        assertThat(messages.texts())
                .satisfiesExactly(
                        line -> assertThat(line).matches("x+\u2026"),
                        line -> assertThat(line).isEqualTo("b"),
                        line -> assertThat(line).matches("y+\u2026"));
    }

    @Test
    void eventIsCutWhereItWouldTakeTooMuchScratch() {
        settings.maxMessageSize = 1 << 20;
        settings.multiline = Multiline.SPLIT;

        Messages messages = settings.encode(new TestEvent(("x".repeat(900_000) + "\n").repeat(30)));

        assertThat(messages.sent)
                .hasSize(19)
                .last()
                .matches(sent -> sent.last() && sent.string().endsWith("x\u2026"));
    }

    @Test
    void refusedPartEndsTheEvent() {
        EventEncoders encoders = settings.encoders();
        TestEvent event = new TestEvent("x".repeat(3000));
        Messages messages = new Messages();
        messages.capacity = 1;

        assertThat(encoders.encode(event.reader(), event, messages)).isEqualTo(Outcome.REFUSED);
        assertThat(messages.sent).hasSize(1);
    }

    private int sizeWithout() {
        return settings.encode(new TestEvent("x")).only().bytes().length - 1;
    }

    private static String joined(Messages messages) {
        List<String> texts = messages.texts();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            String mark = "[" + (i + 1) + "/" + texts.size() + "] ";
            assertThat(texts.get(i)).startsWith(mark);
            text.append(texts.get(i).substring(mark.length()));
        }
        return text.toString();
    }
}
