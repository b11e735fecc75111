package dev.spillway;

import dev.spillway.internal.transport.tls.KeySource;
import dev.spillway.internal.transport.tls.Secret;
import dev.spillway.internal.transport.tls.StoreFormat;
import dev.spillway.internal.transport.tls.TlsSettings;
import dev.spillway.internal.transport.tls.TrustSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the settings of TLS of what a user has set, and refuses contradictions. */
final class TlsResolver {
    private final OptionValues values;

    TlsResolver(OptionValues values) {
        this.values = values;
    }

    /** @throws IllegalArgumentException if options contradict each other */
    TlsSettings resolve() {
        List<String> protocols = values.find(Options.TLS_PROTOCOLS);
        List<String> ciphers = values.find(Options.TLS_CIPHERS);
        if (protocols != null && ciphers != null) {
            checkCiphers(protocols, ciphers);
        }
        return new TlsSettings(
                trust(),
                key(),
                values.get(Options.VERIFY_HOSTNAME),
                Objects.requireNonNullElse(protocols, List.of()),
                Objects.requireNonNullElse(ciphers, List.of()),
                Objects.requireNonNullElse(values.find(Options.PIN), List.of()));
    }

    /** TLS 1.3 has cipher suites of its own, whose names have no WITH (RFC 8446 appendix B.4). */
    private void checkCiphers(List<String> protocols, List<String> ciphers) {
        for (String protocol : protocols) {
            boolean isTls13 = protocol.equals("TLSv1.3");
            if (ciphers.stream().allMatch(cipher -> cipher.contains("_WITH_") == isTls13)) {
                throw values.refused(
                        Options.TLS_CIPHERS,
                        "has no cipher suite for " + protocol,
                        "at least one for each of tlsProtocols=" + values.shown(Options.TLS_PROTOCOLS));
            }
        }
    }

    private @Nullable TrustSource trust() {
        Path caFile = values.find(Options.CA_FILE);
        Path trustStore = values.find(Options.TRUST_STORE);
        if (caFile == null) {
            return trustStore == null
                    ? null
                    : new TrustSource.Store(trustStore, format(Options.TRUST_STORE_PASSWORD, Options.TRUST_STORE_TYPE));
        }
        checkAlone(Options.CA_FILE, Options.TRUST_STORE);
        return new TrustSource.Pem(caFile);
    }

    private @Nullable KeySource key() {
        Path certFile = values.find(Options.CERT_FILE);
        Path keyFile = values.find(Options.KEY_FILE);
        Path keyStore = values.find(Options.KEY_STORE);
        if (certFile == null && keyFile == null) {
            return keyStore == null
                    ? null
                    : new KeySource.Store(
                            keyStore,
                            format(Options.KEY_STORE_PASSWORD, Options.KEY_STORE_TYPE),
                            values.find(Options.KEY_PASSWORD));
        }
        checkAlone(certFile == null ? Options.KEY_FILE : Options.CERT_FILE, Options.KEY_STORE);
        if (keyFile == null || certFile == null) {
            throw keyFile == null
                    ? withoutPartner(Options.CERT_FILE, Options.KEY_FILE, "its private key")
                    : withoutPartner(Options.KEY_FILE, Options.CERT_FILE, "its certificate");
        }
        return new KeySource.Pem(certFile, keyFile, values.find(Options.KEY_PASSWORD));
    }

    private IllegalArgumentException withoutPartner(Option<?> option, Option<?> partner, String what) {
        return values.refused(
                option, "is of no use without " + what, option + " with " + partner + ", which may name the same file");
    }

    private void checkAlone(Option<?> option, Option<?> other) {
        if (values.isSet(other)) {
            throw values.refused(option, "contradicts " + other + "=" + values.shown(other), "one of the two");
        }
    }

    private StoreFormat format(Option<Secret> password, Option<String> type) {
        return new StoreFormat(values.find(password), values.find(type));
    }
}
