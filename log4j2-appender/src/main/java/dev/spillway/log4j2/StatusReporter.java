package dev.spillway.log4j2;

import dev.spillway.Reporter;
import org.apache.logging.log4j.Logger;

/** Passes on what the engine reports to Log4j's status messages. Safe for use by many threads. */
final class StatusReporter implements Reporter {
    private final Logger status;
    private final String appender;

    /** @param appender its name, for those who read the messages */
    StatusReporter(Logger status, String appender) {
        this.status = status;
        this.appender = appender;
    }

    @Override
    public void info(String message) {
        status.info("Spillway appender {}: {}", appender, message);
    }

    @Override
    public void warn(String message) {
        status.warn("Spillway appender {}: {}", appender, message);
    }

    @Override
    public void error(String message) {
        status.error("Spillway appender {}: {}", appender, message);
    }
}
