package dev.spillway.testkit;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One proxied connection: the client's and the server's side; confined to the proxy's thread. */
final class ProxyLink {
    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final ProxyFlow toServer;
    private final ProxyFlow toClient;
    private final ProxyWeather weather;
    private long waitMillis = Long.MAX_VALUE;

    ProxyLink(SocketChannel client, SocketChannel server, Selector selector, ProxyWeather weather, long now)
            throws IOException {
        this.client = client;
        this.server = server;
        this.weather = weather;
        clientKey = register(client, selector);
        serverKey = register(server, selector);
        toServer = new ProxyFlow(client, server, weather, now);
        toClient = new ProxyFlow(server, client, weather, now);
    }

    private static SelectionKey register(SocketChannel channel, Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, 0);
    }

    /** How long until {@link #advance} has something to do that no socket tells; at least 1. */
    long waitMillis() {
        return waitMillis;
    }

    /**
     * Moves what can be moved.
     *
     * @return whether the connection lives on
     */
    boolean advance(long now) throws IOException {
        boolean isTorn = toServer.isTorn() || toClient.isTorn();
        if (isTorn && weather.mode() == ProxyWeather.Mode.FORWARD) {
            reset();
            return false;
        }
        try {
            toServer.read(now);
            toClient.read(now);
            toServer.write(now);
            toClient.write(now);
        } catch (IOException e) {
            return broken();
        }
        if (toServer.isOver() && toClient.isOver()) {
            close();
            return false;
        }
        awaitNext(now);
        return true;
    }

    /** What is due but not written waits for its socket, the rest for its time. */
    private void awaitNext(long now) {
        long toServerDue = toServer.millisUntilDue(now);
        long toClientDue = toClient.millisUntilDue(now);
        clientKey.interestOps(toServer.readInterest() | (toClientDue == 0 ? SelectionKey.OP_WRITE : 0));
        serverKey.interestOps(toClient.readInterest() | (toServerDue == 0 ? SelectionKey.OP_WRITE : 0));
        waitMillis = Math.min(afterNow(toServerDue), afterNow(toClientDue));
    }

    private static long afterNow(long millis) {
        return millis == 0 ? Long.MAX_VALUE : millis;
    }

    /** A reset crosses the network like anything else, or doesn't. */
    private boolean broken() throws IOException {
        if (weather.mode() == ProxyWeather.Mode.FORWARD) {
            reset();
            return false;
        }
        clientKey.interestOps(0);
        serverKey.interestOps(0);
        waitMillis = Long.MAX_VALUE;
        return true;
    }

    void reset() throws IOException {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        server.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    void close() throws IOException {
        client.close();
        server.close();
    }
}
