package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogConnection;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Authorities, servers and clients get new certificates while events are logged: none of them is lost. */
final class CertificateRotationTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int ROTATIONS = Scale.of(50, 5);
    private static final int EVENTS_BETWEEN = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final TestCertificates clients = TestCertificates.create();

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "LOG4J2_ASYNC")
    void nothingIsLostWhileEverythingIsReplaced(Configured way) throws IOException {
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        TestCertificates authority = TestCertificates.create();
        Path caFile = authority.writeCaPem(directory.resolve("ca.pem"));
        Path certFile = directory.resolve("client.pem");
        Path keyFile = directory.resolve("client.key");
        ServerCertificate identity = clients.forNames("client-0.example");
        Files.writeString(certFile, identity.certificatePem());
        Files.writeString(keyFile, identity.keyPem());
        if (keyFile.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        }
        Set<String> expected = new HashSet<>();
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(authority.loopback())
                        .demandClientCertificate(clients)
                        .onMessage(message -> arrived.add(lastWord(message.text())))
                        .start();
                Shipper shipper = way.with(Map.of(
                        "destination",
                        "syslog+tls://localhost:" + endpoint.port(),
                        "caFile",
                        caFile.toString(),
                        "certFile",
                        certFile.toString(),
                        "keyFile",
                        keyFile.toString(),
                        "reconnectionDelay",
                        "20ms",
                        "maxReconnectionDelay",
                        "50ms"))) {
            for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
                log(shipper, expected, EVENTS_BETWEEN);
                ServerCertificate next = clients.forNames("client-" + rotation + ".example");
                TestCertificates nextAuthority = TestCertificates.create();
                endpoint.present(nextAuthority.loopback());
                endpoint.connections().forEach(SyslogConnection::closePolitely);
                Files.writeString(certFile, next.certificatePem());
                log(shipper, expected, EVENTS_BETWEEN);
                nextAuthority.writeCaPem(caFile);
                Files.writeString(keyFile, next.keyPem());
                log(shipper, expected, EVENTS_BETWEEN);
                awaitArrival(arrived, expected);
                assertThat(lastClient(endpoint)).isEqualTo("CN=client-" + rotation + ".example");
            }
            assertThat(shipper.stats().droppedTotal()).isZero();
            ShippingLogback.assertBooksClose(shipper.stats());
            Figures.print(
                    "%d events over %d connections and %d rotations, by %s: none lost",
                    expected.size(), endpoint.connections().size(), ROTATIONS, way);
        }
    }

    private static void log(Shipper shipper, Set<String> expected, int count) {
        for (int i = 0; i < count; i++) {
            String id = "event-" + expected.size();
            expected.add(id);
            shipper.log("this is " + id);
        }
    }

    private static void awaitArrival(Set<String> arrived, Set<String> expected) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (arrived.size() < expected.size() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String lastClient(SyslogEndpoint endpoint) {
        String last = "";
        for (SyslogConnection connection : endpoint.connections()) {
            last = connection.clientName().orElse(last);
        }
        return last;
    }

    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }
}
