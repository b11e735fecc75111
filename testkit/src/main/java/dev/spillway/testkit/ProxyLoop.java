package dev.spillway.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The one thread of a {@link ChaosProxy}, and all that belongs to it. */
final class ProxyLoop {
    private static final long FOREVER = 0;

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey listenerKey;
    private final InetSocketAddress target;
    private final ProxyWeather weather;
    private final List<ProxyLink> links = new ArrayList<>();
    private volatile boolean closed;
    private volatile int accepted;
    private volatile int open;
    private volatile int resetsWanted;
    private int resetsDone;
    private boolean channelsClosed;

    ProxyLoop(ServerSocketChannel listener, InetSocketAddress target, ProxyWeather weather) throws IOException {
        this.listener = listener;
        this.target = target;
        this.weather = weather;
        listener.configureBlocking(false);
        selector = Selector.open();
        listenerKey = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    void run() throws IOException {
        try (listener;
                selector) {
            while (!closed) {
                select();
                resetIfWanted();
                acceptAll();
                advanceAll();
            }
            for (ProxyLink link : links) {
                link.close();
            }
        }
    }

    /**
     * Waits for something to do. A closed channel keeps its descriptor, and its peer in the dark, until a selection, so
     * after a close this doesn't wait.
     */
    private void select() throws IOException {
        if (channelsClosed) {
            channelsClosed = false;
            selector.selectNow();
        } else {
            long least = Long.MAX_VALUE;
            for (ProxyLink link : links) {
                least = Math.min(least, link.waitMillis());
            }
            selector.select(least == Long.MAX_VALUE ? FOREVER : least);
        }
        selector.selectedKeys().clear();
    }

    private void resetIfWanted() throws IOException {
        int wanted = resetsWanted;
        if (wanted == resetsDone) {
            return;
        }
        resetsDone = wanted;
        for (ProxyLink link : links) {
            link.reset();
        }
        links.clear();
        channelsClosed = true;
    }

    /** In a network that forwards nothing, a connection attempt gets no further than the kernel. */
    private void acceptAll() throws IOException {
        boolean accepts = weather.mode() == ProxyWeather.Mode.FORWARD;
        listenerKey.interestOps(accepts ? SelectionKey.OP_ACCEPT : 0);
        while (accepts) {
            SocketChannel client = listener.accept();
            if (client == null) {
                return;
            }
            connect(client);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only this thread writes it.
    private void connect(SocketChannel client) throws IOException {
        accepted++;
        try {
            SocketChannel server = SocketChannel.open(target);
            links.add(new ProxyLink(client, server, selector, weather, System.nanoTime()));
        } catch (IOException e) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            client.close();
        }
    }

    private void advanceAll() throws IOException {
        long now = System.nanoTime();
        Iterator<ProxyLink> all = links.iterator();
        while (all.hasNext()) {
            if (!all.next().advance(now)) {
                all.remove();
                channelsClosed = true;
            }
        }
        open = links.size();
    }

    void weatherChanged() {
        selector.wakeup();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Callers hold the proxy's lock.
    void resetAll() {
        resetsWanted++;
        selector.wakeup();
    }

    void close() {
        closed = true;
        selector.wakeup();
    }

    int accepted() {
        return accepted;
    }

    int open() {
        return open;
    }
}
