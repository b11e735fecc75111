package dev.spillway.internal.transport.tls;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;

/**
 * What the next TLS connection is made with, the files being read already. Safe for use by many threads.
 *
 * @param context holds the trust manager and the key, and remembers sessions
 * @param trustManager decides whether a chain is trusted, for a library that asks it apart from the context. Only with
 *     an engine or a socket at hand, and an endpoint identification algorithm set there, does it check the host's name
 * @param settings the rest: host name, protocols and cipher suites, each of which whoever makes a connection without
 *     {@link #engine} has to see to
 */
public record TlsContext(SSLContext context, X509TrustManager trustManager, TlsSettings settings) {
    private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

    /**
     * A client's engine for a connection to a host.
     *
     * @throws IOException if the JVM cannot do what {@code tlsProtocols} or {@code tlsCiphers} ask for
     */
    public SSLEngine engine(String host, int port) throws IOException {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        try {
            engine.setSSLParameters(parameters(host));
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
        return engine;
    }

    /**
     * Makes a client's socket ready for a connection to a host.
     *
     * @throws IOException as {@link #engine} does
     */
    public void prepare(SSLSocket socket, String host) throws IOException {
        try {
            socket.setSSLParameters(parameters(host));
        } catch (IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private static IOException refused(IllegalArgumentException e) {
        return new IOException("tlsProtocols or tlsCiphers: " + Causes.sentence(e), e);
    }

    private SSLParameters parameters(String host) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        if (settings.verifyHostname()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        setServerName(parameters, host);
        parameters.setProtocols(protocols().toArray(new String[0]));
        if (!settings.ciphers().isEmpty()) {
            parameters.setCipherSuites(settings.ciphers().toArray(new String[0]));
        }
        return parameters;
    }

    /** The TLS versions to enable: those of the settings, or else what the JVM enables from TLS 1.2 on. */
    public List<String> protocols() {
        if (!settings.protocols().isEmpty()) {
            return settings.protocols();
        }
        List<String> enabled = List.of(context.getDefaultSSLParameters().getProtocols());
        return MODERN.stream().filter(enabled::contains).toList();
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

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
