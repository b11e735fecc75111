package dev.spillway.examples.album.web;

import dev.spillway.examples.album.store.Gallery;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The album's HTTP server: takes its port when opened, answers once started, until it is closed. */
public final class AlbumServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("album");
    private static final int MAX_THREADS = 24;
    private static final int MIN_THREADS = 4;
    private static final int IDLE_MILLIS = 30_000;
    private static final int STOP_MILLIS = 2_000;
    private static final int STOP_IDLE_MILLIS = 100;

    private final Server server;
    private final ServerConnector connector;

    /**
     * @param port 0 to 65535; 0 takes a free one
     * @param waitingRoom an existing directory for uploads that are still arriving
     * @param crash ends the process at once when a visitor wants that; null: there is no button for it
     */
    public AlbumServer(Gallery gallery, Path waitingRoom, String bind, int port, @Nullable Runnable crash) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, IDLE_MILLIS);
        threads.setName("http");
        server = new Server(threads);
        server.setStopTimeout(STOP_MILLIS);
        server.setHandler(new Answering(new AlbumSite(gallery, new Uploads(waitingRoom), crash)));
        server.setErrorHandler(Answering::refuse);
        server.setRequestLog(new AccessLog(System::nanoTime));
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(bind);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MILLIS);
        // Browsers keep connections open; at the end an idle one is not waited for.
        connector.setShutdownIdleTimeout(STOP_IDLE_MILLIS);
        server.addConnector(connector);
    }

    /** Takes the port, so that what comes before {@link #start} is not done for a server that cannot be. */
    public void open() throws IOException {
        connector.open();
    }

    /** Begins to answer. */
    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException("the HTTP server did not start", e);
        }
    }

    /** Returns the port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Takes no more requests and waits up to 2 s for those under way. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("requests under way were cut off after {} ms: {}", STOP_MILLIS, e.toString());
        }
    }
}
