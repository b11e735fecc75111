package dev.spillway.jul;

import dev.spillway.Spillway;

/** Lends tests of other packages a handler's engine, whose books JMX no longer shows once it is closed. */
public final class HandlerEngine {
    private HandlerEngine() {}

    /** The engine of a handler that has started. */
    public static Spillway of(SpillwayHandler handler) {
        Spillway engine = handler.engine();
        if (engine == null) {
            throw new IllegalStateException("the handler has not started");
        }
        return engine;
    }
}
