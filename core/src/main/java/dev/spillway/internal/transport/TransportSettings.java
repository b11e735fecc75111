package dev.spillway.internal.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made.
 *
 * @param framing of streams; null for the scheme's own: octet counting on TLS, newline on plain TCP
 * @param connectionTimeout for resolving a name, and again for connecting with the TLS handshake
 * @param writeTimeout how long a peer may take nothing while messages wait for it
 * @param keepAlive whether TCP probes an idle connection
 * @param caFile PEM certificates to trust instead of the JVM's; null for the JVM's
 * @param verifyHostname whether the certificate must be for the destination's host
 * @param tlsProtocols enabled protocols; empty for the JVM's, from TLS 1.2 on
 * @param tlsCiphers enabled cipher suites; empty for the JVM's
 */
public record TransportSettings(
        @Nullable Framing framing,
        Duration connectionTimeout,
        Duration writeTimeout,
        boolean keepAlive,
        @Nullable Path caFile,
        boolean verifyHostname,
        List<String> tlsProtocols,
        List<String> tlsCiphers) {

    public TransportSettings {
        tlsProtocols = List.copyOf(tlsProtocols);
        tlsCiphers = List.copyOf(tlsCiphers);
    }

    /** The framing towards a destination. */
    public Framing framingFor(Destination destination) {
        if (framing != null) {
            return framing;
        }
        return destination.scheme() == Destination.Scheme.TCP ? Framing.NEWLINE : Framing.OCTET_COUNTING;
    }
}
