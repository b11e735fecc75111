package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.spillway.internal.transport.tls.TlsContext;
import dev.spillway.internal.transport.tls.TlsProvider;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of trusted authorities: whatever is wrong with it, nobody is trusted instead. */
final class TlsProviderTest {
    @TempDir
    Path directory;

    private final TestCertificates certificates = TestCertificates.create();

    private static TlsProvider provider(Path caFile) {
        return new TlsProvider(Shipment.tls(caFile, true), new Reports(), InstantSource.system());
    }

    @Test
    void missingFileIsNamed() {
        Path file = directory.resolve("nowhere.pem");
        assertThatIOException()
                .isThrownBy(() -> provider(file).current())
                .withMessage("caFile " + file + " does not exist");
    }

    @Test
    void fileWithoutACertificateIsRefused() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThatIOException()
                .isThrownBy(() -> provider(empty).current())
                .withMessageContaining("caFile " + empty + " holds no certificate");
    }

    @Test
    void garbageIsRefusedWithoutBeingQuoted() throws IOException {
        Path file = Files.writeString(directory.resolve("garbage.pem"), "top secret, but no certificate\n");
        assertThatIOException()
                .isThrownBy(() -> provider(file).current())
                .withMessageStartingWith("caFile " + file)
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret"));
        Path broken = Files.writeString(
                directory.resolve("broken.pem"),
                certificates.caPem().replace("MII", "MIJ").replace("A", "B"));
        assertThatIOException()
                .isThrownBy(() -> provider(broken).current())
                .withMessageStartingWith("caFile " + broken);
    }

    @Test
    void directoryAndHugeFileAreRefused() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> provider(directory).current())
                .withMessageContaining("caFile " + directory);
        Path huge = Files.write(directory.resolve("huge.pem"), new byte[2 * 1024 * 1024]);
        assertThatIOException().isThrownBy(() -> provider(huge).current()).withMessageContaining("larger than 1 MB");
    }

    @Test
    void fileIsReadAgainOnlyWhenItHasChanged() throws IOException {
        Path file = certificates.writeCaPem(directory.resolve("ca.pem"));
        TlsProvider provider = provider(file);
        TlsContext before = provider.current();
        assertThat(provider.current()).isSameAs(before);
        TestCertificates.create().writeCaPem(file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(provider.current()).isNotSameAs(before);
    }

    @Test
    void authorityThatIsReplacedBetweenAttemptsIsUsedFromTheNextOneOn() throws IOException {
        Path file = TestCertificates.create().writeCaPem(directory.resolve("ca.pem"));
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(certificates.loopback())
                        .start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(file))) {
            assertThat(shipment.open().state()).isEqualTo(Transport.State.ENDED);
            certificates.writeCaPem(file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
            assertThat(shipment.open().state()).isEqualTo(Transport.State.OPEN);
            Files.delete(file);
            assertThatIOException().isThrownBy(shipment::open).withMessageContaining("does not exist");
        }
    }

    @Test
    void severalAuthoritiesMayStandInOneFile() throws IOException {
        Path file = Files.writeString(
                directory.resolve("ca.pem"),
                "# ours\n" + TestCertificates.create().caPem() + "\n" + certificates.caPem());
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(certificates.loopback())
                        .start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(file))) {
            assertThat(shipment.open().failure()).isNull();
        }
    }

    @Test
    void withoutAFileTheAuthoritiesOfTheJvmCount() throws IOException {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(certificates.loopback())
                        .start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(null))) {
            assertThat(shipment.open().failure()).contains("certif");
        }
    }
}
