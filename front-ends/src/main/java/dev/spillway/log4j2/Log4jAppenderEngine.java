package dev.spillway.log4j2;

import dev.spillway.Spillway;
import org.apache.logging.log4j.core.Appender;

/** Lends tests of other packages an appender's engine, whose books JMX no longer shows once it is closed. */
public final class Log4jAppenderEngine {
    private Log4jAppenderEngine() {}

    /** The engine of a started appender. */
    public static Spillway of(Appender appender) {
        Spillway engine = ((SpillwayAppender) appender).engine();
        if (engine == null) {
            throw new IllegalStateException("the appender has not started");
        }
        return engine;
    }
}
