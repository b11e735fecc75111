package dev.spillway.internal.transport.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * The SHA-256 digest of a public key, as its SubjectPublicKeyInfo has it (RFC 7469 section 2.4).
 *
 * @param base64 the digest with padding, 44 characters
 */
public record Pin(String base64) {

    /** The pin of a certificate's key. */
    public static Pin of(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded());
            return new Pin(Base64.getEncoder().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "sha256/" + base64;
    }
}
