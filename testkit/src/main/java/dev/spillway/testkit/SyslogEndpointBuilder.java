package dev.spillway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link SyslogEndpoint}; each method returns the builder.
 *
 * <pre>{@code
 * SyslogEndpoint endpoint = SyslogEndpoint.tcp().behaviour(Behaviour.neverRead()).receiveBufferBytes(4096).start();
 * }</pre>
 *
 * <p>Confined to one thread. It may start several endpoints.
 */
public final class SyslogEndpointBuilder {
    private static final int MAX_PORT = 65_535;

    final SyslogEndpoint.Transport transport;
    final Map<Integer, Behaviour> behaviours = new HashMap<>();
    Behaviour behaviour = Behaviour.readAll();
    int port;
    int receiveBufferBytes;
    List<String> protocols = List.of();

    @Nullable ServerCertificate certificate;

    @Nullable TestCertificates clientAuthority;

    @Nullable Consumer<ReceivedMessage> consumer;

    SyslogEndpointBuilder(SyslogEndpoint.Transport transport) {
        this.transport = transport;
    }

    /**
     * The port on 127.0.0.1.
     *
     * @param number 0 to 65535; 0, the default, takes a free one
     */
    public SyslogEndpointBuilder port(int number) {
        if (number < 0 || number > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + MAX_PORT + ", was " + number);
        }
        port = number;
        return this;
    }

    /** The certificate to present; by default one for loopback by an authority of its own. For TLS only. */
    public SyslogEndpointBuilder certificate(ServerCertificate presented) {
        certificate = presented;
        return this;
    }

    /**
     * Demands a certificate of every client (mutual TLS). For TLS only.
     *
     * @param authority who must have signed it
     */
    public SyslogEndpointBuilder demandClientCertificate(TestCertificates authority) {
        clientAuthority = authority;
        return this;
    }

    /** The enabled TLS versions, such as {@code TLSv1.2}; by default the JDK's. For TLS only. */
    public SyslogEndpointBuilder protocols(String... versions) {
        protocols = List.of(versions);
        return this;
    }

    /** What each connection does; by default {@link Behaviour#readAll()}. Not for UDP. */
    public SyslogEndpointBuilder behaviour(Behaviour each) {
        behaviour = each;
        return this;
    }

    /**
     * What one connection does instead.
     *
     * @param connection its number; the first is 1
     */
    public SyslogEndpointBuilder behaviour(int connection, Behaviour its) {
        if (connection < 1) {
            throw new IllegalArgumentException("connection must be at least 1, was " + connection);
        }
        behaviours.put(connection, its);
        return this;
    }

    /**
     * The kernel's receive buffer of each connection (SO_RCVBUF), so that a peer that isn't read notices soon.
     *
     * @param bytes at least 1; the kernel rounds it up, Linux doubles it
     */
    public SyslogEndpointBuilder receiveBufferBytes(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("receiveBufferBytes must be at least 1, was " + bytes);
        }
        receiveBufferBytes = bytes;
        return this;
    }

    /**
     * Hands each message to a consumer instead of keeping it; {@link SyslogEndpoint#messages()} is refused then. The
     * consumer is called on the connections' threads, each in order, at the same time for several connections; what it
     * throws ends the connection and is one of the {@link SyslogEndpoint#failures()}.
     */
    public SyslogEndpointBuilder onMessage(Consumer<ReceivedMessage> taker) {
        consumer = taker;
        return this;
    }

    /**
     * Starts the endpoint: when this returns, the port is open.
     *
     * @throws UncheckedIOException if the port cannot be opened
     */
    public SyslogEndpoint start() {
        try {
            return new SyslogEndpoint(this);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be opened", e);
        }
    }
}
