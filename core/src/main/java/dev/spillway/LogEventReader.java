package dev.spillway;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads {@link LogEvent}s, on the thread that logs them. */
final class LogEventReader implements EventReader<LogEvent> {
    @Override
    public Severity severity(LogEvent event) {
        return event.severity();
    }

    @Override
    public long epochMicros(LogEvent event) {
        Instant time = event.time();
        return time.getEpochSecond() * 1_000_000L + time.getNano() / 1_000;
    }

    @Override
    public @Nullable String loggerName(LogEvent event) {
        return event.logger();
    }

    @Override
    public String threadName(LogEvent event) {
        return Thread.currentThread().getName();
    }

    @Override
    public CharSequence message(LogEvent event, StringBuilder scratch) {
        return event.message();
    }

    @Override
    public @Nullable Throwable throwable(LogEvent event) {
        return event.throwable();
    }

    @Override
    public void keyValues(LogEvent event, BiConsumer<? super String, ? super @Nullable Object> sink) {
        for (Map.Entry<String, ?> field : event.fields().entrySet()) {
            sink.accept(field.getKey(), field.getValue());
        }
    }
}
