package dev.spillway.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Makes connections. */
public final class Transports {
    private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

    private final Network network;
    private final Executor helper;
    private final TransportSettings settings;
    private final int maxMessageSize;
    private final Trust trust;

    /** @param helper runs what may take its time; the pump is woken after each of its tasks */
    public Transports(Network network, Executor helper, TransportSettings settings, int maxMessageSize) {
        this.network = network;
        this.helper = helper;
        this.settings = settings;
        this.maxMessageSize = maxMessageSize;
        this.trust = new Trust(settings.caFile());
    }

    /**
     * What is needed to connect to a destination, found out anew for each attempt.
     *
     * @param addresses in the order in which to try them
     * @param tls null where none is needed
     */
    public record Route(
            Destination destination,
            List<InetAddress> addresses,
            @Nullable SSLContext tls) {}

    /** Finds out how to reach a destination. May block for long: for the helper's thread only. */
    public Route route(Destination destination) throws IOException {
        SSLContext tls = destination.scheme() == Destination.Scheme.TLS ? trust.context() : null;
        return new Route(destination, List.of(network.resolve(destination.host())), tls);
    }

    /** Starts to connect. */
    public Transport open(Route route, InetAddress address, long nowNanos) throws IOException {
        Destination destination = route.destination();
        InetSocketAddress target = new InetSocketAddress(address, destination.port());
        if (destination.scheme() == Destination.Scheme.UDP) {
            return new DatagramTransport(network.connectDatagrams(target), maxMessageSize);
        }
        Wire wire = network.connectStream(target, settings.keepAlive());
        try {
            Wire secured = route.tls() == null ? wire : new TlsWire(wire, engine(route.tls(), destination), helper);
            return new StreamTransport(secured, settings.framingFor(destination), maxMessageSize, settings, nowNanos);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    private SSLEngine engine(SSLContext context, Destination destination) throws IOException {
        SSLEngine engine = context.createSSLEngine(destination.host(), destination.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (settings.verifyHostname()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        setServerName(parameters, destination.host());
        parameters.setProtocols(protocols(engine));
        if (!settings.tlsCiphers().isEmpty()) {
            parameters.setCipherSuites(settings.tlsCiphers().toArray(new String[0]));
        }
        try {
            engine.setSSLParameters(parameters);
        } catch (IllegalArgumentException e) {
            throw new IOException("tlsProtocols or tlsCiphers: " + Causes.sentence(e), e);
        }
        return engine;
    }

    /** Always sends SNI (RFC 6066 section 3); JSSE alone leaves it out for names without a dot. */
    private static void setServerName(SSLParameters parameters, String host) {
        if (isAddress(host)) {
            return;
        }
        try {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        } catch (IllegalArgumentException e) {
            // A name that DNS may know but SNI cannot say, such as one with an underscore.
        }
    }

    private String[] protocols(SSLEngine engine) {
        if (!settings.tlsProtocols().isEmpty()) {
            return settings.tlsProtocols().toArray(new String[0]);
        }
        List<String> enabled = List.of(engine.getEnabledProtocols());
        return MODERN.stream().filter(enabled::contains).toArray(String[]::new);
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
