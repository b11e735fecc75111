package dev.spillway.examples.album.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this JVM in order when its standard input ends.
 *
 * <p>The launcher holds the other end of that pipe and never writes to it, so the end comes when the launcher is gone,
 * even if it was killed.
 */
public final class StdinWatch {

    private StdinWatch() {}

    /** Starts the watch on a daemon thread of its own. */
    public static void start() {
        Thread watch = new Thread(() -> endWith(System.in), "stdin-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void endWith(InputStream stdin) {
        try {
            stdin.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A standard input that cannot be read has ended too.
            System.exit(0);
        }
        System.exit(0);
    }
}
