package dev.spillway.internal.transport.tls;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How TLS connections are made, whatever goes over them.
 *
 * @param caFile PEM certificates to trust instead of the JVM's; null for the JVM's
 * @param verifyHostname whether the certificate must be for the destination's host
 * @param protocols enabled protocols; empty for the JVM's, from TLS 1.2 on
 * @param ciphers enabled cipher suites; empty for the JVM's
 */
public record TlsSettings(@Nullable Path caFile, boolean verifyHostname, List<String> protocols, List<String> ciphers) {
    /** Everything as it is while no option is set. */
    public static final TlsSettings DEFAULT = new TlsSettings(null, true, List.of(), List.of());

    public TlsSettings {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
    }
}
