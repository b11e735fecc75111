package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spillway.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordReaderTest {
    private final RecordReader reader = new RecordReader(RecordText.OF_CORE);

    @ParameterizedTest
    @CsvSource({
        "SEVERE, ERROR",
        "WARNING, WARNING",
        "INFO, INFO",
        "CONFIG, INFO",
        "FINE, DEBUG",
        "FINER, DEBUG",
        "FINEST, DEBUG",
        "1100, ALERT",
        "1099, ERROR",
        "950, WARNING",
        "899, INFO",
        "700, INFO",
        "699, DEBUG",
        "-5, DEBUG",
    })
    void levelBecomesSeverity(String level, Severity severity) {
        assertThat(reader.severity(new LogRecord(Level.parse(level), "m"))).isEqualTo(severity);
    }

    @Test
    void timeIsInMicroseconds() {
        LogRecord record = record("m");
        record.setInstant(Instant.parse("2026-11-22T10:00:00.123456789Z"));

        assertThat(reader.epochMicros(record)).isEqualTo(1_795_341_600_123_456L);
    }

    @Test
    void threadIsNamedIfItIsTheOneThatPublishesElseNumbered() {
        LogRecord record = record("m");
        assertThat(reader.threadName(record)).isEqualTo(Thread.currentThread().getName());

        record.setLongThreadID(4_711);
        assertThat(reader.threadName(record)).isEqualTo("#4711");
    }

    @ParameterizedTest
    @CsvSource({
        "'{0} of {1}', 3 of x",
        "'it''''s {0}', it's 3",
        "no parameter, no parameter",
        "'{name} of {', '{name} of {'",
        "'{0} of {', '{0} of {'",
    })
    void parametersAreFormattedAsByAnyFormatter(String message, String text) {
        LogRecord record = record(message);
        record.setParameters(new Object[] {3, "x"});

        assertThat(reader.message(record, new StringBuilder()))
                .hasToString(text)
                .hasToString(new Plain().formatMessage(record));
    }

    @Test
    void messageWithoutParametersIsTakenAsItIs() {
        assertThat(reader.message(record("it's {0}"), new StringBuilder())).hasToString("it's {0}");
    }

    @Test
    void recordWithoutMessageHasAnEmptyOne() {
        LogRecord record = record(null);
        record.setResourceBundle(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[0][];
            }
        });

        assertThat(reader.message(record, new StringBuilder())).hasToString("");
    }

    @Test
    void formatterWritesTheWholeText() {
        RecordReader rendered = new RecordReader(RecordText.of(new Plain(), failure -> {}));

        assertThat(rendered.isRendered()).isTrue();
        assertThat(rendered.message(record("text"), new StringBuilder())).hasToString("<text>");
        assertThat(reader.isRendered()).isFalse();
    }

    @Test
    void whatFormatterThrowsIsToldAndThrown() {
        List<Throwable> told = new ArrayList<>();
        Formatter failing = new Formatter() {
            @Override
            public String format(LogRecord record) {
                throw new IllegalStateException("no text");
            }
        };
        RecordReader rendered = new RecordReader(RecordText.of(failing, told::add));

        assertThatIllegalStateException().isThrownBy(() -> rendered.message(record("m"), new StringBuilder()));
        assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void callerIsWhatTheRecordSays() {
        LogRecord record = record("m");
        record.setSourceClassName("shop.Checkout");
        record.setSourceMethodName("sell");
        assertThat(reader.caller(record)).hasToString("shop.Checkout.sell(Unknown Source)");

        record.setSourceMethodName(null);
        assertThat(reader.caller(record)).hasToString("shop.Checkout.(Unknown Source)");

        record.setSourceClassName(null);
        assertThat(reader.caller(record)).isNull();
    }

    private static LogRecord record(String message) {
        return new LogRecord(Level.INFO, message);
    }

    private static final class Plain extends Formatter {
        @Override
        public String format(LogRecord record) {
            return "<" + formatMessage(record) + ">";
        }
    }
}
