package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.log4j2.CollectedOptions.Setting;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** TLS as Log4j's own appenders have it. */
final class SslElementTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final String PASSWORD = "SECRET-0123";

    private final ConfiguredContext log4j = new ConfiguredContext();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        log4j.close();
    }

    @Test
    void trustStoreIsTrustedAndItsPasswordToldToNobody() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Path trust = writeTrust(endpoint.certificate());
            Path passwordFile = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
            log4j.appender("host='localhost' port='%d'".formatted(endpoint.port()), """
                    <Ssl protocol="TLSv1.3" verifyHostName="true">
                      <TrustStore location="%s" passwordFile="%s" type="PKCS12"/>
                    </Ssl>
                    """.formatted(trust, passwordFile));

            log4j.logger().info("hello");

            assertThat(endpoint.awaitMessages(1, Duration.ofSeconds(60)))
                    .singleElement()
                    .satisfies(message -> assertThat(message.text()).endsWith("hello"));
        }
        assertThat(log4j.statuses().errors()).isEmpty();
        for (Level level : Level.values()) {
            assertThat(log4j.statuses().at(level)).noneMatch(message -> message.contains(PASSWORD));
        }
    }

    @Test
    void everyAttributeIsAnOption() {
        log4j.appender("host='localhost'", """
                <Ssl protocol="TLSv1.2" verifyHostName="false">
                  <TrustStore location="file:/trust.p12" password="a" type="PKCS12"/>
                  <KeyStore location="/key.jks" password="b" type="JKS"/>
                </Ssl>
                """);

        assertThat(log4j.appender().options().settings())
                .containsExactlyInAnyOrder(
                        new Setting("host", "localhost"),
                        new Setting("verifyHostname", "false"),
                        new Setting("tlsProtocols", "TLSv1.2"),
                        new Setting("trustStore", "/trust.p12"),
                        new Setting("trustStorePassword", "a"),
                        new Setting("trustStoreType", "PKCS12"),
                        new Setting("keyStore", "/key.jks"),
                        new Setting("keyStorePassword", "b"),
                        new Setting("keyStoreType", "JKS"));
    }

    @Test
    void hostNameIsVerifiedUnlessSaidOtherwise() {
        log4j.appender("host='localhost'", "<Ssl protocol='TLS'/>");

        assertThat(log4j.appender().options().settings()).containsExactly(new Setting("host", "localhost"));
        assertThat(log4j.statuses().errors()).isEmpty();
    }

    @Test
    void storeThatCannotBeReadStopsTheAppender() {
        log4j.appender("host='localhost'", "<Ssl><TrustStore location='/nowhere/trust.p12' password='a'/></Ssl>");

        assertThat(log4j.statuses().refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).startsWith("trustStore is \"/nowhere/trust.p12\""));
        assertThat(log4j.appender().isStarted()).isFalse();
    }

    @Test
    void whatCannotBeSaidByOptionsIsRefused() {
        log4j.appender("host='localhost' keyStore='/a'", """
                <Ssl>
                  <KeyStore location="/b"/>
                  <TrustStore password="a"/>
                </Ssl>
                """);

        assertThat(log4j.statuses().refusals())
                .contains(
                        "keyStore is set, and Ssl sets it too; allowed is one of the two",
                        "Ssl has a store for trustStore without a location; allowed is the path of a file");
        assertThat(log4j.appender().isStarted()).isFalse();
    }

    @Test
    void passwordThatIsNotFoundIsRefused() {
        log4j.appender("host='localhost'", """
                <Ssl>
                  <KeyStore location="/a" passwordEnvironmentVariable="SPILLWAY_TEST_UNDEFINED"/>
                  <TrustStore location="/b" password="a" passwordFile="/nowhere"/>
                </Ssl>
                """);

        assertThat(log4j.statuses().refusals())
                .contains(
                        "passwordEnvironmentVariable for keyStore is \"SPILLWAY_TEST_UNDEFINED\", which is not set; allowed is"
                                + " a variable that is",
                        "Ssl has several passwords for trustStore; allowed is one of password,"
                                + " passwordEnvironmentVariable and passwordFile");
    }

    private Path writeTrust(ServerCertificate certificate) throws Exception {
        Certificate authority = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(certificate.caPem().getBytes(StandardCharsets.US_ASCII)));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
