package dev.spillway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same events and options make the same messages, byte for byte, whichever framework logs. */
final class FramesTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123456Z");

    static List<Map<String, String>> options() {
        return List.of(
                Map.of(),
                Map.of("format", "rfc3164", "timeZone", "Europe/Berlin"),
                Map.of("framing", "newline"),
                Map.of("multiline", "split"),
                Map.of("multiline", "escape", "maxMessageSize", "480"),
                Map.of("maxMessageLength", "480", "oversize", "truncate"),
                Map.of("maxMessageSize", "480", "exceedMaxSizeAction", "drop"),
                Map.of("ident", "a shop", "hostname", "größe", "procId", "7", "messageId", "M", "facility", "local3"),
                Map.of("fields", "mdc,keyvalues", "structuredData", "[tags@1 env=\"prod\" a=\"<&>\"]"),
                Map.of("structuredDataId", "own@1", "mdcExcludes", "requestId"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void framesAreTheSame(Map<String, String> options) throws Exception {
        List<ReceivedMessage> expected = frames(FrontEnd.BUILDER, options, events(Map.of()));

        assertThat(expected).isNotEmpty();
        for (FrontEnd frontEnd : FrontEnd.values()) {
            assertSame(frontEnd, frames(frontEnd, options, events(Map.of())), expected);
        }
    }

    /** An empty XML element is nothing to Logback, which sets no option then: so none has a word. */
    @ParameterizedTest
    @CsvSource({"fields, none", "structuredDataId, none", "fields, ''", "structuredDataId, ''"})
    void framesWithoutFieldsAreTheSame(String option, String none) throws Exception {
        Map<String, String> options = Map.of(option, none);
        List<Event> events = events(Map.of());
        List<ReceivedMessage> expected = frames(FrontEnd.BUILDER, options, events);

        assertThat(expected.get(0).text()).doesNotContain("thread=");
        for (FrontEnd frontEnd : FrontEnd.values()) {
            if (frontEnd != FrontEnd.LOGBACK || !none.isEmpty()) {
                assertSame(frontEnd, frames(frontEnd, options, events), expected);
            }
        }
    }

    /** Where a framework has a diagnostic context, it is sent as the fields of the builder's events are. */
    @Test
    void diagnosticContextIsTheSame() throws Exception {
        List<Event> events = events(Map.of("requestId", "r-\"17\"]\\"));
        List<ReceivedMessage> expected = frames(FrontEnd.BUILDER, Map.of(), events);

        assertThat(expected.get(0).text()).contains(" requestId=\"r-\\\"17\\\"\\]\\\\\"");
        assertSame(FrontEnd.LOGBACK, frames(FrontEnd.LOGBACK, Map.of(), events), expected);
        assertSame(FrontEnd.LOG4J2, frames(FrontEnd.LOG4J2, Map.of(), events), expected);
    }

    private static void assertSame(FrontEnd frontEnd, List<ReceivedMessage> frames, List<ReceivedMessage> expected) {
        assertThat(frames)
                .as("%s", frontEnd)
                .extracting(ReceivedMessage::text)
                .containsExactlyElementsOf(
                        expected.stream().map(ReceivedMessage::text).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(frames.get(i).bytes())
                    .as("%s", frontEnd)
                    .isEqualTo(expected.get(i).bytes());
        }
    }

    private static List<ReceivedMessage> frames(FrontEnd frontEnd, Map<String, String> options, List<Event> events)
            throws IOException {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("destination", "syslog+tcp://127.0.0.1:" + endpoint.port());
            all.put("framing", "octet-counting");
            // All is delivered when its close returns, on a busy machine too.
            all.put("shutdownTimeout", "1min");
            all.putAll(options);
            try (FrontEnd.Shipper shipper = frontEnd.start(all)) {
                events.forEach(shipper::log);
            }
            // What the engine says of its drops has a time of its own.
            return endpoint.awaitMessages(1, ARRIVAL).stream()
                    .filter(message -> !message.text().contains(" spillway dropped "))
                    .toList();
        }
    }

    private static List<Event> events(Map<String, String> context) {
        List<Event> events = new ArrayList<>();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.DEBUG)) {
            events.add(new Event(severity, TIME, "shop.Checkout", "hello", null, null, context));
        }
        events.add(new Event(
                Severity.INFO, TIME.plusNanos(1_000), "shop.Checkout", "{} left", "Gr\u00f6\u00dfe", null, context));
        events.add(new Event(Severity.INFO, TIME.minusSeconds(86_400), "shop.Checkout", ""));
        events.add(new Event(
                Severity.INFO, TIME, "com.example.shop.frontend.checkout.payment.CreditCardPaymentService", "paid"));
        events.add(
                new Event(Severity.WARNING, TIME, "shop.Checkout", "a\r\nb\tc\u0000d\u007f \ud83d\ude00 \ud83d e\n"));
        events.add(new Event(Severity.INFO, TIME, "shop.Checkout", "0123456789 \u20ac ".repeat(100)));
        events.add(new Event(Severity.ERROR, TIME, "shop.Checkout", "failed", null, failure(), Map.of()));
        events.add(new Event(Severity.DEBUG, TIME, "shop.Checkout", "", null, failure(), Map.of()));
        return events;
    }

    /** The same at each call, whoever calls. */
    private static Throwable failure() {
        IllegalStateException cause = new IllegalStateException("no\nstock");
        RuntimeException failure = new RuntimeException("sold out", cause);
        failure.addSuppressed(new IOException("disk"));
        StackTraceElement[] trace = {
            new StackTraceElement("shop.Checkout", "sell", "Checkout.java", 42),
            new StackTraceElement("shop.Main", "main", "Main.java", 7)
        };
        for (Throwable each : List.of(failure, cause, failure.getSuppressed()[0])) {
            each.setStackTrace(trace);
        }
        return failure;
    }
}
