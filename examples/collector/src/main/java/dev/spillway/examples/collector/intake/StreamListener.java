package dev.spillway.examples.collector.intake;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One port that takes connections, TLS or plain by the kind of its server socket. A thread accepts, and each
 * connection has a thread, so that no sender waits for another.
 */
public final class StreamListener implements AutoCloseable {

    private static final long PAUSE_AFTER_FAILURE_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration GRACE = Duration.ofMillis(300);

    private final String name;
    private final ServerSocket server;
    private final Intake intake;
    private final Map<StreamConnection, Thread> connections = new ConcurrentHashMap<>();
    private final Thread acceptor;
    private volatile boolean closing;

    private StreamListener(String name, ServerSocket server, Intake intake) {
        this.name = name;
        this.server = server;
        this.intake = intake;
        this.acceptor = new Thread(this::acceptAll, "collector-" + name);
    }

    /** Starts to take connections from a bound socket, which belongs to the listener from here on. */
    public static StreamListener start(String name, ServerSocket server, Intake intake) {
        StreamListener listener = new StreamListener(name, server, intake);
        listener.acceptor.start();
        return listener;
    }

    /** Port that it is bound to. */
    public int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        while (!closing) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (!closing) {
                    intake.notices().tell(name + ": no connection can be taken (" + e.getMessage() + "), trying on.");
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        if (connections.size() >= intake.limits().connections()) {
            intake.notices()
                    .tell(name + ": " + intake.limits().connections()
                            + " connections are open, which is the limit; one more was closed.");
            socket.close();
            return;
        }
        StreamConnection connection = new StreamConnection(name, socket, intake);
        Thread thread = new Thread(
                () -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(connection);
                    }
                },
                "collector-" + name + "-connection");
        thread.setUncaughtExceptionHandler(
                (t, e) -> intake.notices().tell(name + ": a connection ended by an error of the collector: " + e));
        connections.put(connection, thread);
        thread.start();
    }

    /** Takes no more connections, ends the open ones in order and after 300 ms by force. */
    @Override
    public void close() {
        closing = true;
        try {
            server.close();
        } catch (IOException e) {
            intake.notices().tell(name + ": the port could not be closed (" + e.getMessage() + ").");
        }
        long deadline = System.nanoTime() + GRACE.toNanos();
        joinUntil(deadline, acceptor);
        connections.keySet().forEach(StreamConnection::endInOrder);
        connections.values().forEach(thread -> joinUntil(deadline, thread));
        connections.keySet().forEach(StreamConnection::abort);
    }

    private static void joinUntil(long deadline, Thread thread) {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
            return;
        }
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
