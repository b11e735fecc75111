package dev.spillway.internal.transport;

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
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS connections trust: the JVM's authorities, or those of a PEM file, which is read again when it changes. Reads
 * files: for the helper's thread only.
 */
final class Trust {
    private static final long MAX_BYTES = 1024 * 1024;

    private final @Nullable Path caFile;
    private @Nullable SSLContext context;
    private @Nullable Version version;

    private record Version(
            FileTime modified, long size, @Nullable Object key) {}

    Trust(@Nullable Path caFile) {
        this.caFile = caFile;
    }

    /**
     * The context for the next connection.
     *
     * @throws IOException if there is none to be trusted; the message names {@code caFile} and never its content
     */
    SSLContext context() throws IOException {
        try {
            return caFile == null ? jvmContext() : fileContext(caFile);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + Causes.sentence(e), e);
        }
    }

    private SSLContext jvmContext() throws GeneralSecurityException {
        SSLContext known = context;
        if (known == null) {
            // Not SSLContext.getDefault(): an application may put one there that trusts everybody.
            known = SSLContext.getInstance("TLS");
            known.init(null, null, null);
            context = known;
        }
        return known;
    }

    private SSLContext fileContext(Path file) throws IOException, GeneralSecurityException {
        Version now = versionOf(file);
        SSLContext known = context;
        if (known == null || !now.equals(version)) {
            known = SSLContext.getInstance("TLS");
            known.init(null, managers(file), null);
            context = known;
            version = now;
        }
        return known;
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

    private static TrustManager[] managers(Path file) throws IOException, GeneralSecurityException {
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        int count = 0;
        for (Certificate certificate : certificates(file)) {
            authorities.setCertificateEntry("ca-" + count++, certificate);
        }
        if (count == 0) {
            throw new IOException("caFile " + file + " holds no certificate; it must hold at least one in PEM");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
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
