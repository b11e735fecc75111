package dev.spillway;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * An engine that ships events to an endpoint: {@code log} encodes an event and puts its bytes into a bounded buffer,
 * and the engine's own thread sends them. Made by {@link #builder()}, ended by {@link #close()}.
 *
 * <p>Safe for use by many threads at once, platform or virtual.
 */
public final class Spillway implements AutoCloseable {
    private final LongAdder accepted = new LongAdder();

    Spillway(Settings settings, String name, Reporter reporter) {
        reporter.info(name + settings);
    }

    /** Starts the description of an engine. */
    public static SpillwayBuilder builder() {
        return new SpillwayBuilder();
    }

    /**
     * Ships an event of a logging framework. Never throws, and never waits unless {@code overflow=block}.
     *
     * @param reader how to read it
     * @param event what was logged; not kept after this returns
     */
    public <E> void log(EventReader<E> reader, E event) {
        accepted.increment();
    }

    /** Ships an event. Never throws, and never waits unless {@code overflow=block}. */
    public void log(LogEvent event) {
        accepted.increment();
    }

    /**
     * Waits until every event that was logged before this call is delivered or dropped.
     *
     * @param timeout how long to wait at most
     * @return whether that happened within the timeout
     */
    public boolean flush(Duration timeout) throws InterruptedException {
        return timeout.isZero();
    }

    /** The books and the state of the connection, now. */
    public SpillwayStats stats() {
        throw new UnsupportedOperationException();
    }

    /**
     * Stops this engine as a reconfiguration does: it takes no more events and goes on sending those it has, while a
     * successor with the same name and options may take it over through {@link SpillwayBuilder#resumeOrBuild()} within
     * 2 s. Otherwise it closes itself in the background. Returns at once.
     */
    public void park() {}

    /**
     * Sends what waits, closes the connection in order and ends the engine's threads, within {@code shutdownTimeout} in
     * all. What could not be sent by then is dropped and counted. Further calls do nothing.
     */
    @Override
    public void close() {}
}
