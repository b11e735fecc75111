package dev.spillway.acceptance;

import dev.spillway.SpillwayStats;
import java.util.List;

/** An engine that ships what is logged, however it was configured. */
interface Shipper extends AutoCloseable {
    void log(String message);

    /** What its owner was warned of, without what is told of options at the start. */
    List<String> warnings();

    /** The books. */
    SpillwayStats stats();

    /** Ends it without an exception. */
    @Override
    void close();
}
