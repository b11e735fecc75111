package dev.spillway.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A server's certificate and key, with the authority that signed it; {@link TestCertificates} makes them.
 *
 * <pre>{@code
 * ServerCertificate certificate = TestCertificates.create().forNames("logs.example");
 * certificate.writePem(directory); // cert.pem, key.pem, ca.pem for rsyslog or syslog-ng
 * }</pre>
 */
public final class ServerCertificate {
    private final HeldCertificate held;
    private final HeldCertificate signer;
    private final X509Certificate[] intermediates;

    /** @param intermediates what it presents besides its own certificate */
    ServerCertificate(HeldCertificate held, HeldCertificate signer, X509Certificate... intermediates) {
        this.held = held;
        this.signer = signer;
        this.intermediates = intermediates;
    }

    /** The certificate itself. */
    public X509Certificate certificate() {
        return held.certificate();
    }

    /** The certificate as PEM text. */
    public String certificatePem() {
        return held.certificatePem();
    }

    /** The private key as unencrypted PKCS #8 PEM text. */
    public String keyPem() {
        return held.privateKeyPkcs8Pem();
    }

    /** The signing authority's certificate as PEM text. */
    public String caPem() {
        return signer.certificatePem();
    }

    /**
     * Writes {@link #caPem()} to a file and returns it.
     *
     * @throws IOException if the file cannot be written
     */
    public Path writeCaPem(Path file) throws IOException {
        return Files.writeString(file, caPem());
    }

    /**
     * Writes {@code cert.pem}, {@code key.pem} and {@code ca.pem} into a directory, which is made if need be.
     *
     * @throws IOException if a file cannot be written
     */
    public void writePem(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("cert.pem"), certificatePem());
        Files.writeString(directory.resolve("key.pem"), keyPem());
        Files.writeString(directory.resolve("ca.pem"), caPem());
    }

    /** A server's context that presents this certificate and asks for none of the client. */
    public SSLContext serverContext() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(held, intermediates)
                .build()
                .sslContext();
    }

    /** A server's context that presents this certificate and trusts clients whose certificate an authority has signed. */
    SSLContext serverContext(X509Certificate clientAuthority) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(held, intermediates)
                .addTrustedCertificate(clientAuthority)
                .build()
                .sslContext();
    }

    /**
     * A client's context that presents this certificate, trusts the authority of {@code server} and nothing else. Host
     * names are the client's to check.
     */
    public SSLContext clientContext(ServerCertificate server) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(held)
                .addTrustedCertificate(server.signer.certificate())
                .build()
                .sslContext();
    }

    /** A client's context that trusts the signing authority and nothing else. Host names are the client's to check. */
    public SSLContext clientContext() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(signer.certificate())
                .build()
                .sslContext();
    }
}
