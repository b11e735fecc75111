package dev.spillway.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.spillway.EventReader;
import dev.spillway.Severity;
import dev.spillway.TextOutput;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.spi.MDCAdapter;

/** Reads Logback's events where they are. Makes no object on the steady path; safe for use by many threads. */
final class LogbackEventReader implements EventReader<ILoggingEvent> {
    private static final long MICROS_PER_SECOND = 1_000_000;
    /** What Logback gives to events without a context. */
    private static final Map<String, String> NONE = Collections.emptyMap();

    private final LoggerContext context;
    private final @Nullable Function<ILoggingEvent, String> rendering;
    private final MessageTemplates templates = new MessageTemplates();

    /**
     * @param context where the events come from
     * @param rendering writes the whole text of an event; null to leave that to core
     */
    LogbackEventReader(LoggerContext context, @Nullable Function<ILoggingEvent, String> rendering) {
        this.context = context;
        this.rendering = rendering;
    }

    @Override
    public Severity severity(ILoggingEvent event) {
        int level = event.getLevel().toInt();
        if (level >= Level.ERROR_INT) {
            return Severity.ERROR;
        }
        if (level >= Level.WARN_INT) {
            return Severity.WARNING;
        }
        return level >= Level.INFO_INT ? Severity.INFO : Severity.DEBUG;
    }

    @Override
    public long epochMicros(ILoggingEvent event) {
        Instant instant = event.getInstant();
        if (instant == null) {
            return event.getTimeStamp() * 1000;
        }
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1000;
    }

    @Override
    public @Nullable String loggerName(ILoggingEvent event) {
        return event.getLoggerName();
    }

    @Override
    public @Nullable String threadName(ILoggingEvent event) {
        return event.getThreadName();
    }

    @Override
    public @Nullable CharSequence message(ILoggingEvent event, StringBuilder scratch) {
        if (rendering != null) {
            return rendering.apply(event);
        }
        String message = event.getFormattedMessage();
        IThrowableProxy proxy = event.getThrowableProxy();
        if (proxy == null || throwableOf(proxy) != null) {
            return message;
        }
        // The event came from another JVM, where its exception stayed: all there is of it is this text.
        return scratch.append(message).append('\n').append(ThrowableProxyUtil.asString(proxy));
    }

    @Override
    public boolean writeMessage(ILoggingEvent event, TextOutput output) {
        String template = event.getMessage();
        Object[] arguments = event.getArgumentArray();
        if (template == null || arguments == null || event.getClass() != LoggingEvent.class || !isOfThisThread(event)) {
            return false;
        }
        IThrowableProxy proxy = event.getThrowableProxy();
        if (proxy != null && throwableOf(proxy) == null) {
            return false;
        }
        MessageTemplate known = templates.get(template);
        return known != null && known.write(arguments, output);
    }

    /**
     * Whether no other thread logged the event; it formatted the message, and the application may have filled the array
     * of arguments anew since. A thread without a name counts as another one, as the event has one for it.
     */
    private static boolean isOfThisThread(ILoggingEvent event) {
        return Thread.currentThread().getName().equals(event.getThreadName());
    }

    @Override
    public boolean isRendered() {
        return rendering != null;
    }

    @Override
    public @Nullable Throwable throwable(ILoggingEvent event) {
        IThrowableProxy proxy = event.getThrowableProxy();
        return proxy == null ? null : throwableOf(proxy);
    }

    private static @Nullable Throwable throwableOf(IThrowableProxy proxy) {
        return proxy instanceof ThrowableProxy local ? local.getThrowable() : null;
    }

    @Override
    public void mdc(ILoggingEvent event, BiConsumer<? super String, ? super @Nullable Object> sink) {
        // A context made by hand has no adapter until it is given one, and an event of it throws when asked for its
        // MDC.
        if (context.getMDCAdapter() == null) {
            return;
        }
        Map<String, String> mdc = event.getMDCPropertyMap();
        if (mdc != null && !mdc.isEmpty()) {
            mdc.forEach(sink);
        }
    }

    /** The map that Logback's own adapter gives to all events of a thread until the thread changes its context. */
    @Override
    public @Nullable Object mdcIdentity(ILoggingEvent event) {
        MDCAdapter adapter = context.getMDCAdapter();
        if (adapter == null || adapter.getClass() != LogbackMDCAdapter.class) {
            return null;
        }
        Map<String, String> mdc = event.getMDCPropertyMap();
        return mdc == NONE || mdc == ((LogbackMDCAdapter) adapter).getPropertyMap() ? mdc : null;
    }

    @Override
    public void keyValues(ILoggingEvent event, BiConsumer<? super String, ? super @Nullable Object> sink) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (int i = 0; i < pairs.size(); i++) {
            KeyValuePair pair = pairs.get(i);
            sink.accept(pair.key, pair.value);
        }
    }

    @Override
    public void markers(ILoggingEvent event, Consumer<? super String> sink) {
        List<Marker> markers = event.getMarkerList();
        if (markers != null) {
            MarkerNames.forEach(markers, sink);
        }
    }

    @Override
    public @Nullable StackTraceElement caller(ILoggingEvent event) {
        StackTraceElement[] frames = event.getCallerData();
        return frames == null || frames.length == 0 ? null : frames[0];
    }
}
