package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.Severity;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import dev.spillway.internal.format.Rfc5424Parser.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What RFC 5424 asks of a sender's messages, section by section. */
final class Rfc5424ChecklistTest {
    private final TestSettings settings = new TestSettings();

    @Test
    void section6MessageIsHeaderStructuredDataAndText() {
        TestEvent event = new TestEvent("up");
        event.thread = "main";
        event.logger = "com.example.Boot";

        assertThat(settings.encode(event).only().string())
                .isEqualTo("<14>1 2026-11-22T09:08:07.000321Z web-1.example.com album 4711 - "
                        + "[meta sequenceId=\"1\"][app@32473 thread=\"main\"] com.example.Boot: up");
    }

    @Test
    void section6EmptyTextHasNoSpaceBeforeIt() {
        assertThat(settings.encode(new TestEvent("")).only().string()).endsWith("[meta sequenceId=\"1\"]");
        assertThat(settings.encode(new TestEvent(null)).only().string()).endsWith("[meta sequenceId=\"1\"]");
    }

    @Test
    void section61SmallestReceiverGetsAtMost480Octets() {
        settings.maxMessageSize = 480;
        TestEvent event = new TestEvent("x".repeat(5000)).mdc("a", "y".repeat(5000));

        assertThat(settings.encode(event).sent)
                .hasSizeGreaterThan(1)
                .allSatisfy(message -> assertThat(message.bytes()).hasSizeLessThanOrEqualTo(480));
    }

    @Test
    void section61LimitBelow480OctetsIsRefused() {
        settings.maxMessageSize = 479;

        assertThatThrownBy(settings::encoders)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxMessageSize")
                .hasMessageContaining("480")
                .hasMessageContaining("479");
    }

    @Test
    void section61LimitThatLeavesNoRoomForTextIsRefused() {
        settings.maxMessageSize = 480;
        settings.hostname = "h".repeat(255);
        settings.appName = "a".repeat(48);

        assertThatThrownBy(settings::encoders)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxMessageSize must be at least");
    }

    @Test
    void section61TruncationIsAtTheEndAndNeverInsideACharacterOrStructuredData() {
        settings.oversize = Oversize.TRUNCATE;
        for (int size = 480; size < 490; size++) {
            settings.maxMessageSize = size;
            TestEvent event = new TestEvent("\uD83D\uDE00".repeat(500)).mdc("key", "\u20AC".repeat(500));

            Messages.Sent sent = settings.encode(event).only();
            Message message = Rfc5424Parser.parse(sent.bytes());

            assertThat(sent.bytes()).hasSizeBetween(size - 3, size);
            assertThat(message.text()).matches("(\uD83D\uDE00)+\u2026");
            assertThat(message.element("app@32473").value("key")).matches("\u20AC+");
        }
    }

    @Test
    void section62HeaderIsPrintableAsciiWithoutSpaces() {
        settings.hostname = "we b\u00E4\n";
        settings.appName = "caos\u0000album\u007F";
        settings.procId = "\uD83D\uDE00";
        settings.messageId = "a\u2028b";

        Message message = settings.encodeOne(new TestEvent("up"));

        assertThat(message.hostname()).isEqualTo("we?b?");
        assertThat(message.appName()).isEqualTo("caos?album?");
        assertThat(message.procId()).isEqualTo("?");
        assertThat(message.msgId()).isEqualTo("a?b");
    }

    @Test
    void section621PriIsFacilityTimesEightPlusSeverityWithoutLeadingZeros() {
        for (int facility = 0; facility <= 23; facility++) {
            settings.facility = facility;
            EventEncoders encoders = settings.encoders();
            for (Severity severity : Severity.values()) {
                TestEvent event = new TestEvent("up");
                event.severity = severity;
                Messages messages = new Messages();
                messages.outcome = encoders.encode(event.reader(), event, messages);

                assertThat(messages.only().string()).startsWith("<" + (facility * 8 + severity.code()) + ">1 ");
                assertThat(messages.only().severity()).isSameAs(severity);
            }
        }
    }

    @Test
    void section621FacilityOutsideItsRangeIsRefused() {
        settings.facility = 24;

        assertThatThrownBy(settings::encoders)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("facility must be 0 to 23, was 24");
    }

