package dev.spillway.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * The operating system's network, and the place where the pump waits: for sockets while one has something to do, and
 * otherwise parked, so that a logger can wake it without taking a lock. {@link #wake} may be called by any thread, the
 * rest by the pump's alone, {@link #resolve} excepted.
 */
public final class SocketNetwork implements Network, AutoCloseable {
    private static final long LARGEST_SEND_BUFFER = 256 * 1024;
    private static final long SMALLEST_SEND_BUFFER = 16 * 1024;
    /** Linux doubles what it is asked for, and the peer's kernel takes unread messages too. */
    private static final long SHARE_OF_WINDOW = 8;

    private final Selector selector;
    private final int sendBuffer;

    /**
     * @param replayWindow bytes that are sent again after a broken connection. Without receipts, what the kernel holds
     *     beyond them can be lost unread, so it gets a share of them only; with 0, nothing is sent again anyway
     * @throws IOException if the operating system gives no selector
     */
    public SocketNetwork(long replayWindow) throws IOException {
        selector = Selector.open();
        long share = Math.max(replayWindow / SHARE_OF_WINDOW, SMALLEST_SEND_BUFFER);
        sendBuffer = (int) (replayWindow == 0 ? LARGEST_SEND_BUFFER : Math.min(share, LARGEST_SEND_BUFFER));
    }

    @Override
    public InetAddress[] resolve(String host) throws IOException {
        return InetAddress.getAllByName(host);
    }

    @Override
    public Wire connectStream(InetSocketAddress address, boolean keepAlive) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, keepAlive);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, sendBuffer);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            channel.connect(address);
            return new SocketWire<>(channel, key);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Wire connectDatagrams(InetSocketAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.configureBlocking(false);
            channel.connect(address);
            return new SocketWire<>(channel, channel.register(selector, SelectionKey.OP_READ));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits until a socket has something to do, {@link #wake} is called, or the time is over. */
    public void awaitSockets(long nanos) throws IOException {
        selector.select(Math.max(1, nanos / 1_000_000));
        selector.selectedKeys().clear();
    }

    /** Lets sockets that were closed go, which the selector otherwise holds until it is next used. */
    public void letGo() throws IOException {
        selector.selectNow();
        selector.selectedKeys().clear();
    }

    /** Ends a wait of {@code pump} in {@link #awaitSockets} or in {@link LockSupport#parkNanos}, or its next one. */
    public void wake(Thread pump) {
        selector.wakeup();
        LockSupport.unpark(pump);
    }

    /** Drops all connections. */
    @Override
    public void close() {
        for (SelectionKey key : selector.keys()) {
            try {
                key.channel().close();
            } catch (IOException e) {
                // Nothing is left to be done with it.
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
