package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import dev.spillway.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;

final class LogbackEventReaderTest {
    private final BasicMarkerFactory markers = new BasicMarkerFactory();
    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final LogbackEventReader reader = new LogbackEventReader(context, null);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger = context.getLogger("shop.Checkout");

    @BeforeEach
    void listen() {
        context.setMDCAdapter(mdc);
        events.setContext(context);
        events.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(events);
    }

    @ParameterizedTest
    @CsvSource({"ERROR,ERROR,3", "WARN,WARNING,4", "INFO,INFO,6", "DEBUG,DEBUG,7", "TRACE,DEBUG,7"})
    void levelBecomesSeverity(String level, Severity severity, int code) {
        LoggingEvent event = new LoggingEvent("fqcn", logger, Level.toLevel(level), "m", null, null);

        assertThat(reader.severity(event)).isEqualTo(severity);
        assertThat(reader.severity(event).code()).isEqualTo(code);
    }

    @Test
    void timeIsInMicroseconds() {
        LoggingEvent event = event();
        event.setInstant(Instant.parse("2026-11-22T10:00:00.123456789Z"));

        assertThat(reader.epochMicros(event)).isEqualTo(1_795_341_600_123_456L);
    }

    @Test
    void timeOfAnEventWithoutInstantIsItsTimestamp() {
        LoggingEvent event = new LoggingEvent();

        assertThat(event.getInstant()).isNull();
        assertThat(reader.epochMicros(event)).isZero();
    }

    @Test
    void loggerThreadAndFormattedMessageAreRead() {
        logger.info("{} of {}", 1, "two");

        ILoggingEvent event = last();
        assertThat(reader.loggerName(event)).isEqualTo("shop.Checkout");
        assertThat(reader.threadName(event)).isEqualTo(Thread.currentThread().getName());
        assertThat(reader.message(event, new StringBuilder())).hasToString("1 of two");
        assertThat(reader.isRendered()).isFalse();
    }

    @Test
    void renderingReplacesTheMessage() {
        LogbackEventReader rendered = new LogbackEventReader(context, event -> "<" + event.getMessage() + ">");
        logger.info("text");

        assertThat(rendered.message(last(), new StringBuilder())).hasToString("<text>");
        assertThat(rendered.isRendered()).isTrue();
    }

    @Test
    void exceptionIsTheOneThatWasLogged() {
        IllegalStateException thrown = new IllegalStateException("no stock");
        logger.error("failed", thrown);

        assertThat(reader.throwable(last())).isSameAs(thrown);
        assertThat(reader.message(last(), new StringBuilder())).hasToString("failed");
    }

    @Test
    void exceptionOfAnotherJvmIsWrittenIntoTheText() throws Exception {
        logger.error("failed", new IllegalStateException("no stock", new IOException("disk")));
        ILoggingEvent received = serialized(last());

        assertThat(reader.throwable(received)).isNull();
        assertThat(reader.message(received, new StringBuilder()).toString())
                .startsWith("failed\njava.lang.IllegalStateException: no stock")
                .contains("LogbackEventReaderTest.exceptionOfAnotherJvmIsWrittenIntoTheText")
                .contains("Caused by: java.io.IOException: disk");
    }

    @Test
    void mdcIsPassedEntryByEntry() {
        mdc.put("requestId", "r-1");
        mdc.put("user", "ada");
        logger.info("m");

        assertThat(mdcOf(last())).containsOnly(Map.entry("requestId", "r-1"), Map.entry("user", "ada"));
    }

    @Test
    void mdcHasOneIdentityUntilItChanges() {
        mdc.put("requestId", "r-1");
        Object first = identityOfNext();
        assertThat(first).isNotNull().isSameAs(identityOfNext());

        mdc.put("requestId", "r-2");
        Object second = identityOfNext();
        assertThat(second).isNotNull().isNotSameAs(first).isSameAs(identityOfNext());

        mdc.remove("requestId");
        assertThat(identityOfNext()).isNotNull().isNotSameAs(second);
        mdc.clear();
        assertThat(identityOfNext()).isNotNull().isSameAs(identityOfNext());
    }