    @Test
    void section622VersionIsOne() {
        assertThat(settings.encode(new TestEvent("up")).only().string()).startsWith("<14>1 ");
    }

    @Test
    void section623TimestampIsUtcWithUpperCaseLettersAndSixDigits() {
        assertThat(timestamp("2003-10-11T22:14:15.003Z")).isEqualTo("2003-10-11T22:14:15.003000Z");
        assertThat(timestamp("1985-04-12T23:20:50.000001Z")).isEqualTo("1985-04-12T23:20:50.000001Z");
        assertThat(timestamp("1969-12-31T23:59:59.999999Z")).isEqualTo("1969-12-31T23:59:59.999999Z");
        assertThat(timestamp("0000-01-01T00:00:00Z")).isEqualTo("0000-01-01T00:00:00.000000Z");
        assertThat(timestamp("2024-02-29T12:00:00Z")).isEqualTo("2024-02-29T12:00:00.000000Z");
        assertThat(timestamp("9999-12-31T23:59:59.999999Z")).isEqualTo("9999-12-31T23:59:59.999999Z");
    }

    @Test
    void section623TimeThatFourDigitsOfAYearCannotTellIsNil() {
        assertThat(timestamp("+10000-01-01T00:00:00Z")).isEqualTo("-");
        assertThat(timestamp("-0001-12-31T23:59:59Z")).isEqualTo("-");
    }

    @Test
    void section624To627FieldsAreCutToTheirLengths() {
        settings.hostname = "h".repeat(300);
        settings.appName = "a".repeat(300);
        settings.procId = "p".repeat(300);
        settings.messageId = "m".repeat(300);

        Message message = settings.encodeOne(new TestEvent("up"));

        assertThat(message.hostname()).isEqualTo("h".repeat(255));
        assertThat(message.appName()).isEqualTo("a".repeat(48));
        assertThat(message.procId()).isEqualTo("p".repeat(128));
        assertThat(message.msgId()).isEqualTo("m".repeat(32));
    }

    @Test
    void section624To627EmptyFieldsAreNil() {
        settings.hostname = "";
        settings.appName = " ";
        settings.procId = "";
        settings.messageId = "";

        assertThat(settings.encode(new TestEvent("up")).only().string())
                .isEqualTo("<14>1 2026-11-22T09:08:07.000321Z - - - - [meta sequenceId=\"1\"] up");
    }

    @Test
    void section63ElementsFollowEachOtherWithoutSpaces() {
        settings.structuredData = "[tags@32473 env=\"prod\"][x@32473]";

        assertThat(settings.encode(new TestEvent("up").mdc("k", "v")).only().string())
                .contains(" - [meta sequenceId=\"1\"][app@32473 k=\"v\"][tags@32473 env=\"prod\"][x@32473] up");
    }

    @Test
    void section63SinkLearnsWhereStructuredDataBegins() {
        Messages.Sent sent = settings.encode(new TestEvent("up")).only();

        assertThat(new String(sent.bytes(), sent.structuredDataAt(), 6, StandardCharsets.US_ASCII))
                .isEqualTo("[meta ");
        assertThat(sent.structuredDataAt())
                .isEqualTo(Rfc5424Parser.parse(sent.bytes()).structuredDataAt());
        assertThat(sent.epochMillis()).isEqualTo(Math.floorDiv(TestEvent.TIME, 1000L));
    }

    @Test
    void section632VendorTokenLongerThan32CharactersPassesAsItIs() {
        String token = "t".repeat(64) + "@41058";
        settings.structuredData = "[" + token + " tag=\"a\\]b\"]";

        Messages.Sent sent = settings.encode(new TestEvent("up")).only();

        assertThat(sent.string()).contains("[" + token + " tag=\"a\\]b\"] up");
        assertThat(Rfc5424Parser.parse(sent.bytes(), 70).element(token).value("tag"))
                .isEqualTo("a]b");
    }

