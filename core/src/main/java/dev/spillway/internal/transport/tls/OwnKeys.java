package dev.spillway.internal.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Our own key and certificate, ready for a connection.
 *
 * @param managers for JSSE
 * @param certificates all of ours, to be watched for their end
 */
record OwnKeys(KeyManager[] managers, List<X509Certificate> certificates) {

    /**
     * Takes them from their files.
     *
     * @throws IOException if they cannot be read or do not belong together; the message names option and file
     */
    static OwnKeys of(KeySource source, FileSnapshot files) throws IOException, GeneralSecurityException {
        return source instanceof KeySource.Pem pem ? ofPem(pem, files) : ofStore((KeySource.Store) source, files);
    }

    private static OwnKeys ofPem(KeySource.Pem source, FileSnapshot files)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = Pem.certificates(source.inWords(), files.content(source.certFile()));
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new IOException(source.inWords() + " must hold our certificate first, and then that of its"
                        + " issuer and so on; number " + (i + 1) + " is not the issuer of the one before it");
            }
        }
        PrivateKey key = new PrivateKeys(
                        "keyFile " + source.keyFile(), chain.get(0).getPublicKey(), source.keyPassword())
                .read(files.content(source.keyFile()));
        return new OwnKeys(new KeyManager[] {new OwnIdentity(key, chain)}, chain);
    }

    private static OwnKeys ofStore(KeySource.Store source, FileSnapshot files)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStores.keys(source, files);
        Secret secret = source.keyPassword() == null ? source.format().password() : source.keyPassword();
        char @Nullable [] password = secret == null ? null : secret.chars();
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return new OwnKeys(factory.getKeyManagers(), certificatesIn(store));
        } catch (UnrecoverableKeyException e) {
            throw new IOException("the key in " + source.inWords() + " cannot be opened with "
                    + (source.keyPassword() == null ? "keyStorePassword; keyPassword sets another" : "keyPassword"));
        } finally {
            if (password != null) {
                Arrays.fill(password, '\0');
            }
        }
    }

    private static List<X509Certificate> certificatesIn(KeyStore store) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.isKeyEntry(alias) ? store.getCertificateChain(alias) : null;
            for (Certificate each : chain == null ? new Certificate[0] : chain) {
                if (each instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        }
        return certificates;
    }
}
