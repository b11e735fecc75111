package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import dev.spillway.internal.format.Rfc5424Parser.Param;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares the messages of one event with what the event and the settings ask for. */
final class MessagesCheck {
    private static final String CUT = "\u2026";
    /** What a cut may leave unused: the mark of a part, the mark of a cut, digits of the sequenceId, an escape. */
    private static final int CUT_SLACK = 8 + 3 + 9 + 6;

    private final TestSettings settings;
    private final TestEvent event;
    private final Messages messages;
    private final int firstSequenceId;
    private final List<String> texts = new ArrayList<>();

    MessagesCheck(TestSettings settings, TestEvent event, Messages messages, int firstSequenceId) {
        this.settings = settings;
        this.event = event;
        this.messages = messages;
        this.firstSequenceId = firstSequenceId;
    }

    void check() {
        List<String> lines = ExpectedText.lines(HostileEvents.rawText(event), settings.multiline);
        if (messages.outcome == Outcome.OVERSIZE) {
            assertThat(settings.oversize).isEqualTo(Oversize.DROP);
            assertThat(messages.sent).isEmpty();
            assertThat(lines).anyMatch(line -> line.getBytes(StandardCharsets.UTF_8).length > 100);
            return;
        }
        expectEqual(messages.outcome, Outcome.APPENDED);
        expect(!messages.sent.isEmpty() && messages.sent.size() <= 64, "not 1 to 64 messages");
        for (int i = 0; i < messages.sent.size(); i++) {
            checkMessage(i);
        }
        checkTexts(lines);
        checkFrames();
    }

    private void checkMessage(int index) {
        Messages.Sent sent = messages.sent.get(index);
        expect(sent.bytes().length <= settings.maxMessageSize, "message above its limit");
        expectEqual(sent.last(), index == messages.sent.size() - 1);
        expectEqual(sent.severity(), event.severity);
        if (settings.format == Format.RFC3164) {
            Rfc3164Parser.Message message = Rfc3164Parser.parse(sent.bytes());
            expectEqual(message.facility(), settings.facility);
            expectEqual(message.severity(), event.severity.code());
            expectEqual(message.hostname(), ExpectedText.headerField(settings.hostname, 255));
            expectEqual(sent.structuredDataAt(), 0);
            texts.add(message.text());
            return;
        }
        Rfc5424Parser.Message message = Rfc5424Parser.parse(sent.bytes());
        expectEqual(message.facility(), settings.facility);
        expectEqual(message.severity(), event.severity.code());
        expectEqual(message.timestamp(), "2026-11-22T09:08:07.000321Z");
        expectEqual(message.hostname(), ExpectedText.headerField(settings.hostname, 255));
        expectEqual(message.appName(), ExpectedText.headerField(settings.appName, 48));
        expectEqual(message.procId(), ExpectedText.headerField(settings.procId, 128));
        expectEqual(
                message.msgId(), ExpectedText.headerField(settings.messageId == null ? "" : settings.messageId, 32));
        expectEqual(message.sequenceId(), firstSequenceId + index);
        expectEqual(sent.structuredDataAt(), message.structuredDataAt());
        checkFields(message);
        texts.add(message.text());
    }

    private void checkFields(Rfc5424Parser.Message message) {
        List<Param> expected = HostileEvents.fields(event, settings.includeCallerData).stream()
                .map(field -> new Param(ExpectedText.name(field.key()), ExpectedText.value(field.value() + "")))
                .toList();
        List<Param> found = message.structuredData().stream()
                .filter(element -> element.id().equals("app@32473"))
                .findFirst()
                .map(Rfc5424Parser.Element::params)
                .orElse(List.of());
        int elements = 1 + (found.isEmpty() ? 0 : 1) + (settings.structuredData == null ? 0 : 1);
        expectEqual(message.structuredData().size(), elements);
        expect(message.structuredDataLength() <= settings.maxMessageSize / 2, "too much structured data");
        if (found.equals(expected)) {
            return;
        }
        int last = found.size() - 1;
        if (last >= 0) {
            assertThat(found.subList(0, last)).isEqualTo(expected.subList(0, last));
            assertThat(found.get(last).name()).isEqualTo(expected.get(last).name());
            assertThat(expected.get(last).value()).startsWith(found.get(last).value());
        }
        int room = Math.min(settings.maxMessageSize / 2, settings.maxMessageSize - message.structuredDataAt() - 129);
        assertThat(message.structuredDataLength())
                .as("fields are left out only where there is no room")
                .isGreaterThan(room - 80);
    }

    private void checkTexts(List<String> lines) {
        int at = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (at == texts.size()) {
                assertThat(texts).hasSize(64);
                assertThat(texts.get(63)).endsWith(CUT);
                return;
            }
            boolean exhausted = at == 63 && i < lines.size() - 1;
            if (texts.get(at).equals(line) && !exhausted) {
                at++;
            } else {
                at += cutLine(line, at, exhausted);
            }
        }
        expectEqual(at, texts.size());
    }

    /** Checks the messages of a line that is not sent as it is; returns how many there are. */
    private int cutLine(String line, int at, boolean exhausted) {
        String first = texts.get(at);
        if (!exhausted) {
            byte[] message = messages.sent.get(at).bytes();
            int others = message.length - first.getBytes(StandardCharsets.UTF_8).length;
            assertThat(others + line.getBytes(StandardCharsets.UTF_8).length)
                    .as("only what does not fit is cut")
                    .isGreaterThan(settings.maxMessageSize);
            assertThat(message.length).isGreaterThan(settings.maxMessageSize - CUT_SLACK);
        }
        if (settings.oversize != Oversize.SPLIT || at == 63) {
            assertThat(first).endsWith(CUT);
            assertThat(line).startsWith(first.substring(0, first.length() - 1));
            return 1;
        }
        assertThat(first).startsWith("[1/");
        int count = Integer.parseInt(first.substring(3, first.indexOf(']')));
        StringBuilder joined = new StringBuilder();
        for (int part = 1; part <= count; part++) {
            String mark = "[" + part + "/" + count + "] ";
            assertThat(texts.get(at + part - 1)).startsWith(mark);
            joined.append(texts.get(at + part - 1).substring(mark.length()));
        }
        if (at + count == 64 && !line.contentEquals(joined)) {
            assertThat(joined).endsWith(CUT);
            joined.setLength(joined.length() - 1);
            assertThat(line).startsWith(joined);
        } else {
            assertThat(joined).hasToString(line);
        }
        return count;
    }

    private void checkFrames() {
        List<byte[]> sent = messages.bytes();
        assertSame(SyslogFrames.readCounted(SyslogFrames.countOctets(sent)), sent);
        if (settings.multiline != Multiline.KEEP) {
            assertSame(SyslogFrames.readLines(SyslogFrames.endLines(sent)), sent);
        }
    }

    private static void assertSame(List<byte[]> found, List<byte[]> expected) {
        expectEqual(found.size(), expected.size());
        for (int i = 0; i < found.size(); i++) {
            expect(Arrays.equals(found.get(i), expected.get(i)), "a frame is not the message that was sent");
        }
    }

    /** Plain, since this runs millions of times. */
    private static void expect(boolean good, String otherwise) {
        if (!good) {
            throw new AssertionError(otherwise);
        }
    }

    private static void expectEqual(Object found, Object expected) {
        if (!found.equals(expected)) {
            assertThat(found).isEqualTo(expected);
        }
    }
}
