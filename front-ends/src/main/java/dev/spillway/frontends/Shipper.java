package dev.spillway.frontends;

import dev.spillway.Spillway;
import dev.spillway.SpillwayStats;
import java.util.List;

/** An engine that ships what is logged, however it was configured. Safe for use by many threads, but for its end. */
public interface Shipper extends AutoCloseable {
    /** Logs at the level INFO. */
    void log(String message);

    /** What its owner was warned of, without what is told of options at the start. */
    List<String> warnings();

    /** The engine, also after its end. */
    Spillway engine();

    /** The books. */
    default SpillwayStats stats() {
        return engine().stats();
    }

    /** Ends it as its framework does, without an exception. */
    @Override
    void close();
}
