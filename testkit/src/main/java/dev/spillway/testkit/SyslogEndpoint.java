package dev.spillway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A syslog server on 127.0.0.1 that records what it receives and misbehaves as a test wants it to.
 *
 * <p>Octet counting and newline framing are told apart for each frame. What each connection does is its
 * {@link Behaviour}.
 *
 * <pre>{@code
 * try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
 *     Path caFile = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
 *     ship("syslog+tls://localhost:" + endpoint.port(), caFile, "hello");
 *     assertThat(endpoint.awaitMessages(1, Duration.ofSeconds(5)).get(0).text()).endsWith("hello");
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. It has a daemon thread for the port and one for each connection, with names that
 * begin with {@code testkit-}; all have ended when {@link #close()} returns.
 */
public final class SyslogEndpoint implements Endpoint {
    enum Transport {
        TLS,
        TCP,
        UDP
    }

    private final Transport transport;
    private final List<String> protocols;
    private final @Nullable TestCertificates clientAuthority;
    private final int receiveBufferBytes;
    private final Map<Integer, Behaviour> behaviours;
    private final EndpointThreads threads = new EndpointThreads();
    private final ConnectionSet connections = new ConnectionSet();
    private final MessageLog log;
    private final int port;
    private final ReentrantLock changing = new ReentrantLock();
    /** Held while a datagram is taken. */
    private final ReentrantLock receiving = new ReentrantLock();

    private volatile TlsSettings tls;
    private volatile @Nullable ServerCertificate certificate;
    private volatile Behaviour behaviour;
    private volatile boolean paused;

    // Guarded by changing.
    private @Nullable Listener listener;
    private @Nullable ReservedPort reserved;
    private boolean closed;

    SyslogEndpoint(SyslogEndpointBuilder builder) throws IOException {
        transport = builder.transport;
        protocols = builder.protocols;
        clientAuthority = builder.clientAuthority;
        certificate = transport == Transport.TLS ? presented(builder.certificate) : null;
        tls = tlsWith(certificate);
        receiveBufferBytes = builder.receiveBufferBytes;
        behaviour = builder.behaviour;
        behaviours = new ConcurrentHashMap<>(builder.behaviours);
        log = new MessageLog(builder.consumer);
        Listener first = listen(builder.port);
        listener = first;
        port = first.port();
    }

    private static ServerCertificate presented(@Nullable ServerCertificate chosen) {
        return chosen == null ? TestCertificates.create().loopback() : chosen;
    }

    private TlsSettings tlsWith(@Nullable ServerCertificate chosen) {
        if (chosen == null) {
            return new TlsSettings(null, protocols, false);
        }
        return clientAuthority == null
                ? new TlsSettings(chosen.serverContext(), protocols, false)
                : new TlsSettings(chosen.serverContext(clientAuthority.authority()), protocols, true);
    }

    /** An endpoint for syslog over TLS (RFC 5425). */
    public static SyslogEndpointBuilder tls() {
        return new SyslogEndpointBuilder(Transport.TLS);
    }

    /** An endpoint for syslog over plain TCP (RFC 6587). */
    public static SyslogEndpointBuilder tcp() {
        return new SyslogEndpointBuilder(Transport.TCP);
    }

    /** An endpoint for syslog over UDP (RFC 5426): it has no connections, and only what concerns those is missing. */
    public static SyslogEndpointBuilder udp() {
        return new SyslogEndpointBuilder(Transport.UDP);
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    private Listener listen(int wanted) throws IOException {
        InetSocketAddress address = loopback(wanted);
        if (transport == Transport.UDP) {
            return new UdpListener(address, () -> paused, receiving, threads, log);
        }
        return new TcpListener(address, receiveBufferBytes, threads, this::accepted);
    }

    private void accepted(SocketChannel channel) throws IOException {
        Wire wire = new Wire(channel, () -> paused);
        connections.add(number -> new SyslogConnection(number, wire), this::perform);
    }

    private Thread perform(SyslogConnection connection) {
        Behaviour its = behaviours.getOrDefault(connection.number(), behaviour);
        ConnectionScript script = new ConnectionScript(connection, its, tls, log, threads::failed);
        return threads.start("connection-" + port + "-" + connection.number(), script::run);
    }

    /** The port, the same before and after a restart. */
    public int port() {
        return port;
    }

    /**
     * The certificate it presents.
     *
     * @throws IllegalStateException if this isn't a TLS endpoint
     */
    public ServerCertificate certificate() {
        ServerCertificate presented = certificate;
        if (presented == null) {
            throw new IllegalStateException("only a TLS endpoint has a certificate, this is for " + transport);
        }
        return presented;
    }

    /**
     * Presents another certificate from the next connection on, and takes up no TLS session from before.
     *
     * @throws IllegalStateException if this isn't a TLS endpoint
     */
    public void present(ServerCertificate next) {
        if (transport != Transport.TLS) {
            throw new IllegalStateException("only a TLS endpoint has a certificate, this is for " + transport);
        }
        tls = tlsWith(next);
        certificate = next;
    }

    /**
     * All messages received since the start or the last {@link #clear()}, in the order of their arrival.
     *
     * @throws IllegalStateException if a consumer takes the messages
     */
    public List<ReceivedMessage> messages() {
        log.checkKeeps();
        return log.messages();
    }

    /** How many messages were received since the start or the last {@link #clear()}. */
    public long messageCount() {
        return log.count();
    }

    /**
     * Waits for a message with a certain text in it, and returns the first one since the start or the last
     * {@link #clear()}.
     *
     * @throws AssertionError if there is none in the end
     * @throws IllegalStateException if a consumer takes the messages
     */
    public ReceivedMessage awaitMessage(String part, Duration atMost) {
        return log.awaitOne(message -> message.text().contains(part), atMost)
                .orElseThrow(() -> new AssertionError(
                        "expected a message with \"" + part + "\" within " + atMost + ", but " + description()));
    }

    /**
     * Waits until so many messages have been received, and returns all that have.
     *
     * @throws AssertionError if there are fewer in the end
     */
    public List<ReceivedMessage> awaitMessages(int count, Duration atMost) {
        awaitMessageCount(count, atMost);
        return messages();
    }

    /**
     * Waits until so many messages have been received; also where a consumer takes them.
     *
     * @throws AssertionError if there are fewer in the end
     */
    public void awaitMessageCount(long count, Duration atMost) {
        if (!log.await(count, atMost)) {
            throw new AssertionError("expected " + count + " messages within " + atMost + ", but " + description());
        }
    }

    /** All connections since the start, in the order in which they were accepted. */
    public List<SyslogConnection> connections() {
        return connections.connections();
    }

    /**
     * Waits until so many connections have been accepted, and returns all that have.
     *
     * @throws AssertionError if there are fewer in the end
     */
    public List<SyslogConnection> awaitConnections(int count, Duration atMost) {
        if (!connections.await(count, atMost)) {
            throw new AssertionError("expected " + count + " connections within " + atMost + ", but " + description());
        }
        return connections();
    }

    /** What the endpoint's own threads and the consumer of messages died of. Empty, unless something is wrong. */
    @Override
    public List<Throwable> failures() {
        return threads.failures();
    }

    /** Forgets the messages. Connections keep their records and numbers. */
    @Override
    public void clear() {
        log.clear();
    }

    /** Changes what connections do from the next one on; those with a behaviour of their own keep it. */
    public void behaviour(Behaviour each) {
        behaviour = each;
    }

    /**
     * Stops reading on all connections, present and future, as a stalled server does. When this returns, no more bytes
     * are taken from a socket; those taken before, at most 128 KB a connection, may still become messages.
     */
    public void pause() {
        receiving.lock();
        try {
            paused = true;
        } finally {
            receiving.unlock();
        }
        connections.awaitPause();
    }

    /** Reads again. */
    public void resume() {
        paused = false;
        connections.wakeUp();
        changing.lock();
        try {
            if (listener != null) {
                listener.pauseChanged();
            }
        } finally {
            changing.unlock();
        }
    }

    /** Closes the port, so that new connections are refused; present ones live on. */
    public void refuse() {
        changing.lock();
        try {
            if (listener != null) {
                listener.close();
                listener = null;
                reserved = closed || transport == Transport.UDP ? null : ReservedPort.take(loopback(port));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changing.unlock();
        }
    }

    /** Closes the port and ends all connections in order, as {@link SyslogConnection#closePolitely()} does. */
    public void stop() {
        refuse();
        connections.order(Wire.Order.CLOSE_POLITELY);
    }

    /** Closes the port and resets all connections. When this returns, they are; called on a connection's thread, soon. */
    public void die() {
        refuse();
        connections.order(Wire.Order.RESET);
        connections.join();
    }

    /**
     * Opens the same port again, after {@link #refuse()}, {@link #stop()} or {@link #die()}; does nothing if it is open.
     *
     * @throws UncheckedIOException if another process has taken the port
     * @throws IllegalStateException if the endpoint is closed
     */
    public void restart() {
        changing.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the endpoint is closed");
            }
            if (listener == null) {
                release();
                listener = listen(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be opened again", e);
        } finally {
            changing.unlock();
        }
    }

    private void release() throws IOException {
        if (reserved != null) {
            reserved.close();
            reserved = null;
        }
    }

    /** Closes the port and all connections, and waits for the threads' end. Further calls do nothing more. */
    @Override
    public void close() {
        changing.lock();
        try {
            closed = true;
            release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            changing.unlock();
        }
        refuse();
        connections.order(Wire.Order.CLOSE);
        connections.join();
    }

    private String description() {
        StringBuilder text =
                new StringBuilder("received " + log.count() + " messages on " + transport + " port " + port);
        List<SyslogConnection> all = connections();
        text.append(", ").append(all.size()).append(" connections");
        all.stream()
                .skip(Math.max(0, all.size() - 5))
                .forEach(one -> text.append("\n  ").append(one));
        List<ReceivedMessage> kept = log.messages();
        kept.stream()
                .skip(Math.max(0, kept.size() - 3))
                .forEach(one -> text.append("\n  last: ").append(one));
        failures().forEach(failure -> text.append("\n  failure: ").append(failure));
        return text.toString();
    }

    @Override
    public String toString() {
        return "SyslogEndpoint[" + transport + ", port " + port + "]";
    }
}
