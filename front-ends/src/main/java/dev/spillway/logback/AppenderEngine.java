package dev.spillway.logback;

import dev.spillway.Spillway;

/** Lends tests of other packages an appender's engine, whose books JMX no longer shows once it is closed. */
public final class AppenderEngine {
    private AppenderEngine() {}

    /** The engine of a started appender. */
    public static Spillway of(SpillwayAppender appender) {
        Spillway engine = appender.engine();
        if (engine == null) {
            throw new IllegalStateException("the appender has not started");
        }
        return engine;
    }
}