    @Test
    void mapThatMayChangeUnderItsIdentityHasNone() throws Exception {
        mdc.put("requestId", "r-1");
        LoggingEvent made = new LoggingEvent("fqcn", logger, Level.INFO, "m", null, null);
        made.setMDCPropertyMap(new LinkedHashMap<>(Map.of("user", "ada")));
        assertThat(reader.mdcIdentity(made)).isNull();

        logger.info("m");
        assertThat(reader.mdcIdentity(last())).isNotNull();
        assertThat(reader.mdcIdentity(serialized(last()))).isNull();
        context.setMDCAdapter(new LogbackMDCAdapter() {});
        assertThat(reader.mdcIdentity(last()))
                .as("an adapter of the application's")
                .isNull();
        assertThat(new LogbackEventReader(new LoggerContext(), null).mdcIdentity(last()))
                .isNull();
    }

    private Object identityOfNext() {
        logger.info("m");
        return reader.mdcIdentity(last());
    }

    @Test
    void contextWithoutMdcAdapterHasNoMdc() {
        LoggerContext bare = new LoggerContext();
        LoggingEvent event = new LoggingEvent("fqcn", bare.getLogger("a"), Level.INFO, "m", null, null);
        Map<String, Object> seen = new LinkedHashMap<>();

        new LogbackEventReader(bare, null).mdc(event, seen::put);

        assertThat(seen).isEmpty();
    }

    @Test
    void keyValuesKeepTheirOrderAndType() {
        logger.atInfo()
                .addKeyValue("item", 42)
                .addKeyValue("note", (Object) null)
                .log("m");
        List<String> seen = new ArrayList<>();

        reader.keyValues(last(), (key, value) -> seen.add(key + "=" + value));

        assertThat(seen).containsExactly("item=42", "note=null");
    }

    @Test
    void eventWithNothingExtraPassesNothing() {
        logger.info("m");

        assertThat(mdcOf(last())).isEmpty();
        assertThat(markersOf(last())).isEmpty();
        reader.keyValues(last(), (key, value) -> assertThat(key).as("no pair").isNull());
        assertThat(reader.throwable(last())).isNull();
    }

    @Test
    void everyMarkerIsNamedOnceThoughItIsReferredToTwice() {
        Marker audit = markers.getMarker("AUDIT");
        Marker money = markers.getMarker("MONEY");
        Marker refund = markers.getMarker("REFUND");
        refund.add(money);
        money.add(audit);
        refund.add(audit);

        logger.atInfo().addMarker(refund).addMarker(audit).log("m");

        assertThat(markersOf(last())).containsExactly("REFUND", "MONEY", "AUDIT");
    }

    @Test
    void circleOfMarkersEnds() {
        Marker a = new OpenMarker("A");
        Marker b = new OpenMarker("B");
        a.add(b);
        b.add(a);
        logger.info(a, "m");

        assertThat(markersOf(last())).containsExactly("A", "B");
    }

    @Test
    void singleMarkerIsNamed() {
        logger.info(markers.getMarker("AUDIT"), "m");

        assertThat(markersOf(last())).containsExactly("AUDIT");
    }

    @Test
    void callerIsWhereTheEventWasLogged() {
        List<StackTraceElement> callers = new ArrayList<>();
        events.addFilter(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                callers.add(reader.caller(event));
                return FilterReply.NEUTRAL;
            }
        });

        logger.info("m");

        assertThat(callers).singleElement().satisfies(caller -> {
            assertThat(caller.getClassName()).isEqualTo(LogbackEventReaderTest.class.getName());
            assertThat(caller.getMethodName()).isEqualTo("callerIsWhereTheEventWasLogged");
        });
    }

    @Test
    void unknownCallerIsNull() {
        LoggingEvent event = event();
        event.setCallerData(new StackTraceElement[0]);

        assertThat(reader.caller(event)).isNull();
    }

    private LoggingEvent event() {
        return new LoggingEvent("fqcn", logger, Level.INFO, "m", null, null);
    }

    private ILoggingEvent last() {
        return events.list.get(events.list.size() - 1);
    }

    private Map<String, Object> mdcOf(ILoggingEvent event) {
        Map<String, Object> seen = new LinkedHashMap<>();
        reader.mdc(event, seen::put);
        return seen;
    }

    private List<String> markersOf(ILoggingEvent event) {
        List<String> seen = new ArrayList<>();
        reader.markers(event, seen::add);
        return seen;
    }

    private static ILoggingEvent serialized(ILoggingEvent event) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(LoggingEventVO.build(event));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ILoggingEvent) in.readObject();
        }
    }
}
