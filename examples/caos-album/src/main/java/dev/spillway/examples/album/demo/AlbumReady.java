package dev.spillway.examples.album.demo;

import java.util.Optional;

/** What the album says once it listens. */
public record AlbumReady(String page) {

    private static final String READY = "caos-album ready: ";

    static Optional<AlbumReady> parse(String line) {
        return line.startsWith(READY)
                ? Optional.of(new AlbumReady(line.substring(READY.length()).strip()))
                : Optional.empty();
    }

    /** Returns the line that says so. */
    public String line() {
        return READY + page;
    }
}
