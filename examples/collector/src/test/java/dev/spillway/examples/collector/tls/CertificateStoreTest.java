package dev.spillway.examples.collector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> FILES = List.of("ca-key.pem", "ca.pem", "server-key.pem", "server.pem");

    @TempDir
    private Path parent;

    private final List<String> notices = new ArrayList<>();
    private final ServerNames names = ServerNames.ofThisMachine(InetAddress.getLoopbackAddress());
    private Path directory;

    @BeforeEach
    void chooseDirectory() {
        directory = parent.resolve("nested").resolve("data");
    }

    private TlsIdentity openAt(Instant now, ServerNames wanted) throws IOException, GeneralSecurityException {
        notices.clear();
        return new CertificateStore(directory, wanted, Clock.fixed(now, ZoneOffset.UTC), notices::add).open();
    }

    private TlsIdentity openAt(Instant now) throws IOException, GeneralSecurityException {
        return openAt(now, names);
    }

    private X509Certificate certificate(String file) throws IOException, GeneralSecurityException {
        return PemFile.readCertificate(directory.resolve(file));
    }

    private String content(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    @Test
    void firstStartMakesAnAuthorityAndACertificateForEveryNameOfThisMachine() throws Exception {
        TlsIdentity identity = openAt(NOW);

        assertThat(identity.caFile()).isEqualTo(directory.resolve("ca.pem")).exists();
        assertThat(notices).singleElement().asString().contains("senders trust it by " + identity.caFile());
        X509Certificate server = certificate("server.pem");
        server.verify(certificate("ca.pem").getPublicKey());
        server.checkValidity(Date.from(NOW.plus(Duration.ofDays(820))));
        Set<Object> alternatives = new HashSet<>();
        server.getSubjectAlternativeNames().forEach(name -> alternatives.add(name.get(1)));
        assertThat(alternatives).contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", names.machine());
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate("ca.pem").getBasicConstraints()).isZero();
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws Exception {
        openAt(NOW);

        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.sorted().toList())
                    .extracting(file -> file.getFileName().toString())
                    .isEqualTo(FILES);
        }
        for (String file : FILES) {
            assertThat(Files.getPosixFilePermissions(directory.resolve(file)))
                    .as(file)
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void nextStartUsesTheSameFiles() throws Exception {
        openAt(NOW);
        List<String> before = new ArrayList<>();
        for (String file : FILES) {
            before.add(content(file));
        }

        openAt(NOW.plus(Duration.ofDays(700)));

        assertThat(notices).isEmpty();
        for (int i = 0; i < FILES.size(); i++) {
            assertThat(content(FILES.get(i))).isEqualTo(before.get(i));
        }
    }

    @Test
    void serverCertificateThatEndsSoonIsRenewedUnderTheSameAuthority() throws Exception {
        openAt(NOW);
        String authority = content("ca.pem");
        Instant later = NOW.plus(Duration.ofDays(800));

        openAt(later);

        assertThat(notices)
                .singleElement()
                .asString()
                .contains("server certificate was renewed")
                .contains("ends on");
        assertThat(content("ca.pem")).isEqualTo(authority);
        assertThat(certificate("server.pem").getNotAfter()).isAfter(later.plus(Duration.ofDays(800)));
    }

    @Test
    void authorityThatEndsSoonIsReplacedAndSendersAreToldToTakeTheNewOne() throws Exception {
        openAt(NOW);
        String authority = content("ca.pem");

        openAt(NOW.plus(Duration.ofDays(3640)));

        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).contains("ends on").contains("give senders the new " + directory.resolve("ca.pem"));
        assertThat(content("ca.pem")).isNotEqualTo(authority);
        certificate("server.pem").verify(certificate("ca.pem").getPublicKey());
    }

    @Test
    void damagedFilesAreReplaced() throws Exception {
        openAt(NOW);
        for (String damaged : FILES) {
            for (String rubbish : List.of("", "rubbish", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
                Files.writeString(directory.resolve(damaged), rubbish);

                openAt(NOW);

                assertThat(notices).as("%s damaged by <%s>", damaged, rubbish).isNotEmpty();
                assertThat(notices.get(0)).contains(damaged.startsWith("ca") ? "a new one was made" : "was renewed");
                certificate("server.pem").verify(certificate("ca.pem").getPublicKey());
                openAt(NOW);
                assertThat(notices).isEmpty();
            }
            Files.delete(directory.resolve(damaged));
            openAt(NOW);
            assertThat(notices).as("%s deleted", damaged).isNotEmpty();
        }
    }

    @Test
    void keyOfAnotherCertificateIsNoticed() throws Exception {
        openAt(NOW);
        Files.copy(
                directory.resolve("ca-key.pem"),
                directory.resolve("server-key.pem"),
                StandardCopyOption.REPLACE_EXISTING);

        openAt(NOW);

        assertThat(notices).singleElement().asString().contains("does not belong to");
    }

    @Test
    void machineWithANewNameGetsANewServerCertificate() throws Exception {
        openAt(NOW);
        Set<String> more = new HashSet<>(names.all());
        more.add("renamed.example");

        openAt(NOW, new ServerNames("renamed.example", more));

        assertThat(notices).singleElement().asString().contains("not made for all names");
        assertThat(certificate("server.pem").getSubjectX500Principal().getName())
                .isEqualTo("CN=renamed.example");
    }
}
