package dev.spillway.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The bytes of one accepted connection, for one thread that may wait in any method; an {@link Order} from another
 * thread ends each wait with {@link EndRequested}.
 */
final class Wire implements Closeable {
    /** What the test wants at once, whatever the script says; the later one in this list wins. */
    enum Order {
        NONE,
        CLOSE_POLITELY,
        RESET,
        CLOSE
    }

    private static final long FOREVER = 0;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final BooleanSupplier paused;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Order order = Order.NONE;
    private long bytesPerSecond = Long.MAX_VALUE;

    Wire(SocketChannel channel, BooleanSupplier paused) throws IOException {
        this.channel = channel;
        this.paused = paused;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    void limitRate(long limit) {
        bytesPerSecond = limit;
    }

    /** Reads at least one byte, or returns -1 at the peer's FIN. */
    int read(ByteBuffer into) throws IOException {
        if (bytesPerSecond != Long.MAX_VALUE) {
            return readAtRate(into);
        }
        while (true) {
            checkOrder();
            int count = readUnlessPaused(into);
            if (count != 0) {
                return count;
            }
            awaitReadable(FOREVER);
        }
    }

    private int readAtRate(ByteBuffer into) throws IOException {
        int portion = (int) Math.max(1, Math.min(into.remaining(), bytesPerSecond / 20));
        int limit = into.limit();
        into.limit(into.position() + portion);
        long rate = bytesPerSecond;
        bytesPerSecond = Long.MAX_VALUE;
        try {
            int count = read(into);
            long due = System.nanoTime() + TimeUnit.SECONDS.toNanos(1) * Math.max(count, 0) / rate;
            awaitTime(due);
            return count;
        } finally {
            bytesPerSecond = rate;
            into.limit(limit);
        }
    }

    private int readUnlessPaused(ByteBuffer into) throws IOException {
        reading.lock();
        try {
            return paused.getAsBoolean() ? 0 : channel.read(into);
        } finally {
            reading.unlock();
        }
    }

    /** Waits until a read that began before the endpoint was paused has ended; then no byte is taken any more. */
    void awaitPause() {
        reading.lock();
        try {
            wakeUp();
        } finally {
            reading.unlock();
        }
    }

    /** Writes all of the buffer. */
    void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            checkOrder();
            if (channel.write(from) == 0) {
                await(SelectionKey.OP_WRITE, FOREVER);
            }
        }
    }

    /** Sends FIN. */
    void sendFin() throws IOException {
        channel.shutdownOutput();
    }

    /** Reads and forgets until the peer's FIN, a reset, an order or {@code nanos} from now. */
    void discardUntilEnd(long nanos) throws IOException {
        ByteBuffer sink = ByteBuffer.allocate(16 * 1024);
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (left > 0) {
            int count = readUnlessPaused(sink.clear());
            if (count < 0) {
                return;
            }
            if (count == 0) {
                awaitReadable(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            }
            left = deadline - System.nanoTime();
        }
    }

    /** Waits for an order: this never returns. */
    void stall() throws IOException {
        while (true) {
            await(0, FOREVER);
        }
    }

    /** Closes such that the peer sees RST. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    /** Asks for the end, from any thread. */
    synchronized void order(Order wanted) {
        if (wanted.compareTo(order) > 0) {
            order = wanted;
        }
        wakeUp();
    }

    Order order() {
        return order;
    }

    /** Makes the thread look at order and pause again. */
    void wakeUp() {
        selector.wakeup();
    }

    void checkOrder() throws EndRequested {
        Order wanted = order;
        if (wanted != Order.NONE) {
            throw new EndRequested(wanted);
        }
    }

    /** Forgets a polite order, so that its execution may write and wait. */
    synchronized void takePoliteOrder() {
        if (order == Order.CLOSE_POLITELY) {
            order = Order.NONE;
        }
    }

    private void awaitTime(long due) throws IOException {
        long left = due - System.nanoTime();
        while (left > 0) {
            await(0, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
            left = due - System.nanoTime();
        }
    }

    private void awaitReadable(long millis) throws IOException {
        await(paused.getAsBoolean() ? 0 : SelectionKey.OP_READ, millis);
    }

    private void await(int operations, long millis) throws IOException {
        checkOrder();
        key.interestOps(operations);
        selector.select(millis);
        selector.selectedKeys().clear();
        checkOrder();
    }

    @Override
    public void close() throws IOException {
        // The order matters: a channel that is still registered keeps its descriptor until the next selection.
        channel.close();
        selector.close();
    }
}
