package dev.spillway.examples.collector.intake;

import java.io.IOException;
import java.util.List;

/** Keeps what was received. Called by many threads. */
@FunctionalInterface
public interface EventStore {

    /**
     * Keeps the events, in order. When this returns they survive the end of the process, and only then may their
     * sender learn that they were read. May wait, which holds that sender back.
     *
     * @throws IOException if they could not be kept; then none was, and trying again is right
     */
    void keep(List<ReceivedEvent> events) throws IOException;
}
