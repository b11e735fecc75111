package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class TestCertificatesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    enum Flaw {
        WRONG_HOST(TestCertificates::wrongHost, "No subject alternative DNS name matching localhost"),
        UNKNOWN_CA(TestCertificates::unknownCa, "unable to find valid certification path"),
        EXPIRED(TestCertificates::expired, "NotAfter"),
        NOT_YET_VALID(TestCertificates::notYetValid, "NotBefore");

        private final Function<TestCertificates, ServerCertificate> make;
        private final String complaint;

        Flaw(Function<TestCertificates, ServerCertificate> make, String complaint) {
            this.make = make;
            this.complaint = complaint;
        }
    }

    private final TestCertificates certificates = TestCertificates.create();

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void flawedCertificateFailsTheHandshakeBeforeAnyMessage(Flaw flaw) throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(flaw.make.apply(certificates))
                        .start();
                PlainClient client = PlainClient.tls(endpoint.port(), certificates.loopback())) {
            assertThatThrownBy(() -> client.sendCounted("secret"))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasStackTraceContaining(flaw.complaint);

            SyslogConnection connection = endpoint.awaitConnections(1, SOON).get(0);
            await().atMost(SOON).until(() -> connection.end() == ConnectionEnd.HANDSHAKE_FAILED);
            assertThat(connection.applicationBytes()).isZero();
            assertThat(connection.failure())
                    .hasValueSatisfying(text -> assertThat(text).contains("alert"));
            assertThat(connection.sniName()).contains("localhost");
            assertThat(endpoint.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void loopbackCertificateIsTrustedByNameAndAddress(String host) throws Exception {
        ServerCertificate certificate = certificates.loopback();
        try (SyslogEndpoint endpoint =
                        SyslogEndpoint.tls().certificate(certificate).start();
                PlainClient client = PlainClient.tls(endpoint.port(), certificate, host)) {
            client.sendCounted("one");

            endpoint.awaitMessages(1, SOON);
        }
    }

    @Test
    void pemFilesHoldWhatTheirNamesSay(@TempDir Path directory) throws Exception {
        certificates.writeServerPem(directory);
        Path caFile = certificates.writeCaPem(directory.resolve("trusted.pem"));

        X509Certificate certificate = read(directory.resolve("cert.pem"));
        certificate.checkValidity();
        certificate.verify(read(directory.resolve("ca.pem")).getPublicKey());
        assertThat(certificate.getPublicKey()).isInstanceOf(ECPublicKey.class);
        assertThat(caFile).hasSameTextualContentAs(directory.resolve("ca.pem"));
        assertThat(directory.resolve("key.pem")).content().startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void namesOfTheTestsChoiceAreCertified() throws Exception {
        assertThat(certificates
                        .forNames("logs.example", "192.0.2.7")
                        .certificate()
                        .getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("logs.example", "192.0.2.7");
        assertThatIllegalArgumentException().isThrownBy(certificates::forNames);
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
