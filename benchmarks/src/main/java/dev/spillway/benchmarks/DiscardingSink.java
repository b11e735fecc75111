package dev.spillway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A TCP endpoint on loopback that reads and throws away, on one thread, one connection after the other. */
public final class DiscardingSink implements AutoCloseable {
    private static final int CHUNK = 256 * 1024;
    private static final long JOIN_MILLIS = 5_000;

    private final ServerSocketChannel server;
    private final Thread thread;

    /** Listens on a free port. */
    public DiscardingSink() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread = new Thread(this::run, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens, as an engine's {@code destination}. */
    public String destination() throws IOException {
        InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
        return "syslog+tcp://127.0.0.1:" + address.getPort();
    }

    private void run() {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        try {
            while (server.isOpen()) {
                try (SocketChannel connection = server.accept()) {
                    while (connection.read(chunk) >= 0) {
                        chunk.clear();
                    }
                }
            }
        } catch (AsynchronousCloseException e) {
            // The end of the benchmark.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
