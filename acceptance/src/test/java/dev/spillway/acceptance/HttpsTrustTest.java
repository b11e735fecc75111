package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over HTTPS the options decide whom to trust as they do elsewhere: here what they let pass, and what they do not. */
final class HttpsTrustTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestCertificates certificates = TestCertificates.create();

    @TempDir
    private Path directory;

    private Map<String, String> options(String host, HttpsEndpoint endpoint) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("destination", "https://" + host + ":" + endpoint.port());
        options.put(
                "caFile", certificates.writeCaPem(directory.resolve("ca.pem")).toString());
        options.put("linger", "10ms");
        options.put("connectionTimeout", "1min");
        options.put("reconnectionDelay", "50ms");
        options.put("maxReconnectionDelay", "100ms");
        options.put("shutdownTimeout", "100ms");
        return options;
    }

    private static HttpsEndpoint endpoint(ServerCertificate certificate) {
        return HttpsEndpoint.https().certificate(certificate).start();
    }

    private static void assertDelivers(Map<String, String> options, HttpsEndpoint endpoint) {
        assertDelivers(Configured.BUILDER, options, endpoint);
    }

    private static void assertDelivers(Configured way, Map<String, String> options, HttpsEndpoint endpoint) {
        try (Shipper shipper = way.with(options)) {
            shipper.log("no secret");
            endpoint.awaitMessages(1, PATIENCE);
        }
    }

    private static void assertRefuses(Map<String, String> options, HttpsEndpoint endpoint, String words) {
        try (Shipper shipper = Configured.BUILDER.with(options)) {
            shipper.log("secret");
            await().atMost(PATIENCE).until(() -> !shipper.warnings().isEmpty() && endpoint.connectionCount() > 2);
            assertThat(shipper.warnings())
                    .filteredOn(warning -> !warning.contains("verifyHostname"))
                    .singleElement()
                    .satisfies(message -> assertThat(message)
                            .startsWith("nothing delivered: https://")
                            .contains(words)
                            .doesNotContain("\n", "Exception"));
        }
        assertThat(endpoint.requests()).isEmpty();
    }

    @Test
    void addressInTheCertificateIsTheHost() throws IOException {
        try (HttpsEndpoint endpoint = endpoint(certificates.forNames("127.0.0.1"))) {
            assertDelivers(options("127.0.0.1", endpoint), endpoint);
        }
    }

    @Test
    void commonNameAloneDoesNotCount() throws IOException {
        try (HttpsEndpoint endpoint = endpoint(certificates.commonNameOnly())) {
            assertRefuses(options("localhost", endpoint), endpoint, "it has the host as its common name only");
        }
    }

    @Test
    void anyNameIsTakenWhereTheNameIsNotVerified() throws IOException {
        for (ServerCertificate each :
                new ServerCertificate[] {certificates.wrongHost(), certificates.commonNameOnly()}) {
            try (HttpsEndpoint endpoint = endpoint(each)) {
                Map<String, String> options = options("localhost", endpoint);
                options.put("verifyHostname", "false");
                assertDelivers(options, endpoint);
            }
        }
    }

    @Test
    void nothingElseIsTakenWhereTheNameIsNotVerified() throws IOException {
        try (HttpsEndpoint endpoint = endpoint(certificates.unknownCa())) {
            Map<String, String> options = options("localhost", endpoint);
            options.put("verifyHostname", "false");
            assertRefuses(options, endpoint, "it is signed by an authority that caFile ");
        }
    }

    @Test
    void pinOfItsKeyIsEnough() throws IOException {
        try (HttpsEndpoint endpoint = endpoint(certificates.loopback())) {
            Map<String, String> options = options("localhost", endpoint);
            options.put("pin", "sha256/" + "A".repeat(43) + "=");
            String wrong;
            try (Shipper shipper = Configured.BUILDER.with(options)) {
                shipper.log("secret");
                await().atMost(PATIENCE).until(() -> !shipper.warnings().isEmpty());
                wrong = shipper.warnings().get(0);
            }
            assertThat(endpoint.requests()).isEmpty();
            int start = wrong.indexOf("that of its own certificate is ") + "that of its own certificate is ".length();
            options.put("pin", wrong.substring(start, wrong.indexOf(';', start)));
            assertDelivers(options, endpoint);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "LOG4J2_ASYNC")
    void peerThatAsksWhoWeAreGetsEverythingOnceItKnows(Configured way) throws IOException {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .certificate(certificates.withIntermediate())
                .demandClientCertificate(certificates)
                .start()) {
            Map<String, String> options = options("localhost", endpoint);
            TlsMatrixTest.identify(certificates.forNames("client.example"), options, directory);
            assertDelivers(way, options, endpoint);
            assertThat(endpoint.requests())
                    .allMatch(request -> request.clientName().equals(Optional.of("CN=client.example")));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "LOG4J2_ASYNC")
    void peerWhoseCertificateChangesIsCheckedAgain(Configured way) throws IOException {
        try (HttpsEndpoint endpoint = endpoint(certificates.loopback());
                Shipper shipper = way.with(options("localhost", endpoint))) {
            shipper.log("first");
            await().atMost(PATIENCE).until(() -> shipper.stats().delivered() == 1);

            endpoint.present(certificates.unknownCa());
            endpoint.endConnections();
            int before = endpoint.connectionCount();
            shipper.log("second");
            endpoint.awaitConnections(before + 3, PATIENCE);
            assertThat(endpoint.requests()).hasSize(1);

            endpoint.present(certificates.loopback());
            endpoint.awaitMessages(2, PATIENCE);
            assertThat(endpoint.messages().get(1).text()).endsWith("second");
        }
    }
}
