package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<Arguments> waysAndPeers() {
        return EnumSet.complementOf(EnumSet.of(Configured.LOG4J2_ASYNC)).stream()
                .flatMap(way -> Stream.of(RotatingPeer.Kind.values()).map(kind -> Arguments.of(way, kind)));
    }

    @ParameterizedTest
    @MethodSource("waysAndPeers")
    void nothingIsLostWhileEverythingIsReplaced(Configured way, RotatingPeer.Kind kind) throws IOException {
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
        try (RotatingPeer peer =
                        kind.start(authority.loopback(), clients, message -> arrived.add(lastWord(message.text())));
                Shipper shipper = way.with(options(peer, caFile, certFile, keyFile))) {
            for (int rotation = 1; rotation <= ROTATIONS; rotation++) {
                log(shipper, expected, EVENTS_BETWEEN);
                ServerCertificate next = clients.forNames("client-" + rotation + ".example");
                TestCertificates nextAuthority = TestCertificates.create();
                peer.present(nextAuthority.loopback());
                peer.endConnections();
                Files.writeString(certFile, next.certificatePem());
                log(shipper, expected, EVENTS_BETWEEN);
                // The key first: a connection made between the two would be the former client's, and last.
                Files.writeString(keyFile, next.keyPem());
                nextAuthority.writeCaPem(caFile);
                log(shipper, expected, EVENTS_BETWEEN);
                awaitArrival(arrived, expected);
                // A request is recorded when its messages have been handed on already.
                await().atMost(PATIENCE).until(peer::lastClient, ("CN=client-" + rotation + ".example")::equals);
            }
            assertThat(shipper.stats().droppedTotal()).isZero();
            ShippingLogback.assertBooksClose(shipper.stats());
            Figures.print(
                    "%d events over %d connections and %d rotations, by %s over %s: none lost",
                    expected.size(), peer.connectionCount(), ROTATIONS, way, kind);
        }
    }

    private static Map<String, String> options(RotatingPeer peer, Path caFile, Path certFile, Path keyFile) {
        Map<String, String> options = new LinkedHashMap<>(peer.options());
        options.put("caFile", caFile.toString());
        options.put("certFile", certFile.toString());
        options.put("keyFile", keyFile.toString());
        options.put("reconnectionDelay", "20ms");
        options.put("maxReconnectionDelay", "50ms");
        return options;
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

    private static String lastWord(String text) {
        return text.substring(text.lastIndexOf(' ') + 1);
    }
}
