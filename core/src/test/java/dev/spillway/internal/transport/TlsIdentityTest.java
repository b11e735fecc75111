package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.internal.transport.tls.KeySource;
import dev.spillway.internal.transport.tls.Pin;
import dev.spillway.internal.transport.tls.Secret;
import dev.spillway.internal.transport.tls.StoreFormat;
import dev.spillway.internal.transport.tls.TlsSettings;
import dev.spillway.internal.transport.tls.TrustSource;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.SyslogConnection;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who we are towards an endpoint that asks, and whom we trust, from files of every kind that may change. */
final class TlsIdentityTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path directory;

    private final TestCertificates certificates = TestCertificates.create();
    private final ServerCertificate client = certificates.forNames("client.example");
    private TrustSource trust;

    @BeforeEach
    void writeAuthority() throws IOException {
        trust = new TrustSource.Pem(certificates.writeCaPem(directory.resolve("ca.pem")));
    }

    private static TransportSettings settings(TlsSettings tls) {
        return new TransportSettings(null, SOON, SOON, true, tls, EndpointSettings.PLAIN);
    }

    private TransportSettings with(KeySource key, Pin... pins) {
        return settings(new TlsSettings(trust, key, true, List.of(), List.of(), List.of(pins)));
    }

    private KeySource.Pem pemKey(ServerCertificate identity) throws IOException {
        return new KeySource.Pem(
                Files.writeString(directory.resolve("client.pem"), identity.certificatePem()),
                privately(Files.writeString(directory.resolve("client.key"), identity.keyPem())),
                null);
    }

    private static Path privately(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    private Path store(String type, String name, String password, StoreContent content) throws Exception {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        content.fill(store);
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private interface StoreContent {
        void fill(KeyStore store) throws Exception;
    }

    private void putClient(KeyStore store, String password) throws Exception {
        String base64 = client.keyPem().replaceAll("-----[A-Z ]+-----", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        store.setKeyEntry("us", key, password.toCharArray(), new Certificate[] {client.certificate()});
    }

    private SyslogEndpoint demandingEndpoint(String protocol) {
        return SyslogEndpoint.tls()
                .certificate(certificates.loopback())
                .demandClientCertificate(certificates)
                .protocols(protocol)
                .start();
    }

    /** Whether a message gets through; under TLS 1.3 a client learns only then that it was refused. */
    private static boolean arrives(Shipment shipment, SyslogEndpoint endpoint) throws IOException {
        Transport transport = shipment.open();
        if (transport.state() == Transport.State.OPEN && shipment.send("<14>1 - - - - - - hello")) {
            shipment.finish();
        }
        assertThat(transport.isConfirmed()).isEqualTo(transport.failure() == null);
        assertThat(endpoint.messageCount()).isEqualTo(transport.isConfirmed() ? 1 : 0);
        endpoint.clear();
        return transport.isConfirmed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void certificateIsPresentedToWhoAsksForIt(String protocol) throws Exception {
        Path pkcs12 = store("PKCS12", "client.p12", PASSWORD, store -> putClient(store, PASSWORD));
        Path jks = store("JKS", "client.jks", PASSWORD, store -> putClient(store, "another"));
        Secret password = new Secret(PASSWORD);
        List<KeySource> keys = List.of(
                pemKey(client),
                new KeySource.Store(pkcs12, new StoreFormat(password, null), null),
                new KeySource.Store(jks, new StoreFormat(password, "JKS"), new Secret("another")));
        for (KeySource key : keys) {
            try (SyslogEndpoint endpoint = demandingEndpoint(protocol);
                    Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(key))) {
                assertThat(arrives(shipment, endpoint)).as(key.toString()).isTrue();
                assertThat(endpoint.connections().get(0).clientName()).contains("CN=client.example");
                assertThat(shipment.reports.warnings()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void endpointThatAsksForACertificateTakesNothingWithoutTheRightOne(String protocol) throws Exception {
        KeySource wrong = pemKey(TestCertificates.create().forNames("client.example"));
        for (KeySource key : new KeySource[] {null, wrong}) {
            try (SyslogEndpoint endpoint = demandingEndpoint(protocol);
                    Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(key))) {
                assertThat(arrives(shipment, endpoint)).isFalse();
                SyslogConnection connection = endpoint.awaitConnections(1, SOON).get(0);
                assertThat(connection.applicationBytes()).isZero();
            }
        }
    }

    @Test
    void refusalOfOurCertificateNamesTheOptions() throws Exception {
        try (SyslogEndpoint endpoint = demandingEndpoint("TLSv1.2");
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(null))) {
            assertThat(shipment.open().failure())
                    .startsWith("the peer ended the TLS session with the alert ")
                    .contains("certFile and keyFile");
        }
    }

    @Test
    void trustStoreTakesThePlaceOfCaFile() throws Exception {
        for (String type : new String[] {"PKCS12", "JKS"}) {
            Path file =
                    store(type, "trust." + type, PASSWORD, store -> store.setCertificateEntry("ca", caCertificate()));
            trust = new TrustSource.Store(file, new StoreFormat(new Secret(PASSWORD), null));
            try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                            .certificate(certificates.loopback())
                            .start();
                    Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(null))) {
                assertThat(arrives(shipment, endpoint)).isTrue();
                endpoint.present(TestCertificates.create().loopback());
                assertThat(shipment.open().failure())
                        .isEqualTo("the peer's certificate is not trusted: it is signed by an authority that"
                                + " trustStore " + file + " does not hold (CN=Spillway testkit CA); the peer may also"
                                + " have left out a certificate in between");
            }
        }
    }

    private X509Certificate caCertificate() throws Exception {
        try (InputStream in = Files.newInputStream(directory.resolve("ca.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void storeThatCannotBeUsedIsRefusedInWords() throws Exception {
        Path trusted = store("PKCS12", "t.p12", PASSWORD, store -> store.setCertificateEntry("ca", caCertificate()));
        Path key = store("PKCS12", "k.p12", PASSWORD, store -> putClient(store, PASSWORD));
        Path jks = store("JKS", "k.jks", PASSWORD, store -> putClient(store, "another"));
        Path garbage = Files.writeString(directory.resolve("garbage"), "top secret");
        Secret right = new Secret(PASSWORD);
        Secret wrong = new Secret("wrong");
        check(
                new TrustSource.Store(trusted, new StoreFormat(wrong, null)),
                null,
                "trustStore " + trusted + " cannot be opened with trustStorePassword");
        check(
                new TrustSource.Store(trusted, new StoreFormat(null, null)),
                null,
                "trustStore " + trusted
                        + " holds no trusted certificate that can be read without trustStorePassword;"
                        + " keytool -importcert puts one in, openssl pkcs12 does not");
        check(
                new TrustSource.Store(key, new StoreFormat(right, null)),
                null,
                "trustStore " + key
                        + " holds no trusted certificate; keytool -importcert puts one in, openssl pkcs12 does not");
        check(
                new TrustSource.Store(garbage, new StoreFormat(right, null)),
                null,
                "trustStore " + garbage + " cannot be read as a key store of type pkcs12; trustStoreType sets another");
        check(
                trust,
                new KeySource.Store(key, new StoreFormat(wrong, null), null),
                "keyStore " + key + " cannot be opened with keyStorePassword");
        check(
                trust,
                new KeySource.Store(trusted, new StoreFormat(right, null), null),
                "keyStore " + trusted + " holds no private key");
        check(
                trust,
                new KeySource.Store(jks, new StoreFormat(right, "JKS"), null),
                "the key in keyStore " + jks + " cannot be opened with keyStorePassword; keyPassword sets another");
        check(
                trust,
                new KeySource.Store(jks, new StoreFormat(right, "JKS"), wrong),
                "the key in keyStore " + jks + " cannot be opened with keyPassword");
    }

    private static void check(TrustSource trust, KeySource key, String words) throws IOException {
        TlsSettings tls = new TlsSettings(trust, key, true, List.of(), List.of(), List.of());
        try (Shipment shipment = new Shipment(Shipment.tls(1), settings(tls))) {
            assertThatIOException().isThrownBy(shipment::open).withMessage(words);
        }
    }

    @Test
    void pinHoldsForAnyCertificateOfTheChainBesidesAllElse() throws Exception {
        ServerCertificate server = certificates.withIntermediate();
        Pin own = Pin.of(server.certificate());
        Pin authority = Pin.of(caCertificate());
        Pin stranger = Pin.of(client.certificate());
        for (Pin pin : new Pin[] {own, authority}) {
            try (SyslogEndpoint endpoint =
                            SyslogEndpoint.tls().certificate(server).start();
                    Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(null, stranger, pin))) {
                assertThat(arrives(shipment, endpoint)).isTrue();
            }
        }
        ServerCertificate elsewhere = certificates.wrongHost();
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().certificate(server).start();
                Shipment shipment = new Shipment(
                        Shipment.tls(endpoint.port()), with(null, stranger, Pin.of(elsewhere.certificate())))) {
            assertThat(shipment.open().failure())
                    .isEqualTo("the peer's certificate is not trusted: no key in its chain is one of pin; that of its"
                            + " own certificate is " + own);
            endpoint.present(elsewhere);
            assertThat(shipment.open().failure()).contains("it is not for localhost");
            assertThat(endpoint.connections()).allMatch(connection -> connection.applicationBytes() == 0);
        }
    }

    @Test
    void replacedFilesAreUsedFromTheNextConnectionOnAndNeverHalf() throws Exception {
        KeySource.Pem key = pemKey(client);
        ServerCertificate renewed = certificates.forNames("renewed.example");
        try (SyslogEndpoint endpoint = demandingEndpoint("TLSv1.3");
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(key))) {
            assertThat(arrives(shipment, endpoint)).isTrue();

            Files.writeString(key.certFile(), renewed.certificatePem());
            assertThatIOException()
                    .isThrownBy(shipment::open)
                    .withMessageContaining("does not hold the key of the certificate in certFile; if one of the two is"
                            + " being replaced, the next attempt finds both");

            String whole = renewed.keyPem();
            Files.writeString(key.keyFile(), whole.substring(0, whole.length() / 2));
            assertThatIOException().isThrownBy(shipment::open).withMessageContaining("ends in the midst");

            Files.writeString(key.keyFile(), whole);
            assertThat(arrives(shipment, endpoint)).isTrue();
            assertThat(endpoint.connections().get(1).clientName()).contains("CN=renewed.example");
            assertThat(shipment.reports.infos()).singleElement().asString().contains("have changed");
        }
    }

    @Test
    void keyFileThatOthersCanReadIsWarnedOf() throws Exception {
        KeySource.Pem key = pemKey(client);
        assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX permissions here");
        Files.setPosixFilePermissions(key.keyFile(), PosixFilePermissions.fromString("rw-r-----"));
        try (SyslogEndpoint endpoint = demandingEndpoint("TLSv1.3");
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(key))) {
            arrives(shipment, endpoint);
            arrives(shipment, endpoint);
            assertThat(shipment.reports.warnings())
                    .containsExactly(
                            "keyFile " + key.keyFile() + " can be read by others than its owner; chmod 600 ends that");
        }
    }

    @Test
    void certificatesThatEndSoonAreWarnedOfOnceADay() throws Exception {
        KeySource.Pem key = pemKey(certificates.endingIn(Duration.ofDays(3).plusMinutes(5)));
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(certificates.endingIn(Duration.ofDays(2).plusMinutes(5)))
                        .start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), with(key))) {
            arrives(shipment, endpoint);
            arrives(shipment, endpoint);
            assertThat(shipment.reports.warnings())
                    .hasSize(2)
                    .anySatisfy(warning -> assertThat(warning)
                            .startsWith("our certificate in certFile " + key.certFile() + " ends on ")
                            .contains(", in 3 days;"))
                    .anySatisfy(warning -> assertThat(warning)
                            .startsWith("the certificate of localhost ends on ")
                            .contains(", in 2 days;"));
        }
    }
}
