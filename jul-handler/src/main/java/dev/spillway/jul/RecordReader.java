package dev.spillway.jul;

import dev.spillway.EventReader;
import dev.spillway.Severity;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** Reads log records where they are. Makes no object on the steady path; safe for use by many threads. */
sealed class RecordReader implements EventReader<LogRecord> permits ExtRecordReader {
    private static final long MICROS_PER_SECOND = 1_000_000;
    /** {@code FATAL} of JBoss LogManager. */
    private static final int FATAL = 1_100;

    private static final int SEVERE = Level.SEVERE.intValue();
    private static final int WARNING = Level.WARNING.intValue();
    private static final int CONFIG = Level.CONFIG.intValue();
    private static final MessageText MESSAGE_TEXT = new MessageText();

    private final RecordText text;

    /** @param text what writes the text of a record */
    RecordReader(RecordText text) {
        this.text = text;
    }

    /** Other levels go with the next lower one of these. */
    @Override
    public Severity severity(LogRecord record) {
        int level = record.getLevel().intValue();
        if (level >= SEVERE) {
            return level >= FATAL ? Severity.ALERT : Severity.ERROR;
        }
        if (level >= WARNING) {
            return Severity.WARNING;
        }
        return level >= CONFIG ? Severity.INFO : Severity.DEBUG;
    }

    @Override
    public long epochMicros(LogRecord record) {
        Instant instant = record.getInstant();
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1000;
    }

    @Override
    public @Nullable String loggerName(LogRecord record) {
        return record.getLoggerName();
    }

    /** A record only knows its thread's number, for which the current thread is the only one that is cheap to ask. */
    @Override
    public String threadName(LogRecord record) {
        Thread current = Thread.currentThread();
        long id = record.getLongThreadID();
        return current.getId() == id ? current.getName() : "#" + id;
    }

    @Override
    public @Nullable CharSequence message(LogRecord record, StringBuilder scratch) {
        if (isRendered()) {
            return text.of(record);
        }
        // A resource bundle cannot be asked for null, and would throw.
        return record.getMessage() == null ? "" : plainText(record);
    }

    /** The message of a record that has one, in the language of its bundle, with its parameters. */
    @Nullable String plainText(LogRecord record) {
        return MESSAGE_TEXT.formatMessage(record);
    }

    @Override
    public final boolean isRendered() {
        return !text.isOfCore();
    }

    @Override
    public @Nullable Throwable throwable(LogRecord record) {
        return record.getThrown();
    }

    @Override
    public @Nullable StackTraceElement caller(LogRecord record) {
        String className = record.getSourceClassName();
        String method = record.getSourceMethodName();
        return className == null ? null : new StackTraceElement(className, method == null ? "" : method, null, -1);
    }

    /** For what all formatters inherit: resource bundles and parameters. */
    private static final class MessageText extends Formatter {
        @Override
        public String format(LogRecord record) {
            return formatMessage(record);
        }
    }
}
