package dev.spillway.examples.album;

import ch.qos.logback.classic.LoggerContext;
import dev.spillway.examples.album.store.DirectoryObjectStore;
import dev.spillway.examples.album.store.Gallery;
import dev.spillway.examples.album.store.ShippedPictures;
import dev.spillway.examples.album.store.TemporaryDirectory;
import dev.spillway.examples.album.web.AlbumServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running album: its store, its server, and an orderly end of both before the log is closed. */
final class AlbumProgram implements AutoCloseable {

    /** What a shell tells of a process that was aborted. */
    private static final int CRASHED = 134;

    private final Logger log = LoggerFactory.getLogger("album");

    // Guarded by this: a signal may end the program while it is still starting.
    private @Nullable AlbumServer server;
    private final Deque<TemporaryDirectory> temporary = new ArrayDeque<>();
    private boolean closed;

    /**
     * Starts the album.
     *
     * @param data where albums are kept; null: in a temporary directory that is deleted at the end
     * @param crashButton whether visitors may crash the process
     * @return the port that it listens on
     * @throws IOException with a sentence for the user when the port or the directory cannot be used
     */
    synchronized int start(String bind, int port, @Nullable Path data, boolean crashButton) throws IOException {
        Path root = data == null ? temporary(TemporaryDirectory.create("caos-album-")) : data;
        Gallery gallery = open(root);
        // Its dot keeps the directory apart from the store's keys.
        Path waitingRoom = temporary(TemporaryDirectory.renew(root.resolve(".arriving")));
        Runnable crash = crashButton ? () -> Runtime.getRuntime().halt(CRASHED) : null;
        AlbumServer starting = new AlbumServer(gallery, waitingRoom, bind, port, crash);
        try {
            starting.open();
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " on " + bind + " cannot be used (" + reason(e) + "); choose another with --port",
                    e);
        }
        server = starting;
        seed(gallery, data);
        starting.start();
        log.info("started on {} port {}, albums in {}", bind, starting.port(), where(data));
        return starting.port();
    }

    private Path temporary(TemporaryDirectory directory) {
        temporary.push(directory);
        return directory.path();
    }

    private static Gallery open(Path data) throws IOException {
        try {
            return new Gallery(new DirectoryObjectStore(data), Clock.systemUTC());
        } catch (IOException e) {
            throw new IOException("--data " + data + " cannot be used (" + e + "); name a directory of yours", e);
        }
    }

    private static void seed(Gallery gallery, @Nullable Path data) throws IOException {
        try {
            ShippedPictures.seed(gallery);
        } catch (IOException e) {
            throw new IOException("the first albums cannot be stored in " + where(data) + " (" + e + ")", e);
        }
    }

    private static String where(@Nullable Path data) {
        return data == null ? "a temporary directory" : data.toString();
    }

    private static String reason(Throwable error) {
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }

    /** Ends the album: no new request, then the last event, then the log, then the temporary files. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (server != null) {
            server.close();
            log.info("stopped");
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
        temporary.forEach(TemporaryDirectory::close);
    }
}
