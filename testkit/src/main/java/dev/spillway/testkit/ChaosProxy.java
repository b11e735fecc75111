package dev.spillway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/**
 * A TCP proxy on 127.0.0.1 that plays a bad network between a client and a server.
 *
 * <p>What the test asks for holds for all connections, present and future, from then on.
 *
 * <pre>{@code
 * try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
 *         ChaosProxy network = ChaosProxy.to(endpoint.port())) {
 *     ship("syslog+tls://localhost:" + network.port());
 *     network.blackHole();
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. It has one daemon thread, {@code testkit-proxy-<port>}, which has ended when
 * {@link #close()} returns.
 */
public final class ChaosProxy implements AutoCloseable {
    private static final int BACKLOG = 1024;
    /** What the kernel takes while the network stands still: left to itself it would be several megabytes, at times. */
    private static final int RECEIVE_BUFFER = 256 * 1024;

    private final ProxyWeather weather = new ProxyWeather();
    private final EndpointThreads threads = new EndpointThreads();
    private final ProxyLoop loop;
    private final Thread thread;
    private final int port;

    private ChaosProxy(InetSocketAddress target) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            listener.bind(loopback(0), BACKLOG);
            port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            loop = new ProxyLoop(listener, target, weather);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        thread = threads.start("proxy-" + port, loop::run);
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    /**
     * Starts a proxy in front of a server on 127.0.0.1, which need not be there yet: while it isn't, connections are
     * reset.
     *
     * @throws UncheckedIOException if no port can be opened
     */
    public static ChaosProxy to(int port) {
        try {
            return new ChaosProxy(loopback(port));
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 can be opened", e);
        }
    }

    /** The port to connect to. */
    public int port() {
        return port;
    }

    /**
     * Takes all bytes in both directions and loses them, keeping connections open: a network that drops packets while
     * the sender's kernel still has room. New connections are made by the kernel and find nobody.
     */
    public void blackHole() {
        change(ProxyWeather.Mode.SWALLOW);
    }

    /** Takes no more bytes in either direction, keeping connections open, so that the sender's kernel fills up. */
    public void pause() {
        change(ProxyWeather.Mode.HOLD);
    }

    /** Forwards again. Connections of which something was lost are reset, since their streams are torn. */
    public void resume() {
        change(ProxyWeather.Mode.FORWARD);
    }

    private void change(ProxyWeather.Mode mode) {
        weather.mode(mode);
        loop.weatherChanged();
    }

    /** Resets all present connections soon, on both sides (RST). */
    public synchronized void resetAll() {
        loop.resetAll();
    }

    /**
     * Forwards no faster than this in each direction of each connection.
     *
     * @param bytesPerSecond at least 1
     */
    public void limitRate(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond must be at least 1, was " + bytesPerSecond);
        }
        weather.bytesPerSecond(bytesPerSecond);
        loop.weatherChanged();
    }

    /** Forwards as fast as possible, the default. */
    public void unlimitRate() {
        weather.noRateLimit();
        loop.weatherChanged();
    }

    /**
     * Delays what is read from now on, in each direction.
     *
     * @param oneWay zero, the default, or more
     */
    public void latency(Duration oneWay) {
        if (oneWay.isNegative()) {
            throw new IllegalArgumentException("oneWay must not be negative, was " + oneWay);
        }
        weather.latencyNanos(oneWay.toNanos());
    }

    /** How many connections were accepted since the start. */
    public int acceptedConnections() {
        return loop.accepted();
    }

    /** How many connections are open. */
    public int openConnections() {
        return loop.open();
    }

    /**
     * Closes the port and all connections, and waits for the thread's end.
     *
     * @throws IllegalStateException if the thread failed, with its exceptions as suppressed ones
     */
    @Override
    public void close() {
        loop.close();
        EndpointThreads.join(thread);
        if (!threads.failures().isEmpty()) {
            IllegalStateException failed = new IllegalStateException("the proxy's thread failed");
            threads.failures().forEach(failed::addSuppressed);
            throw failed;
        }
    }
}
