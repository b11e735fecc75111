package dev.spillway.examples.album.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher is to start.
 *
 * @param bind the address on which the album listens
 * @param port the album's
 * @param data where the album keeps its pictures; null: with the demo, and gone with it
 * @param destination where the album ships to instead of to a collector of the demo's; empty: to a collector
 * @param spillDirectory where the album's log events wait on disk; empty: with the demo, and gone with it
 * @param color whether the outputs go to a terminal that shows colours
 */
public record DemoSettings(
        String bind,
        int port,
        @Nullable Path data,
        Collector collector,
        String destination,
        String spillDirectory,
        boolean color) {

    /**
     * The collector.
     *
     * @param jar null: where this build puts it
     * @param httpPort the page's
     */
    public record Collector(@Nullable Path jar, int httpPort, int tlsPort, int tcpPort, int udpPort) {}

    boolean shipsElsewhere() {
        return !destination.isBlank();
    }
}
