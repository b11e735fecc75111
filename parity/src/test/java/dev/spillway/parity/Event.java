package dev.spillway.parity;

import dev.spillway.Severity;
import java.time.Instant;
import java.util.Map;

/**
 * What an application logs, in words that all frameworks have.
 *
 * @param severity one that all of them have: error, warning, info or debug
 * @param time when, in whole microseconds
 * @param logger who says it
 * @param message what, with {@code {}} for the parameter
 * @param parameter the parameter; null for none
 * @param throwable the exception; null for none
 * @param context an entry of the diagnostic context, where there is one; or empty
 */
record Event(
        Severity severity,
        Instant time,
        String logger,
        String message,
        Object parameter,
        Throwable throwable,
        Map<String, String> context) {
    Event(Severity severity, Instant time, String logger, String message) {
        this(severity, time, logger, message, null, null, Map.of());
    }

    /** The message with its parameter. */
    String text() {
        return parameter == null ? message : message.replace("{}", parameter.toString());
    }
}
