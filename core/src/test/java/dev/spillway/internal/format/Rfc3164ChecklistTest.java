package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.Rfc3164Parser.Message;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What RFC 3164 section 4.1 asks of a sender's messages. */
final class Rfc3164ChecklistTest {
    private final TestSettings settings = TestSettings.rfc3164();

    @Test
    void messageIsPriTimeHostTagAndText() {
        TestEvent event = new TestEvent("up");
        event.logger = "com.example.Boot";

        assertThat(settings.encode(event).only().string())
                .isEqualTo("<14>Nov 22 09:08:07 web-1.example.com album[4711]: com.example.Boot: up");
    }

    @Test
    void dayIsPaddedWithASpace() {
        assertThat(timestamp("2026-02-03T04:05:06.999Z")).isEqualTo("Feb  3 04:05:06");
        assertThat(timestamp("2026-12-31T23:59:59Z")).isEqualTo("Dec 31 23:59:59");
    }

    @Test
    void timeIsLocalWithItsDaylightSaving() {
        settings.timeZone = ZoneId.of("Europe/Berlin");

        assertThat(timestamp("2026-03-29T00:59:59Z")).isEqualTo("Mar 29 01:59:59");
        assertThat(timestamp("2026-03-29T01:00:00Z")).isEqualTo("Mar 29 03:00:00");
        assertThat(timestamp("2026-12-31T23:00:00Z")).isEqualTo("Jan  1 00:00:00");
    }

    @Test
    void tagHasAtMost32AllowedCharacters() {
        settings.appName = "caos album\u00E4:[1]" + "x".repeat(40);
        settings.procId = "47]: 11";

        Message message =
                Rfc3164Parser.parse(settings.encode(new TestEvent("up")).only().bytes());

        assertThat(message.tag()).isEqualTo("caos_album___1_" + "x".repeat(17));
        assertThat(message.pid()).isEqualTo("47___11");
        assertThat(message.text()).isEqualTo("up");
    }

    @Test
    void emptyFieldsAreLeftOutOrNil() {
        settings.hostname = "";
        settings.appName = "";
        settings.procId = "";

        assertThat(settings.encode(new TestEvent("")).only().string()).isEqualTo("<14>Nov 22 09:08:07 - -:");
    }

    @Test
    void fieldsAndSequenceIdsAreNotSent() {
        settings.structuredData = "[tags@1 env=\"prod\"]";
        settings.includeCallerData = true;
        TestEvent event = new TestEvent("up").mdc("k", "v").keyValue("a", 1);
        event.thread = "main";
        event.markers.add("AUDIT");

        Messages.Sent sent = settings.encode(event).only();

        assertThat(sent.string()).endsWith(" album[4711]: up").doesNotContain("=", "main", "AUDIT");
        assertThat(sent.structuredDataAt()).isZero();
    }

    @Test
    void messageKeepsToItsLimitAndTellsItsParts() {
        settings.maxMessageSize = 1024;

        Messages messages = settings.encode(new TestEvent("0123456789".repeat(200)));

        assertThat(messages.sent)
                .hasSize(3)
                .allSatisfy(sent -> assertThat(sent.bytes()).hasSizeLessThanOrEqualTo(1024));
        assertThat(messages.sent)
                .extracting(sent -> Rfc3164Parser.parse(sent.bytes()).text().substring(0, 6))
                .containsExactly("[1/3] ", "[2/3] ", "[3/3] ");
    }

    @Test
    void textCannotForgeASecondMessage() {
        settings.multiline = Multiline.ESCAPE;

        assertThat(settings.encode(new TestEvent("up\n<14>Nov 22 09:08:07 host tag: forged"))
                        .only()
                        .string())
                .endsWith(": up\\n<14>Nov 22 09:08:07 host tag: forged");
    }

    private String timestamp(String time) {
        TestEvent event = new TestEvent("up");
        event.epochMicros = Instant.parse(time).toEpochMilli() * 1000;
        return Rfc3164Parser.parse(settings.encode(event).only().bytes()).timestamp();
    }
}
