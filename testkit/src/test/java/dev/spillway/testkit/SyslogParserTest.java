package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SyslogParserTest {
    private static final String HEADER = "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog 42 ID47 ";

    @Test
    void wholeMessageIsTakenApart() {
        SyslogMessage message = parse(HEADER + "[a@1 x=\"1\" y=\"\" x=\"2\"][b@1] a text");

        assertThat(message.facility()).isEqualTo(20);
        assertThat(message.severity()).isEqualTo(5);
        assertThat(message.timestamp()).isEqualTo("2003-10-11T22:14:15.003Z");
        assertThat(message.time()).isEqualTo(OffsetDateTime.parse("2003-10-11T22:14:15.003Z"));
        assertThat(message.hostname()).isEqualTo("mymachine.example.com");
        assertThat(message.appName()).isEqualTo("evntslog");
        assertThat(message.procId()).isEqualTo("42");
        assertThat(message.msgId()).isEqualTo("ID47");
        assertThat(message.structuredData())
                .containsExactly(
                        entry("a@1", List.of(param("x", "1"), param("y", ""), param("x", "2"))),
                        entry("b@1", List.of()));
        assertThat(message.params("a@1", "x")).containsExactly("1", "2");
        assertThat(message.param("b@1", "x")).isEmpty();
        assertThat(message.text()).isEqualTo("a text");
        assertThat(message.byteOrderMark()).isFalse();
    }

    @Test
    void nilValuesAreNull() {
        SyslogMessage message = parse("<0>1 - - - - - -");

        assertThat(message)
                .extracting(
                        SyslogMessage::timestamp,
                        SyslogMessage::hostname,
                        SyslogMessage::appName,
                        SyslogMessage::procId,
                        SyslogMessage::msgId)
                .containsOnlyNulls();
        assertThat(message.structuredData()).isEmpty();
        assertThat(message.text()).isEmpty();
    }

    @Test
    void escapesInValuesAreUndoneAndOtherBackslashesKept() {
        SyslogMessage message = parse("<14>1 - - - - - [a k=\"q\\\" b\\\\ c\\] n\\n é\"] m");

        assertThat(message.param("a", "k")).contains("q\" b\\ c] n\\n é");
    }

    @Test
    void byteOrderMarkIsNotPartOfTheText() {
        SyslogMessage message = parse("<14>1 - - - - - - \uFEFFgrüße");

        assertThat(message.byteOrderMark()).isTrue();
        assertThat(message.text()).isEqualTo("grüße");
    }

    @Test
    void textMayHoldAnyOctetsUnlessItClaimsUtf8() {
        byte[] message = "<14>1 - - - - - - ???".getBytes(StandardCharsets.US_ASCII);
        message[message.length - 1] = (byte) 0xFF;
        assertThat(SyslogParser.parse5424(message).text()).isEqualTo("??\uFFFD");

        byte[] marked = "<14>1 - - - - - - \uFEFF?".getBytes(StandardCharsets.UTF_8);
        marked[marked.length - 1] = (byte) 0xFF;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyslogParser.parse5424(marked))
                .withMessage("expected UTF-8 at position 21, found 0xFF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T00:00:00Z",
                "1985-04-12T19:20:50.52-04:00",
                "2003-08-24T05:14:15.000003-07:00",
                "2003-08-24T23:59:59+23:59"
            })
    void timestampsOfTheRfcAreAccepted(String timestamp) {
        assertThat(parse("<14>1 " + timestamp + " - - - - -").timestamp()).isEqualTo(timestamp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2003-08-24T05:14:15.000000003-07:00",
                "2023-02-29T00:00:00Z",
                "2023-13-01T00:00:00Z",
                "2023-01-01T24:00:00Z",
                "2023-01-01T23:59:60Z",
                "2023-01-01t23:59:59Z",
                "2023-01-01T23:59:59z",
                "2023-01-01T23:59:59.Z",
                "2023-01-01T23:59:59",
                "2023-01-01T23:59:59+0100"
            })
    void timestampsOutsideTheRfcAreRefused(String timestamp) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("<14>1 " + timestamp + " - - - - -"))
                .withMessageStartingWith("expected a timestamp of RFC 5424 at position 6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "|0",
                "14>1 - - - - - -|0",
                "<>1 - - - - - -|1",
                "<192>1 - - - - - -|1",
                "<1911>1 - - - - - -|4",
                "<14>2 - - - - - -|4",
                "<14>1  - - - - -|6",
                "<14>1 - - - - -|15",
                "<14>1 - hö - - - -|9",
                "<14>1 - - - - - x|16",
                "<14>1 - - - - - -x|17",
                "<14>1 - - - - - []|17",
                "<14>1 - - - - - [a|18",
                "<14>1 - - - - - [a ]|19",
                "<14>1 - - - - - [a k]|20",
                "<14>1 - - - - - [a k=v]|21",
                "<14>1 - - - - - [a k=\"v]|23",
                "<14>1 - - - - - [a k=\"v\"|24",
                "<14>1 - - - - - [a k=\"v\"x]|24",
                "<14>1 - - - - - [a][a]|19",
                "<14>1 - - - - - [a] [b|-1"
            })
    void departureFromTheGrammarIsToldWithItsPosition(String message, int position) {
        String text = message == null ? "" : message;
        if (position < 0) {
            assertThat(parse(text).text()).isEqualTo("[b");
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> parse(text))
                    .withMessageMatching("expected .* at position " + position + ", found .*");
        }
    }

    @Test
    void lengthsAreLimited() {
        assertThat(parse("<14>1 - " + "h".repeat(255) + " " + "a".repeat(48) + " " + "p".repeat(128) + " "
                                + "m".repeat(32) + " -")
                        .msgId())
                .hasSize(32);
        assertRefused("<14>1 - " + "h".repeat(256) + " - - - -", "HOSTNAME");
        assertRefused("<14>1 - - " + "a".repeat(49) + " - - -", "APP-NAME");
        assertRefused("<14>1 - - - " + "p".repeat(129) + " - -", "PROCID");
        assertRefused("<14>1 - - - - " + "m".repeat(33) + " -", "MSGID");
        assertRefused("<14>1 - - - - - [" + "i".repeat(33) + "]", "SD-ID");
    }

    @Test
    void longNamesOfVendorsPassWhereTheyAreAskedFor() {
        String id = "0123456789abcdef-0123456789abcdef-0123@41058";
        byte[] message = ("<14>1 - - - - - [" + id + "] m").getBytes(StandardCharsets.UTF_8);

        assertThat(SyslogParser.parse5424WithLongNames(message).structuredData())
                .containsOnlyKeys(id);
    }

    @Test
    void classicMessageIsTakenApart() {
        SyslogMessage message = parse3164("<34>Oct  1 22:14:15 mymachine su[12]: 'su root' failed");

        assertThat(message.facility()).isEqualTo(4);
        assertThat(message.severity()).isEqualTo(2);
        assertThat(message.timestamp()).isEqualTo("Oct  1 22:14:15");
        assertThat(message.hostname()).isEqualTo("mymachine");
        assertThat(message.appName()).isEqualTo("su");
        assertThat(message.procId()).isEqualTo("12");
        assertThat(message.text()).isEqualTo("'su root' failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<14>Oct 11 22:14:15 host app: hi     |host|app|hi",
                "<14>Oct 11 22:14:15 fe80::1 app: hi  |fe80::1|app|hi",
                "<14>Oct 11 22:14:15 app: hi          ||app|hi",
                "<14>2026-11-22T10:00:00+01:00 host app: hi|host|app|hi",
                "<14>just some text                   |||just some text",
                "no priority: at all                  |||no priority: at all",
                "<999>beyond                          |||<999>beyond"
            })
    void classicMessagesMayLackParts(String message, String hostname, String appName, String text) {
        SyslogMessage parsed = parse3164(message);

        assertThat(parsed.hostname()).isEqualTo(hostname);
        assertThat(parsed.appName()).isEqualTo(appName);
        assertThat(parsed.text()).isEqualTo(text);
    }

    private static void assertRefused(String message, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(message))
                .withMessageContaining("expected " + rule + " of 1 to");
    }

    private static SyslogMessage.Param param(String name, String value) {
        return new SyslogMessage.Param(name, value);
    }

    private static SyslogMessage parse(String message) {
        return SyslogParser.parse5424(message.getBytes(StandardCharsets.UTF_8));
    }

    private static SyslogMessage parse3164(String message) {
        return SyslogParser.parse3164(message.getBytes(StandardCharsets.UTF_8));
    }
}
