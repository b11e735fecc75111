package dev.spillway.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A port that can be closed and opened again while a server waits in {@link #accept()}, and that knows the accepted
 * sockets: what lies under TLS and HTTP is the only place from which to reset a connection.
 */
final class ReopeningServerSocket extends ServerSocket {
    private static final int BACKLOG = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by lock.
    private final List<Socket> accepted = new ArrayList<>();
    private @Nullable ServerSocket listening;
    private @Nullable InetSocketAddress address;
    private @Nullable ReservedPort reserved;
    private boolean accepting;
    private boolean closed;

    ReopeningServerSocket() throws IOException {
        super();
    }

    @Override
    public void bind(SocketAddress wanted, int backlog) throws IOException {
        lock.lock();
        try {
            ServerSocket opened = open(wanted);
            listening = opened;
            address = (InetSocketAddress) opened.getLocalSocketAddress();
        } finally {
            lock.unlock();
        }
    }

    private static ServerSocket open(SocketAddress wanted) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(wanted, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    @Override
    public int getLocalPort() {
        lock.lock();
        try {
            return address == null ? -1 : address.getPort();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Socket accept() throws IOException {
        while (true) {
            ServerSocket open = awaitOpen();
            try {
                Socket socket = open.accept();
                keep(socket);
                return socket;
            } catch (SocketException e) {
                if (!open.isClosed()) {
                    throw e;
                }
            } finally {
                left();
            }
        }
    }

    private ServerSocket awaitOpen() throws SocketException {
        lock.lock();
        try {
            while (listening == null && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed || listening == null) {
                throw new SocketException("the endpoint is closed");
            }
            accepting = true;
            return listening;
        } finally {
            lock.unlock();
        }
    }

    private void left() {
        lock.lock();
        try {
            accepting = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keep(Socket socket) throws IOException {
        lock.lock();
        try {
            if (closed) {
                socket.close();
            }
            accepted.add(socket);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The socket of a connection, in the order of their acceptance, from 0. */
    Socket connection(int index) {
        lock.lock();
        try {
            return accepted.get(index);
        } finally {
            lock.unlock();
        }
    }

    /** All sockets that were accepted. */
    List<Socket> connections() {
        lock.lock();
        try {
            return List.copyOf(accepted);
        } finally {
            lock.unlock();
        }
    }

    /** Waits, and returns whether so many were accepted. */
    boolean await(int wanted, Duration atMost) {
        return BoundedWait.until(() -> accepted.size() >= wanted, lock, changed, atMost);
    }

    /** Closes the port and leaves the accepted sockets alone. */
    void refuse() throws IOException {
        lock.lock();
        try {
            if (listening != null) {
                listening.close();
                listening = null;
            }
            // The kernel keeps a port open as long as a thread sleeps in its accept, closed or not.
            while (accepting) {
                changed.awaitUninterruptibly();
            }
            if (!closed && listening == null && reserved == null && address != null) {
                reserved = ReservedPort.take(address);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Opens the port again, if it isn't open. */
    void reopen() throws IOException {
        lock.lock();
        try {
            if (closed || address == null) {
                throw new IllegalStateException("the endpoint is closed");
            }
            if (listening == null) {
                release();
                listening = open(address);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void release() throws IOException {
        if (reserved != null) {
            reserved.close();
            reserved = null;
        }
    }

    /** Closes the port for good. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            release();
            refuse();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        super.close();
    }

    /** Closes a socket such that the peer sees RST. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already, which is all that was wanted.
        }
    }

    /** Sends FIN and leaves the other direction open. */
    static void halfClose(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            // It is closed already, and the peer knows.
        }
    }

    /** Closes a socket such that the peer sees FIN. */
    static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more can be done to it.
        }
    }
}