    @Test
    void section632IdNeverOccursTwice() {
        for (String taken : List.of("[app@32473 a=\"b\"]", "[meta sequenceId=\"7\"]", "[a@1][a@1]")) {
            settings.structuredData = taken;

            assertThatThrownBy(settings::encoders)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("structuredData must not repeat an id")
                    .hasMessageNotContaining(taken);
        }
        settings.structuredData = null;
        settings.structuredDataId = "meta";
        assertThatThrownBy(settings::encoders).hasMessageContaining("structuredDataId must not be meta");
    }

    @Test
    void section63RawStructuredDataThatIsNoneIsRefused() {
        for (String wrong : List.of(
                "tags",
                "[]",
                "[a b]",
                "[a] [b]",
                "[a x=\"1]",
                "[a x=\"]\"]",
                "[a x=\"\n\"]",
                "[a x=\"\u0085\"]",
                "[a")) {
            settings.structuredData = wrong;

            assertThatThrownBy(settings::encoders)
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("structuredData must be one or more elements");
        }
    }

    @Test
    void section633ExactlyQuoteBackslashAndBracketAreEscaped() {
        TestEvent event = new TestEvent("up").mdc("k", "\"\\][=;'\u00E9");

        assertThat(settings.encode(event).only().string()).contains(" k=\"\\\"\\\\\\][=;'\u00E9\"");
        assertThat(settings.encodeOne(event).element("app@32473").value("k")).isEqualTo("\"\\][=;'\u00E9");
    }

    @Test
    void section633NamesAreMadeOfAllowedCharactersAndCutTo32() {
        TestEvent event = new TestEvent("up")
                .mdc("a b=c]d\"e\u00E9\n", 1)
                .mdc("n".repeat(40), 2)
                .mdc("", 3)
                .mdc(null, 4);

        assertThat(settings.encodeOne(event).element("app@32473").params())
                .extracting(Rfc5424Parser.Param::name)
                .containsExactly("a_b_c_d_e__", "n".repeat(32), "_", "_");
    }

    @Test
    void section64TextHasNoByteOrderMark() {
        byte[] bytes = settings.encode(new TestEvent("\u00FCber")).only().bytes();

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .endsWith("] \u00FCber")
                .doesNotContain("\uFEFF");
    }

    @Test
    void section64ControlCharactersAreWrittenVisibly() {
        settings.multiline = Multiline.ESCAPE;

        assertThat(settings.encodeOne(new TestEvent("a\u0000b\u001Bc\nd\re\tf")).text())
                .isEqualTo("a\\u0000b\\u001bc\\nd\\re\\u0009f");
    }

    @Test
    void section73SequenceIdCountsMessagesFromOneAndWrapsToOne() {
        assertThat(sequenceIds(3)).containsExactly(1, 2, 3);
        settings.firstSequenceId = Integer.MAX_VALUE - 1;
        assertThat(sequenceIds(4)).containsExactly(Integer.MAX_VALUE - 1, Integer.MAX_VALUE, 1, 2);
    }

    @Test
    void section73EveryPartHasASequenceIdOfItsOwn() {
        settings.firstSequenceId = 9;

        assertThat(settings.encode(new TestEvent("x".repeat(20_000))).parsed())
                .extracting(Message::sequenceId)
                .containsExactly(9, 10, 11);
    }

    @Test
    void rawStructuredDataRemainsWithoutFields() {
        settings.structuredDataId = null;
        settings.fields = Set.of();
        settings.structuredData = " [tags@1 env=\"prod\"] ";

        assertThat(settings.encode(new TestEvent("up").mdc("k", "v")).only().string())
                .endsWith("[meta sequenceId=\"1\"][tags@1 env=\"prod\"] up");
    }

    private String timestamp(String time) {
        TestEvent event = new TestEvent("up");
        Instant instant = Instant.parse(time);
        event.epochMicros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
        return settings.encodeOne(event).timestamp();
    }

    private List<Integer> sequenceIds(int count) {
        EventEncoders encoders = settings.encoders();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Messages messages = new Messages();
            TestEvent event = new TestEvent("up");
            messages.outcome = encoders.encode(event.reader(), event, messages);
            ids.add(Rfc5424Parser.parse(messages.only().bytes()).sequenceId());
        }
        return ids;
    }
}
