package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logback's {@code <ssl>} element, as its own appenders have it. */
final class SslElementTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private final ConfiguredContext logback = new ConfiguredContext();
    private final TestCertificates certificates = TestCertificates.create();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        logback.close();
    }

    private Path trustStore(String type, String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificates.writeCaPem(directory.resolve("ca.pem")))) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        return write(store, directory.resolve("trust." + type), password);
    }

    private Path keyStore(String password) throws GeneralSecurityException, IOException {
        var client = certificates.forNames("client.example");
        String base64 = client.keyPem().replaceAll("-----[A-Z ]+-----", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("us", key, password.toCharArray(), new Certificate[] {client.certificate()});
        return write(store, directory.resolve("key.p12"), password);
    }

    private static Path write(KeyStore store, Path file, String password) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    private ConfiguredContext ship(int port, String elements) {
        return logback.appender(
                "<host>localhost</host><port>" + port + "</port><shutdownTimeout>1s</shutdownTimeout>" + elements);
    }

    @Test
    void storesProtocolsAndCiphersAreTaken() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                .certificate(certificates.loopback())
                .demandClientCertificate(certificates)
                .start()) {
            ship(endpoint.port(), """
                    <ssl>
                      <trustStore><location>%s</location><password>sesame</password></trustStore>
                      <keyStore><location>file:%s</location><type>PKCS12</type><password>other1</password></keyStore>
                      <parameters>
                        <excludedProtocols>TLSv1.3</excludedProtocols>
                        <includedCipherSuites>TLS_ECDHE_ECDSA_WITH_AES_.*_GCM_.*</includedCipherSuites>
                      </parameters>
                    </ssl>
                    """.formatted(trustStore("JKS", "sesame").toUri(), keyStore("other1")));
            logback.logger().warn("hello");

            endpoint.awaitMessages(1, ARRIVAL);
            assertThat(endpoint.connections().get(0).tlsProtocol()).contains("TLSv1.2");
            assertThat(endpoint.connections().get(0).clientName()).contains("CN=client.example");
        }
        assertThat(logback.warnings()).noneMatch(warning -> warning.contains("ssl"));
        assertThat(logback.errors()).isEmpty();
    }

    @Test
    void hostNameIsVerifiedThoughLogbackAloneWouldNot() throws Exception {
        try (SyslogEndpoint endpoint =
                SyslogEndpoint.tls().certificate(certificates.wrongHost()).start()) {
            ship(
                    endpoint.port(),
                    "<ssl><trustStore><location>" + trustStore("PKCS12", "changeit")
                            + "</location></trustStore></ssl>");
            logback.logger().warn("hello");

            endpoint.awaitConnections(2, ARRIVAL);
            assertThat(endpoint.connections()).allMatch(connection -> connection.applicationBytes() == 0);
            assertThat(logback.warnings()).anyMatch(warning -> warning.contains("it is not for localhost"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<trustStore>FILE</trustStore> | <trustStore><location>FILE</location></trustStore> | trustStore is set,"
                        + " and ssl sets it too; allowed is one of the two",
                "<caFile>FILE</caFile> | <trustStore><location>FILE</location></trustStore> | caFile is \"FILE\", which"
                        + " contradicts trustStore=FILE; allowed is one of the two",
                "'' | <keyStore><location>classpath:nowhere.jks</location></keyStore> | ssl/keyStore/location is"
                        + " \"classpath:nowhere.jks\", which is not found; allowed is the path of a file",
                "'' | <trustStore><location>classpath:org/junit/jupiter/api/Test.class</location></trustStore> |"
                        + " ssl/trustStore/location is \"classpath:org/junit/jupiter/api/Test.class\", which is no file"
                        + " of its own; allowed is the path of a file",
                "'' | <parameters><includedProtocols>SSLv3</includedProtocols></parameters> | ssl/parameters leave"
                        + " nothing for tlsProtocols; allowed is at least one of TLSv1.3, TLSv1.2",
                "'' | <parameters><includedProtocols>TLS(</includedProtocols></parameters> | ssl/parameters hold"
                        + " \"TLS(\" for tlsProtocols; allowed are regular expressions, separated by commas",
            })
    void whatCannotBeIsRefused(String elements, String ssl, String words) throws Exception {
        String file = certificates.writeCaPem(directory.resolve("ca.pem")).toString();
        ship(1, (elements + "<ssl>" + ssl + "</ssl>").replace("FILE", file));

        assertThat(logback.refusals()).containsExactly(words.replace("FILE", file));
        assertThat(logback.appender().isStarted()).isFalse();
    }

    @Test
    void whatHasNoEffectIsTold() {
        ship(1, "<ssl><provider>SunJSSE</provider></ssl><shutdownTimeout>1ms</shutdownTimeout>");

        assertThat(logback.warnings()).contains("ssl/provider has no effect: TLS is that of the JVM");
        assertThat(logback.appender().isStarted()).isTrue();
    }
}
