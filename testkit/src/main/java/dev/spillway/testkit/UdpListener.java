package dev.spillway.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Receives datagrams on a loopback port until it is closed; each is one message (RFC 5426 section 3.1). */
final class UdpListener implements Listener {
    private static final int MAX_DATAGRAM = 65_536;
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private final DatagramChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final int port;
    private final BooleanSupplier paused;
    private final ReentrantLock receiving;
    private final MessageLog log;
    private final Thread thread;
    private volatile boolean closed;

    /** @param receiving held while a datagram is taken, which none is while it is paused */
    UdpListener(
            InetSocketAddress address,
            BooleanSupplier paused,
            ReentrantLock receiving,
            EndpointThreads threads,
            MessageLog log)
            throws IOException {
        this.paused = paused;
        this.receiving = receiving;
        this.log = log;
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(address);
            channel.configureBlocking(false);
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            selector = Selector.open();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        key = channel.register(selector, SelectionKey.OP_READ);
        thread = threads.start("datagrams-" + port, this::receiveAll);
    }

    private void receiveAll() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
        try (channel;
                selector) {
            while (!closed) {
                if (!receive(buffer.clear())) {
                    await(paused.getAsBoolean() ? 0 : SelectionKey.OP_READ);
                } else {
                    byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
                    log.add(new ReceivedMessage(bytes, 0, System.nanoTime()));
                }
            }
        } catch (ClosedChannelException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    private boolean receive(ByteBuffer into) throws IOException {
        receiving.lock();
        try {
            return !paused.getAsBoolean() && channel.receive(into) != null;
        } finally {
            receiving.unlock();
        }
    }

    private void await(int operations) throws IOException {
        key.interestOps(operations);
        selector.select();
        selector.selectedKeys().clear();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void pauseChanged() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        EndpointThreads.join(thread);
    }
}
