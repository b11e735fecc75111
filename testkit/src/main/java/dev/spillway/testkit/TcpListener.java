package dev.spillway.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Accepts connections on a loopback port until it is closed. */
final class TcpListener implements Listener {
    /** Takes an accepted connection. */
    interface Acceptor {
        void accepted(SocketChannel channel) throws IOException;
    }

    private static final int BACKLOG = 1024;

    private final ServerSocketChannel server;
    private final int port;
    private final Thread thread;

    TcpListener(InetSocketAddress address, int receiveBufferBytes, EndpointThreads threads, Acceptor acceptor)
            throws IOException {
        server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (receiveBufferBytes > 0) {
                // Before the bind: accepted sockets inherit it, and the window is negotiated at their handshake.
                server.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
            }
            server.bind(address, BACKLOG);
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException e) {
            server.close();
            throw e;
        }
        thread = threads.start("accept-" + port, () -> acceptAll(acceptor));
    }

    private void acceptAll(Acceptor acceptor) throws IOException {
        while (server.isOpen()) {
            try {
                acceptor.accepted(server.accept());
            } catch (ClosedChannelException e) {
                return;
            }
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void pauseChanged() {
        // The kernel accepts for a stalled server too, so there is nothing to stop here.
    }

    @Override
    public void close() throws IOException {
        server.close();
        EndpointThreads.join(thread);
    }
}
