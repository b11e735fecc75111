package dev.spillway.examples.collector.tls;

import dev.spillway.examples.collector.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authority and the server certificate in a data directory, made when they are missing and made anew
 * when they cannot serve any more. The authority is kept apart from the server certificate, so that senders keep
 * their {@code ca.pem} when only the latter is renewed.
 */
public final class CertificateStore {

    private static final Duration RENEWAL_BEFORE_END = Duration.ofDays(30);

    private final Path directory;
    private final ServerNames names;
    private final Clock clock;
    private final Consumer<String> notices;
    private final CertificateIssuer issuer = new CertificateIssuer();

    /**
     * A store in the directory, which is made when it is missing.
     *
     * @param notices told in one sentence of each certificate that is made, and why
     */
    public CertificateStore(Path directory, ServerNames names, Clock clock, Consumer<String> notices) {
        this.directory = directory;
        this.names = names;
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Reads the certificates, and makes those that are missing, damaged or about to expire.
     *
     * @throws IOException if the directory cannot be written to
     * @throws GeneralSecurityException if this JVM cannot make or load such certificates
     */
    public TlsIdentity open() throws IOException, GeneralSecurityException {
        PrivateDirectory.create(directory);
        Credential authority = openAuthority();
        Credential server = openServer(authority);
        return TlsIdentity.of(server, authority, caFile());
    }

    private Path caFile() {
        return directory.resolve("ca.pem");
    }

    private Credential openAuthority() throws IOException, GeneralSecurityException {
        Path certificateFile = caFile();
        Path keyFile = directory.resolve("ca-key.pem");
        boolean isNew = Files.notExists(certificateFile) && Files.notExists(keyFile);
        Found found = read(certificateFile, keyFile);
        if (found.credential() != null) {
            return found.credential();
        }
        Credential made = issuer.authority(names.machine(), clock.instant());
        PemFile.writeKey(keyFile, made.key());
        PemFile.writeCertificate(certificateFile, made.certificate());
        notices.accept(
                isNew
                        ? "Made a certificate authority of its own; senders trust it by " + certificateFile + "."
                        : "The certificate authority could not be used (" + found.problem()
                                + "), so a new one was made: give senders the new " + certificateFile + ".");
        return made;
    }

    private Credential openServer(Credential authority) throws IOException, GeneralSecurityException {
        Path certificateFile = directory.resolve("server.pem");
        Path keyFile = directory.resolve("server-key.pem");
        boolean isNew = Files.notExists(certificateFile) && Files.notExists(keyFile);
        Found found = read(certificateFile, keyFile);
        String problem = found.credential() == null ? found.problem() : problemOf(found.credential(), authority);
        if (found.credential() != null && problem == null) {
            return found.credential();
        }
        Credential made = issuer.server(authority, names, clock.instant());
        PemFile.writeKey(keyFile, made.key());
        PemFile.writeCertificate(certificateFile, made.certificate());
        if (!isNew) {
            notices.accept("The server certificate was renewed (" + problem + ").");
        }
        return made;
    }

    private @Nullable String problemOf(Credential server, Credential authority) throws GeneralSecurityException {
        try {
            server.certificate().verify(authority.certificate().getPublicKey());
        } catch (GeneralSecurityException e) {
            return "it was signed by another authority";
        }
        return names.areCoveredBy(server.certificate()) ? null : "it was not made for all names of this machine";
    }

    private Found read(Path certificateFile, Path keyFile) {
        try {
            Credential credential = new Credential(PemFile.readCertificate(certificateFile), PemFile.readKey(keyFile));
            if (!credential.isPair()) {
                return Found.problem(keyFile + " does not belong to " + certificateFile);
            }
            String expiry = expiryOf(credential.certificate());
            return expiry == null ? new Found(credential, null) : Found.problem(certificateFile + " " + expiry);
        } catch (IOException | GeneralSecurityException e) {
            return Found.problem(certificateFile + " or " + keyFile + " is missing or damaged: " + e.getMessage());
        }
    }

    private @Nullable String expiryOf(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        if (clock.instant().isBefore(certificate.getNotBefore().toInstant())) {
            return "is valid only from " + certificate.getNotBefore().toInstant() + " on";
        }
        return clock.instant().plus(RENEWAL_BEFORE_END).isAfter(end) ? "ends on " + end : null;
    }

    private record Found(
            @Nullable Credential credential, @Nullable String problem) {

        static Found problem(String problem) {
            return new Found(null, problem);
        }
    }
}
