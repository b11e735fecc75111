package dev.spillway.internal.transport.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How TLS connections are made, whatever goes over them.
 *
 * @param trust the certificates to trust instead of the JVM's; null for the JVM's
 * @param key our own certificate and key; null for none
 * @param verifyHostname whether the certificate must be for the destination's host
 * @param protocols enabled protocols; empty for the JVM's, from TLS 1.2 on
 * @param ciphers enabled cipher suites; empty for the JVM's
 * @param pins one of which must be in the peer's chain, besides all else; empty for no such demand
 */
public record TlsSettings(
        @Nullable TrustSource trust,
        @Nullable KeySource key,
        boolean verifyHostname,
        List<String> protocols,
        List<String> ciphers,
        List<Pin> pins) {
    /** Everything as it is while no option is set. */
    public static final TlsSettings DEFAULT = new TlsSettings(null, null, true, List.of(), List.of(), List.of());

    public TlsSettings {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
        pins = List.copyOf(pins);
    }

    /** The passwords, none of which the text of a record shows. */
    public List<Secret> secrets() {
        List<@Nullable Secret> all = new ArrayList<>();
        if (trust instanceof TrustSource.Store store) {
            all.add(store.format().password());
        }
        if (key instanceof KeySource.Store store) {
            all.add(store.format().password());
            all.add(store.keyPassword());
        }
        if (key instanceof KeySource.Pem pem) {
            all.add(pem.keyPassword());
        }
        return all.stream().flatMap(Stream::ofNullable).toList();
    }
}
