package dev.spillway.log4j2;

import dev.spillway.EventReader;
import dev.spillway.Severity;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext.ContextStack;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.ThrowableProxy;
import org.apache.logging.log4j.core.time.Instant;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.util.ReadOnlyStringMap;
import org.apache.logging.log4j.util.StringBuilderFormattable;
import org.apache.logging.log4j.util.TriConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Log4j's events where they are, reused ones included: nothing of an event is kept. Makes no object on the steady
 * path; safe for use by many threads.
 */
final class Log4jEventReader implements EventReader<LogEvent> {
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** The name under which the thread context's stack is sent. */
    private static final String STACK = "ndc";

    /** Log4j passes the sink through, so that no object has to hold it. */
    private static final TriConsumer<String, @Nullable Object, BiConsumer<? super String, ? super @Nullable Object>>
            TO_SINK = (key, value, sink) -> sink.accept(key, value);

    private final @Nullable TextRendering rendering;

    /** @param rendering writes the whole text of an event; null to leave that to core */
    Log4jEventReader(@Nullable TextRendering rendering) {
        this.rendering = rendering;
    }

    /**
     * As Log4j's own syslog appender has it, but for levels of the application's own: one between FATAL and ERROR is
     * critical, one between WARN and INFO a notice.
     */
    @Override
    public Severity severity(LogEvent event) {
        int level = event.getLevel().intLevel();
        if (level >= Level.INFO.intLevel()) {
            return level < Level.DEBUG.intLevel() ? Severity.INFO : Severity.DEBUG;
        }
        if (level >= Level.WARN.intLevel()) {
            return level == Level.WARN.intLevel() ? Severity.WARNING : Severity.NOTICE;
        }
        if (level > Level.FATAL.intLevel()) {
            return level < Level.ERROR.intLevel() ? Severity.CRITICAL : Severity.ERROR;
        }
        return level > Level.OFF.intLevel() ? Severity.ALERT : Severity.EMERGENCY;
    }

    @Override
    public long epochMicros(LogEvent event) {
        Instant instant = event.getInstant();
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNanoOfSecond() / 1000;
    }

    @Override
    public @Nullable String loggerName(LogEvent event) {
        return event.getLoggerName();
    }

    @Override
    public @Nullable String threadName(LogEvent event) {
        return event.getThreadName();
    }

    @Override
    public @Nullable CharSequence message(LogEvent event, StringBuilder scratch) {
        if (rendering != null) {
            return rendering.render(event, scratch);
        }
        CharSequence text = text(event.getMessage(), scratch);
        return event.getThrown() == null ? withForeignTrace(text, event, scratch) : text;
    }

    /** An event that came from another JVM has left its exception there: all there is of it is a text. */
    @SuppressWarnings("deprecation") // Log4j 2 has no other way to ask for it.
    private static CharSequence withForeignTrace(CharSequence text, LogEvent event, StringBuilder scratch) {
        ThrowableProxy proxy = event.getThrownProxy();
        if (proxy == null) {
            return text;
        }
        if (text != scratch) {
            scratch.append(text);
        }
        return scratch.append('\n').append(proxy.getExtendedStackTraceAsString());
    }

    private static CharSequence text(@Nullable Message message, StringBuilder scratch) {
        if (message instanceof StringBuilderFormattable formattable) {
            formattable.formatTo(scratch);
            return scratch;
        }
        String text = message == null ? null : message.getFormattedMessage();
        return text == null ? "" : text;
    }

    @Override
    public boolean isRendered() {
        return rendering != null;
    }

    @Override
    public @Nullable Throwable throwable(LogEvent event) {
        return event.getThrown();
    }

    @Override
    public void mdc(LogEvent event, BiConsumer<? super String, ? super @Nullable Object> sink) {
        ReadOnlyStringMap map = event.getContextData();
        if (map != null && !map.isEmpty()) {
            map.forEach(TO_SINK, sink);
        }
        ContextStack stack = event.getContextStack();
        if (stack != null && stack.getDepth() > 0) {
            sink.accept(STACK, stack);
        }
    }

    @Override
    public void keyValues(LogEvent event, BiConsumer<? super String, ? super @Nullable Object> sink) {
        if (event.getMessage() instanceof MapMessage<?, ?> map) {
            map.forEach(TO_SINK, sink);
        }
    }

    @Override
    public void markers(LogEvent event, Consumer<? super String> sink) {
        Marker marker = event.getMarker();
        if (marker != null) {
            MarkerNames.forEach(marker, sink);
        }
    }

    @Override
    public @Nullable StackTraceElement caller(LogEvent event) {
        return event.getSource();
    }
}
