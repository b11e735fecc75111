package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectArrayMessage;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringFormattedMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.spi.MutableThreadContextStack;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Log4jEventReaderTest {
    private final Log4jEventReader reader = new Log4jEventReader(null);

    @AfterEach
    void clear() {
        ThreadContext.clearAll();
    }

    @ParameterizedTest
    @CsvSource({
        "OFF,EMERGENCY,0",
        "FATAL,ALERT,1",
        "ERROR,ERROR,3",
        "WARN,WARNING,4",
        "INFO,INFO,6",
        "DEBUG,DEBUG,7",
        "TRACE,DEBUG,7",
        "ALL,DEBUG,7"
    })
    void levelBecomesSeverity(String level, Severity severity, int code) {
        LogEvent event = event().setLevel(Level.getLevel(level)).build();

        assertThat(reader.severity(event)).isEqualTo(severity);
        assertThat(reader.severity(event).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"50,ALERT", "150,CRITICAL", "250,ERROR", "350,NOTICE", "450,INFO", "550,DEBUG", "650,DEBUG"})
    void levelOfTheApplicationsOwnBecomesSeverity(int value, Severity severity) {
        Level level = Level.forName("OWN" + value, value);

        assertThat(reader.severity(event().setLevel(level).build())).isEqualTo(severity);
    }

    @Test
    void timeIsInMicroseconds() {
        MutableInstant instant = new MutableInstant();
        instant.initFromEpochSecond(1_795_341_600, 123_456_789);

        assertThat(reader.epochMicros(event().setInstant(instant).build())).isEqualTo(1_795_341_600_123_456L);
    }

    @Test
    void timeBefore1970IsNegative() {
        MutableInstant instant = new MutableInstant();
        instant.initFromEpochSecond(-1, 999_999_000);

        assertThat(reader.epochMicros(event().setInstant(instant).build())).isEqualTo(-1);
    }

    @Test
    void loggerAndThreadAreRead() {
        LogEvent event = event().setThreadName("worker").build();

        assertThat(reader.loggerName(event)).isEqualTo("shop.Checkout");
        assertThat(reader.threadName(event)).isEqualTo("worker");
        assertThat(reader.isRendered()).isFalse();
    }

    @Test
    void everyKindOfMessageIsFormatted() {
        assertThat(textOf(new SimpleMessage("plain {}"))).isEqualTo("plain {}");
        assertThat(textOf(new ParameterizedMessage("{} of {}", 1, "two"))).isEqualTo("1 of two");
        assertThat(textOf(new StringFormattedMessage("%03d", 7))).isEqualTo("007");
        assertThat(textOf(new ObjectMessage(List.of(1, 2)))).isEqualTo("[1, 2]");
        assertThat(textOf(new ObjectArrayMessage(1, "two"))).isEqualTo("[1, two]");
        assertThat(textOf(new StringMapMessage(Map.of("item", "42")))).isEqualTo("item=\"42\"");
        assertThat(textOf(ReusableMessageFactory.INSTANCE.newMessage("{} left", 3)))
                .isEqualTo("3 left");
        assertThat(textOf(null)).isEmpty();
    }

    @Test
    void reusedEventIsReadLikeAnyOther() {
        MutableLogEvent event = new MutableLogEvent();
        event.setLevel(Level.INFO);
        event.setMessage(ReusableMessageFactory.INSTANCE.newMessage("{} left", 3));

        assertThat(reader.message(event, new StringBuilder())).hasToString("3 left");
        event.setMessage(ReusableMessageFactory.INSTANCE.newMessage("none"));
        assertThat(reader.message(event, new StringBuilder())).hasToString("none");
    }

    @Test
    void renderingReplacesTheMessage() {
        Log4jEventReader rendered = new Log4jEventReader((event, scratch) -> scratch.append('<')
                .append(event.getMessage().getFormattedMessage())
                .append('>'));

        assertThat(rendered.message(event().build(), new StringBuilder())).hasToString("<m>");
        assertThat(rendered.isRendered()).isTrue();
    }

    @Test
    void exceptionIsTheOneThatWasLogged() {
        IllegalStateException thrown = new IllegalStateException("no stock");
        LogEvent event = event().setThrown(thrown).build();

        assertThat(reader.throwable(event)).isSameAs(thrown);
        assertThat(reader.message(event, new StringBuilder())).hasToString("m");
    }

    @Test
    void exceptionOfAnotherJvmIsWrittenIntoTheText() throws Exception {
        LogEvent received = serialized(event().setThrown(new IllegalStateException("no stock", new IOException("disk")))
                .build());

        assertThat(reader.throwable(received)).isNull();
        assertThat(reader.message(received, new StringBuilder()).toString())
                .startsWith("m\njava.lang.IllegalStateException: no stock")
                .contains("Log4jEventReaderTest.exceptionOfAnotherJvmIsWrittenIntoTheText")
                .contains("Caused by: java.io.IOException: disk");
    }

    @Test
    void threadContextIsPassedEntryByEntryWithItsStack() {
        StringMap map = new SortedArrayStringMap();
        map.putValue("requestId", "r-1");
        map.putValue("user", "ada");
        MutableThreadContextStack stack = new MutableThreadContextStack(List.of("checkout", "pay"));

        assertThat(mdcOf(event().setContextData(map).setContextStack(stack).build()))
                .hasSize(3)
                .containsEntry("requestId", "r-1")
                .containsEntry("user", "ada")
                .hasEntrySatisfying("ndc", value -> assertThat(value).hasToString("[checkout, pay]"));
    }

    @Test
    void entriesOfMapMessagesAreKeyValues() {
        StructuredDataMessage transfer = new StructuredDataMessage("transfer@32473", "done", "audit");
        transfer.put("amount", "17");

        assertThat(keyValuesOf(event().setMessage(new StringMapMessage(Map.of("item", "42")))
                        .build()))
                .containsExactly("item=42");
        assertThat(keyValuesOf(event().setMessage(transfer).build())).containsExactly("amount=17");
    }

    @Test
    void eventWithNothingExtraPassesNothing() {
        LogEvent event = event().build();

        assertThat(mdcOf(event)).isEmpty();
        assertThat(keyValuesOf(event)).isEmpty();
        assertThat(markersOf(event)).isEmpty();
        assertThat(reader.throwable(event)).isNull();
        assertThat(reader.caller(event)).isNull();
    }

    @Test
    void markerIsNamed() {
        assertThat(markersOf(event().setMarker(new MarkerManager.Log4jMarker("AUDIT"))
                        .build()))
                .containsExactly("AUDIT");
    }

    @Test
    void everyParentIsNamedOnceThoughThereAreTwoWaysToIt() {
        Marker audit = new MarkerManager.Log4jMarker("AUDIT");
        Marker money = new MarkerManager.Log4jMarker("MONEY").setParents(audit);
        Marker refund = new MarkerManager.Log4jMarker("REFUND").setParents(money, audit);

        assertThat(markersOf(event().setMarker(refund).build())).containsExactly("REFUND", "MONEY", "AUDIT");
    }

    @Test
    void circleOfMarkersEnds() {
        Marker a = new MarkerManager.Log4jMarker("A");
        Marker b = new MarkerManager.Log4jMarker("B").setParents(a);
        a.setParents(b);

        assertThat(markersOf(event().setMarker(a).build())).containsExactly("A", "B");
    }

    @Test
    void callerIsWhereTheEventWasLogged() {
        StackTraceElement here = new StackTraceElement("shop.Checkout", "sell", "Checkout.java", 12);

        assertThat(reader.caller(event().setSource(here).build())).isSameAs(here);
    }

    private static Log4jLogEvent.Builder event() {
        return Log4jLogEvent.newBuilder()
                .setLoggerName("shop.Checkout")
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage("m"));
    }

    private String textOf(Message message) {
        LogEvent event = event().setMessage(message).build();
        return reader.message(event, new StringBuilder()).toString();
    }

    private Map<String, Object> mdcOf(LogEvent event) {
        Map<String, Object> seen = new LinkedHashMap<>();
        reader.mdc(event, seen::put);
        return seen;
    }

    private List<String> keyValuesOf(LogEvent event) {
        List<String> seen = new ArrayList<>();
        reader.keyValues(event, (key, value) -> seen.add(key + "=" + value));
        return seen;
    }

    private List<String> markersOf(LogEvent event) {
        List<String> seen = new ArrayList<>();
        reader.markers(event, seen::add);
        return seen;
    }

    private static LogEvent serialized(LogEvent event) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(event);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (LogEvent) in.readObject();
        }
    }
}
