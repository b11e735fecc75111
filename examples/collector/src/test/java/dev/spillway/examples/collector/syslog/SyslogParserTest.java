package dev.spillway.examples.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SyslogParserTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private final SyslogParser parser = parserAt(NOW);

    private static SyslogParser parserAt(Instant now) {
        return new SyslogParser(Clock.fixed(now, ZoneId.of("Asia/Seoul")));
    }

    private SyslogEvent parse(String text) {
        return parser.parse(text, "192.0.2.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "none",
            value = {
                // RFC 5424 section 6.5
                "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - ﻿'su root' failed | CRITICAL | 4"
                        + " | 2003-10-11T22:14:15.003Z | mymachine.example.com | su | ~~ | ~~ | 'su root' failed",
                "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time. | NOTICE | 20"
                        + " | 2003-08-24T12:14:15.000003Z | 192.0.2.1 | myproc | 8710 | ~~ | %% It's time.",
                "<165>1 2003-10-11T22:14:15.003Z host evntslog - ID47 [exampleSDID@32473 iut=\"3\"][b@1 a=\"1\"] An event"
                        + " | NOTICE | 20 | 2003-10-11T22:14:15.003Z | host | evntslog | ~~"
                        + " | [exampleSDID@32473 iut=\"3\"][b@1 a=\"1\"] | An event",
                "<165>1 2003-10-11T22:14:15Z h a - ID47 [x@1 iut=\"3\"] | NOTICE | 20 | 2003-10-11T22:14:15Z | h | a | ~~"
                        + " | [x@1 iut=\"3\"] | ~~",
                "<14>1 - h a 1 - [x@1 v=\"a\\]b\\\"c]\"] m | INFO | 1 | none | h | a | 1 | [x@1 v=\"a\\]b\\\"c]\"] | m",
                // structured data left out, as Heroku's routers do, and a token longer than any name may be
                "<40>1 2012-11-30T06:45:29+00:00 host app web.3 - State changed | EMERGENCY | 5"
                        + " | 2012-11-30T06:45:29Z | host | app | web.3 | ~~ | State changed",
                "<14>1 - h a - - [0123456789012345678901234567890123456789@41058] m | INFO | 1 | none | h | a | ~~"
                        + " | [0123456789012345678901234567890123456789@41058] | m",
                "<14>1 - - - - - - m | INFO | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | m",
                // no structured data after all
                "<14>1 - h a - - [WARN] m | INFO | 1 | none | h | a | ~~ | [WARN] | m",
                "<14>1 - h a - - [unclosed m | INFO | 1 | none | h | a | ~~ | ~~ | [unclosed m",
                // impossible date: the rest of the header still counts
                "<14>1 2026-13-45T99:00:00Z h a - - - m | INFO | 1 | none | h | a | ~~ | ~~ | m",
                // RFC 3164 and what is sent as such
                "<34>Oct 11 22:14:15 mymachine su: 'su root' failed | CRITICAL | 4 | 2026-10-11T13:14:15Z | mymachine"
                        + " | su | ~~ | ~~ | 'su root' failed",
                "<13>Feb  5 17:32:18 10.0.0.99 Use the BFG! | NOTICE | 1 | 2026-02-05T08:32:18Z | 10.0.0.99 | ~~ | ~~"
                        + " | ~~ | Use the BFG!",
                "<30>Oct 11 22:14:15 dnsmasq[123]: started | INFO | 3 | 2026-10-11T13:14:15Z | 192.0.2.7 | dnsmasq"
                        + " | 123 | ~~ | started",
                "<30>Oct 11 22:14:15.678 fw %ASA-6-302013: Built | INFO | 3 | 2026-10-11T13:14:15.678Z | fw"
                        + " | %ASA-6-302013 | ~~ | ~~ | Built",
                "<30>Oct 11 2024 22:14:15 fw x[]: m | INFO | 3 | 2024-10-11T13:14:15Z | fw | x | ~~ | ~~ | m",
                "<30>2026-01-02T03:04:05.123456+01:00 web nginx: GET / | INFO | 3 | 2026-01-02T02:04:05.123456Z | web"
                        + " | nginx | ~~ | ~~ | GET /",
                "<22>sendername: the log message | INFO | 2 | none | 192.0.2.7 | sendername | ~~ | ~~ | the log message",
                "<22>see http://example.com: it is down | INFO | 2 | none | 192.0.2.7 | ~~ | ~~ | ~~"
                        + " | see http://example.com: it is down",
                "Oct 11 22:14:15 h su: no priority | NOTICE | 1 | 2026-10-11T13:14:15Z | h | su | ~~ | ~~ | no priority",
                // malformed: all of it is the message
                "nothing like syslog | NOTICE | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | nothing like syslog",
                "Error: no header | NOTICE | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | Error: no header",
                "<192>too high | NOTICE | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | <192>too high",
                "<>empty | NOTICE | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | <>empty",
                "<13 | NOTICE | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | <13",
                "<11>1 apple a day keeps the doctor away | ERROR | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~"
                        + " | 1 apple a day keeps the doctor away",
                "<11>1 2026-11-22T12:00:00Z only-host | ERROR | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~"
                        + " | 1 2026-11-22T12:00:00Z only-host",
                "<11>2 - h a - - - m | ERROR | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | 2 - h a - - - m",
                "<11>Foo 31 10:00:00 h t: m | ERROR | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | Foo 31 10:00:00 h t: m",
                "<11>Feb 31 10:00:00 h t: m | ERROR | 1 | none | 192.0.2.7 | ~~ | ~~ | ~~ | Feb 31 10:00:00 h t: m",
            })
    void everyLineIsUnderstoodAsFarAsItGoes(
            String line,
            Severity severity,
            int facility,
            Instant time,
            String host,
            String program,
            String process,
            String structuredData,
            String message) {
        SyslogEvent event = parse(line);

        assertThat(event.severity()).isEqualTo(severity);
        assertThat(event.facility()).isEqualTo(facility);
        assertThat(event.received()).isEqualTo(NOW);
        assertThat(event.time()).isEqualTo(time == null ? NOW : time);
        assertThat(event.host()).isEqualTo(host);
        assertThat(event.program()).isEqualTo(program);
        assertThat(event.process()).isEqualTo(process);
        assertThat(event.structuredData()).isEqualTo(structuredData);
        assertThat(event.message()).isEqualTo(message);
    }

    @Test
    void linesSpacesAndControlsOfTheMessageAreKept() {
        assertThat(parse("<14>1 - h a - - -   two spaces\n\tat x \u001b[0m ").message())
                .isEqualTo("  two spaces\n\tat x \u001b[0m ");
        assertThat(parse("<14>1 - h a - ID47 - m").messageId()).isEqualTo("ID47");
    }

    @Test
    void decemberThatArrivesInJanuaryBelongsToTheYearBefore() {
        SyslogEvent event =
                parserAt(Instant.parse("2027-01-01T00:00:01Z")).parse("<13>Jan  1 08:59:59 h t: m", "192.0.2.7");
        assertThat(event.time()).isEqualTo("2026-12-31T23:59:59Z");
        SyslogEvent older =
                parserAt(Instant.parse("2027-01-01T00:00:01Z")).parse("<13>Dec 30 10:00:00 h t: m", "192.0.2.7");
        assertThat(older.time()).isEqualTo("2026-12-30T01:00:00Z");
    }

    @Test
    void clockThatIsAheadAtNewYearBelongsToTheNewYear() {
        SyslogEvent event =
                parserAt(Instant.parse("2026-12-31T14:59:50Z")).parse("<13>Jan  1 00:00:05 h t: m", "192.0.2.7");
        assertThat(event.time()).isEqualTo("2026-12-31T15:00:05Z");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20261122, 5424})
    void noTextEverFailsOrLosesItsEnd(long seed) {
        Random random = new Random(seed);
        String[] pieces = {
            "<",
            ">",
            "<13>",
            "1 ",
            "- ",
            "Oct 11 22:14:15 ",
            "2026-11-22T12:00:00.1Z",
            "[",
            "]",
            "\"",
            "\\",
            ":",
            " ",
            "host",
            "app[",
            "\n",
            "\u0000",
            "\uffff",
            "\ud800",
            "é",
            "99999"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] noise = new byte[random.nextInt(20)];
            random.nextBytes(noise);
            text.append(new String(noise, StandardCharsets.UTF_8)).append("END");

            SyslogEvent event = parse(text.toString());

            assertThat(event.message()
                            + event.structuredData()
                            + event.messageId()
                            + event.process()
                            + event.program()
                            + event.host())
                    .as("seed %d, text <%s>", seed, text)
                    .contains("END");
        }
    }
}
