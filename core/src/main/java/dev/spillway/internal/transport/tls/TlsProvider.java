package dev.spillway.internal.transport.tls;

import dev.spillway.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The one source of what TLS connections are made with: whom they trust, and our own key. Its files are looked at for
 * each connection and used as soon as they have changed. If one of them cannot be used, or certificate and key do not
 * belong together, there is no connection, though there was one before: who replaces two files has both in place by one
 * of the next attempts, while to go on with what was replaced would be to trust what may have been withdrawn.
 *
 * <p>Reads files: for the helper's thread only.
 */
public final class TlsProvider {
    private final TlsSettings settings;
    private final Reporter reporter;
    private final ExpiryWatch expiry;
    private @Nullable TlsContext known;
    private @Nullable OwnKeys ownKeys;
    private String knownDigest = "";

    /**
     * @param reporter is warned of what is about to fail, on the helper's thread and on those that check certificates
     * @param clock against which the ends of certificates are held
     */
    public TlsProvider(TlsSettings settings, Reporter reporter, InstantSource clock) {
        this.settings = settings;
        this.reporter = reporter;
        this.expiry = new ExpiryWatch(reporter, clock);
    }

    /**
     * What the next connection is to be made with; the same as before, unless a file has changed.
     *
     * @throws IOException if there is nothing to be trusted, or no key; the message names the option and the file, never
     *     its content
     */
    public TlsContext current() throws IOException {
        TlsContext current = known;
        try (FileSnapshot files = snapshot()) {
            String digest = files.digest();
            if (current == null || !digest.equals(knownDigest)) {
                boolean again = current != null;
                current = context(files);
                known = current;
                knownDigest = digest;
                if (again) {
                    reporter.info(
                            "the files of the TLS options have changed; new connections use them as they are now");
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + Causes.sentence(e), e);
        }
        if (ownKeys != null && settings.key() != null) {
            expiry.own(settings.key().inWords(), ownKeys.certificates());
        }
        return current;
    }

    private FileSnapshot snapshot() throws IOException {
        FileSnapshot files = new FileSnapshot();
        try {
            TrustSource trust = settings.trust();
            if (trust != null) {
                files.add(trust.option(), trust.file());
            }
            if (settings.key() instanceof KeySource.Pem pem) {
                files.add("certFile", pem.certFile());
                files.add("keyFile", pem.keyFile());
            } else if (settings.key() instanceof KeySource.Store store) {
                files.add("keyStore", store.keyStore());
            }
            return files;
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private TlsContext context(FileSnapshot files) throws IOException, GeneralSecurityException {
        TrustSource trust = settings.trust();
        KeyStore authorities = trust == null ? null : KeyStores.authorities(trust, files);
        String inWords = trust == null ? "the JVM's trust store" : trust.inWords();
        PeerCheck check = new PeerCheck(trustManager(authorities), inWords, settings.pins(), expiry);
        KeySource key = settings.key();
        OwnKeys own = key == null ? null : OwnKeys.of(key, files);
        if (key instanceof KeySource.Pem pem) {
            warnOfReaders(pem.keyFile());
        }
        // Not SSLContext.getDefault(): an application may put one there that trusts everybody.
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : own.managers(), new TrustManager[] {check}, null);
        ownKeys = own;
        return new TlsContext(context, check, settings);
    }

    /** @param authorities null for the JVM's */
    private static X509ExtendedTrustManager trustManager(@Nullable KeyStore authorities)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager manager) {
                return manager;
            }
        }
        throw new GeneralSecurityException("this JVM's trust manager checks no host names");
    }

    private void warnOfReaders(Path keyFile) throws IOException {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(keyFile);
            if (permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ)) {
                reporter.warn("keyFile " + keyFile + " can be read by others than its owner; chmod 600 ends that");
            }
        } catch (UnsupportedOperationException e) {
            // A file system that has other ways to say who may read.
        }
    }
}
