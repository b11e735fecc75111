package dev.spillway.internal.transport.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer's certificate and those above it, each having signed the one before, as far as they are known. Whether the path
 * may be trusted is for JSSE to say, which does not say which path it took.
 *
 * @param certificates from the peer's own upwards
 * @param anchored whether the last one is trusted by itself
 */
record CertificatePath(List<X509Certificate> certificates, boolean anchored) {
    /** Chains in use have five certificates at most. */
    private static final int LONGEST = 16;

    /**
     * Follows the signatures.
     *
     * @param presented what the peer sent, its own certificate first; what has signed nothing of the path is left out
     * @param anchors what is trusted by itself
     */
    static CertificatePath of(X509Certificate[] presented, X509Certificate[] anchors) {
        List<X509Certificate> path = new ArrayList<>();
        X509Certificate top = presented[0];
        path.add(top);
        boolean anchored = List.of(anchors).contains(top);
        while (!anchored && path.size() < LONGEST) {
            X509Certificate issuer = issuer(top, anchors, path);
            anchored = issuer != null;
            if (issuer == null) {
                issuer = issuer(top, presented, path);
            }
            if (issuer == null) {
                break;
            }
            path.add(issuer);
            top = issuer;
        }
        return new CertificatePath(List.copyOf(path), anchored);
    }

    private static @Nullable X509Certificate issuer(
            X509Certificate certificate, X509Certificate[] candidates, List<X509Certificate> path) {
        for (X509Certificate candidate : candidates) {
            if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                    && !path.contains(candidate)
                    && hasSigned(candidate, certificate)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    X509Certificate top() {
        return certificates.get(certificates.size() - 1);
    }

    boolean isSelfSigned() {
        return certificates.size() == 1 && hasSigned(top(), top());
    }
}
