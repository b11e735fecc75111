package dev.spillway.examples.collector.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/**
 * A certificate with its private key.
 *
 * @param certificate carries the public key
 * @param key never printed: the record's text form names the certificate's subject only
 */
record Credential(X509Certificate certificate, PrivateKey key) {

    /** Whether the private key belongs to the certificate: what one signs, the other verifies. */
    boolean isPair() throws GeneralSecurityException {
        byte[] probe = {1, 2, 3, 4};
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key);
        signer.update(probe);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(probe);
        return verifier.verify(signature);
    }

    @Override
    public String toString() {
        return "Credential[" + certificate.getSubjectX500Principal() + "]";
    }
}
