package dev.spillway;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event of an application that logs without a framework.
 *
 * @param severity how urgent it is
 * @param time when it happened
 * @param logger who says it, such as a class name; null for nobody
 * @param message what happened
 * @param throwable the exception to go with it, whose stack trace is appended; null for none
 * @param fields values that go into structured data beside the text; copied
 */
public record LogEvent(
        Severity severity,
        Instant time,
        @Nullable String logger,
        String message,
        @Nullable Throwable throwable,
        Map<String, ?> fields) {

    public LogEvent {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(message, "message");
        fields = Map.copyOf(fields);
    }

    /** An event that happens now, without an exception and without fields. */
    public static LogEvent of(Severity severity, String logger, String message) {
        return new LogEvent(severity, Instant.now(), logger, message, null, Map.of());
    }
}
