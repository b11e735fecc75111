package dev.spillway.internal.transport.http;

import org.jspecify.annotations.Nullable;

/** A request that is under way, or over. */
public interface Exchange {

    /** Whether a connection was found for it. */
    boolean isConnected();

    /** What it came to; null as long as it is under way. */
    @Nullable HttpAnswer answer();

    /** Gives it up. */
    void cancel();
}
