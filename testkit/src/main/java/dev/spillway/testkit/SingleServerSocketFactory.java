package dev.spillway.testkit;

import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** Hands one socket, which is not bound yet, to a server that wants to make its own. */
final class SingleServerSocketFactory extends ServerSocketFactory {
    private final ServerSocket socket;

    SingleServerSocketFactory(ServerSocket socket) {
        this.socket = socket;
    }

    @Override
    public ServerSocket createServerSocket() {
        return socket;
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address) {
        throw new UnsupportedOperationException();
    }
}
