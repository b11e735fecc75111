package org.springframework.boot.logging.logback;

import ch.qos.logback.classic.LoggerContext;

/** Ends a context as Spring Boot's own {@code LogbackLoggingSystem}, which is in this package, does. */
public final class BootsLoggingSystem {
    private BootsLoggingSystem() {}

    /** What comes before each configuration, the first one too. */
    public static void stopAndReset(LoggerContext context) {
        context.stop();
        context.reset();
    }
}
