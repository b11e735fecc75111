package dev.spillway.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority that lives as long as the test, and the server certificates it signs.
 *
 * <p>Everything is made when asked for, with EC keys on P-256; nothing is read from or left on disk unless a
 * {@code write} method is called.
 *
 * <pre>{@code
 * TestCertificates certificates = TestCertificates.create();
 * SyslogEndpoint endpoint = SyslogEndpoint.tls().certificate(certificates.expired()).start();
 * Path caFile = certificates.writeCaPem(directory.resolve("ca.pem"));
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class TestCertificates {
    private static final Duration BACKDATED = Duration.ofHours(1);
    private static final Duration LIFE = Duration.ofDays(30);
    private static final String[] LOOPBACK = {"localhost", "127.0.0.1", "::1"};

    private final HeldCertificate authority;

    private TestCertificates(HeldCertificate authority) {
        this.authority = authority;
    }

    /** Makes a new authority. */
    public static TestCertificates create() {
        return new TestCertificates(newAuthority("Spillway testkit CA"));
    }

    private static HeldCertificate newAuthority(String name) {
        Instant now = Instant.now();
        return validFrom(now.minus(BACKDATED), now.plus(LIFE))
                .certificateAuthority(1)
                .commonName(name)
                .build();
    }

    /** A certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1}, valid now. */
    public ServerCertificate loopback() {
        return forNames(LOOPBACK);
    }

    /**
     * A certificate that is valid now.
     *
     * @param names host names and IP literals, the first also as common name
     * @throws IllegalArgumentException if there is no name
     */
    public ServerCertificate forNames(String... names) {
        Instant now = Instant.now();
        return signed(authority, now.minus(BACKDATED), now.plus(LIFE), names);
    }

    /** A certificate that is valid, but for {@code wrong.example} only. */
    public ServerCertificate wrongHost() {
        return forNames("wrong.example");
    }

    /** A certificate that is valid, but names {@code localhost} as its common name only. */
    public ServerCertificate commonNameOnly() {
        Instant now = Instant.now();
        HeldCertificate held = validFrom(now.minus(BACKDATED), now.plus(LIFE))
                .signedBy(authority)
                .commonName(LOOPBACK[0])
                .build();
        return new ServerCertificate(held, authority);
    }

    /** A certificate for loopback that an authority signed that no client knows. */
    public ServerCertificate unknownCa() {
        Instant now = Instant.now();
        return signed(
                newAuthority("Spillway testkit CA that nobody knows"), now.minus(BACKDATED), now.plus(LIFE), LOOPBACK);
    }

    /** A certificate for loopback that ended a minute ago. */
    public ServerCertificate expired() {
        Instant now = Instant.now();
        return signed(authority, now.minus(BACKDATED), now.minus(Duration.ofMinutes(1)), LOOPBACK);
    }

    /** A certificate for loopback that begins in a day. */
    public ServerCertificate notYetValid() {
        Instant now = Instant.now();
        return signed(authority, now.plus(Duration.ofDays(1)), now.plus(LIFE), LOOPBACK);
    }

    /** A certificate for loopback that nobody but itself has signed. */
    public ServerCertificate selfSigned() {
        Instant now = Instant.now();
        HeldCertificate.Builder builder =
                validFrom(now.minus(BACKDATED), now.plus(LIFE)).commonName(LOOPBACK[0]);
        for (String name : LOOPBACK) {
            builder.addSubjectAlternativeName(name);
        }
        HeldCertificate held = builder.build();
        return new ServerCertificate(held, held);
    }

    /** A certificate for loopback whose issuer, which the authority has signed, is presented along with it. */
    public ServerCertificate withIntermediate() {
        return belowIntermediate(true);
    }

    /** A certificate for loopback whose issuer, which the authority has signed, is not presented along with it. */
    public ServerCertificate withoutIntermediate() {
        return belowIntermediate(false);
    }

    private ServerCertificate belowIntermediate(boolean presented) {
        Instant now = Instant.now();
        HeldCertificate intermediate = validFrom(now.minus(BACKDATED), now.plus(LIFE))
                .certificateAuthority(0)
                .commonName("Spillway testkit intermediate")
                .signedBy(authority)
                .build();
        HeldCertificate.Builder builder = validFrom(now.minus(BACKDATED), now.plus(LIFE))
                .signedBy(intermediate)
                .commonName(LOOPBACK[0]);
        for (String name : LOOPBACK) {
            builder.addSubjectAlternativeName(name);
        }
        return presented
                ? new ServerCertificate(builder.build(), authority, intermediate.certificate())
                : new ServerCertificate(builder.build(), authority);
    }

    /**
     * A certificate for loopback that ends after a time from now.
     *
     * @param life more than 0
     */
    public ServerCertificate endingIn(Duration life) {
        Instant now = Instant.now();
        return signed(authority, now.minus(BACKDATED), now.plus(life), LOOPBACK);
    }

    private static ServerCertificate signed(HeldCertificate signer, Instant from, Instant to, String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("names must hold at least one name, was empty");
        }
        HeldCertificate.Builder builder = validFrom(from, to).signedBy(signer).commonName(names[0]);
        for (String name : names) {
            builder.addSubjectAlternativeName(name);
        }
        return new ServerCertificate(builder.build(), signer);
    }

    private static HeldCertificate.Builder validFrom(Instant from, Instant to) {
        return new HeldCertificate.Builder()
                .ecdsa256()
                .serialNumber(SerialNumbers.next())
                .validityInterval(from.toEpochMilli(), to.toEpochMilli());
    }

    /** The authority's certificate. */
    X509Certificate authority() {
        return authority.certificate();
    }

    /** The authority's certificate as PEM text. */
    public String caPem() {
        return authority.certificatePem();
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
     * Writes {@code cert.pem}, {@code key.pem} (PKCS #8) and {@code ca.pem} of a {@link #loopback()} certificate into a
     * directory, for a server outside this JVM.
     *
     * @throws IOException if a file cannot be written
     */
    public void writeServerPem(Path directory) throws IOException {
        loopback().writePem(directory);
    }

    /** A client's context that trusts this authority and nothing else. Host names are the client's to check. */
    public SSLContext clientContext() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build()
                .sslContext();
    }
}
