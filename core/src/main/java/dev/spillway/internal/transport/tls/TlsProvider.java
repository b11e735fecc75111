package dev.spillway.internal.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The one source of what TLS connections are made with: the JVM's authorities, or those of a PEM file, which is read
 * again when it changes. Reads files: for the helper's thread only.
 */
public final class TlsProvider {
    private static final long MAX_BYTES = 1024 * 1024;

    private final TlsSettings settings;
    private @Nullable TlsContext known;
    private @Nullable Version version;

    private record Version(
            FileTime modified, long size, @Nullable Object key) {}

    public TlsProvider(TlsSettings settings) {
        this.settings = settings;
    }

    /**
     * What the next connection is to be made with; the same as before, unless a file has changed.
     *
     * @throws IOException if there is none to be trusted; the message names the option and the file, never its content
     */
    public TlsContext current() throws IOException {
        Path caFile = settings.caFile();
        Version now = caFile == null ? null : versionOf(caFile);
        TlsContext current = known;
        if (current == null || (now != null && !now.equals(version))) {
            try {
                current = context(caFile == null ? null : authorities(caFile));
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS is not available: " + Causes.sentence(e), e);
            }
            known = current;
            version = now;
        }
        return current;
    }

    /** @param authorities null for the JVM's */
    private TlsContext context(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        X509TrustManager trustManager = null;
        for (TrustManager each : factory.getTrustManagers()) {
            trustManager = each instanceof X509TrustManager x509 ? x509 : trustManager;
        }
        if (trustManager == null) {
            throw new GeneralSecurityException("this JVM checks no X.509 certificates");
        }
        // Not SSLContext.getDefault(): an application may put one there that trusts everybody.
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trustManager}, null);
        return new TlsContext(context, trustManager, settings);
    }

    private static Version versionOf(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.size() > MAX_BYTES) {
                throw new IOException("caFile " + file + " is larger than 1 MB, so it is not read");
            }
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (NoSuchFileException e) {
            throw new IOException("caFile " + file + " does not exist", e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new IOException("caFile " + file + " may not be read by this process", e);
        } catch (IOException e) {
            throw new IOException("caFile " + file + " cannot be read: " + Causes.sentence(e), e);
        }
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        int count = 0;
        for (Certificate certificate : certificates(file)) {
            authorities.setCertificateEntry("ca-" + count++, certificate);
        }
        if (count == 0) {
            throw new IOException("caFile " + file + " holds no certificate; it must hold at least one in PEM");
        }
        return authorities;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        byte[] content = read(file);
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
        } catch (GeneralSecurityException e) {
            // The cause may quote the file.
            throw new IOException("caFile " + file + " cannot be read as certificates in PEM");
        }
    }
}
