package dev.spillway.internal.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Key stores out of files, and out of certificates in PEM. */
final class KeyStores {
    private KeyStores() {}

    /** The certificates to trust. */
    static KeyStore authorities(TrustSource source, FileSnapshot files) throws IOException, GeneralSecurityException {
        byte[] content = files.content(source.file());
        if (!(source instanceof TrustSource.Store trusted)) {
            return of(Pem.certificates(source.inWords(), content));
        }
        KeyStore store = load("trustStore", source.inWords(), content, trusted.format());
        for (String alias : Collections.list(store.aliases())) {
            if (store.isCertificateEntry(alias)) {
                return store;
            }
        }
        throw new IOException(source.inWords() + " holds no trusted certificate"
                + withoutPassword("trustStore", trusted.format())
                + "; keytool -importcert puts one in, openssl pkcs12 does not");
    }

    private static KeyStore of(List<X509Certificate> certificates) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }

    /** A key store that holds at least one private key. */
    static KeyStore keys(KeySource.Store source, FileSnapshot files) throws IOException, GeneralSecurityException {
        KeyStore store = load("keyStore", source.inWords(), files.content(source.keyStore()), source.format());
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return store;
            }
        }
        throw new IOException(
                source.inWords() + " holds no private key" + withoutPassword("keyStore", source.format()));
    }

    private static KeyStore load(String option, String what, byte[] content, StoreFormat format)
            throws IOException, GeneralSecurityException {
        String type = format.type() == null ? KeyStore.getDefaultType() : format.type();
        Secret secret = format.password();
        char @Nullable [] password = secret == null ? null : secret.chars();
        KeyStore store = KeyStore.getInstance(type);
        try {
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException(what + " cannot be opened with " + option + "Password");
            }
            throw new IOException(
                    what + " cannot be read as a key store of type " + type + "; " + option + "Type sets another");
        } finally {
            if (password != null) {
                Arrays.fill(password, '\0');
            }
        }
    }

    private static String withoutPassword(String option, StoreFormat format) {
        return format.password() == null ? " that can be read without " + option + "Password" : "";
    }
}
