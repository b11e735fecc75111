package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogConnection;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is wrong with the other side, and however the options were set: it gets nothing, one message says why, and
 * the attempts are few.
 */
final class TlsMatrixTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final TestCertificates CERTIFICATES = TestCertificates.create();
    private static final int ATTEMPTS = 3;
    private static final int ATTEMPTS_A_SECOND = 25;
    private static final int EVENTS = 100;
    private static final int AT_A_TIME = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How what is told of each scheme begins. */
    private static final Map<String, String> FAILURES =
            Map.of("syslog+tls", "no connection: syslog+tls://", "https", "nothing delivered: https://");

    private static final String STRANGER = "it is signed by an authority that caFile ";

    /** What is wrong, and the words of the message that says so. */
    enum Flaw {
        EXPIRED("the peer's certificate has expired (", TestCertificates::expired),
        NOT_YET_VALID("the peer's certificate is not valid yet (", TestCertificates::notYetValid),
        WRONG_NAME("it is not for localhost: ", TestCertificates::wrongHost),
        ADDRESS_FOR_NAME("it is not for localhost: ", all -> all.forNames("127.0.0.1")),
        NAME_FOR_ADDRESS("it is not for 127.0.0.1: ", all -> all.forNames("localhost")) {
            @Override
            String host() {
                return "127.0.0.1";
            }
        },
        SELF_SIGNED("it is self-signed, and caFile ", TestCertificates::selfSigned),
        UNKNOWN_AUTHORITY(STRANGER, TestCertificates::unknownCa),
        MISSING_INTERMEDIATE(STRANGER, TestCertificates::withoutIntermediate),
        PIN_OF_ANOTHER_KEY("no key in its chain is one of pin; ", TestCertificates::loopback) {
            @Override
            void vary(Map<String, String> options, Path directory) {
                options.put("pin", "sha256/" + "A".repeat(43) + "=");
            }
        },
        NO_CLIENT_CERTIFICATE("", TestCertificates::loopback) {
            @Override
            SyslogEndpointBuilder endpoint(TestCertificates certificates) {
                return super.endpoint(certificates).demandClientCertificate(certificates);
            }
        },
        CLIENT_CERTIFICATE_OF_A_STRANGER("", TestCertificates::loopback) {
            @Override
            SyslogEndpointBuilder endpoint(TestCertificates certificates) {
                return super.endpoint(certificates).demandClientCertificate(certificates);
            }

            @Override
            void vary(Map<String, String> options, Path directory) throws IOException {
                identify(TestCertificates.create().forNames("client.example"), options, directory);
            }
        },
        /** As far as a JDK that has forgotten TLS 1.1 can play such a server: it ends. */
        OLD_TLS("", TestCertificates::loopback) {
            @Override
            SyslogEndpointBuilder endpoint(TestCertificates certificates) {
                return super.endpoint(certificates).protocols("TLSv1.1");
            }
        },
        /** On a busy machine the name of the host may take as long. */
        STALLED_HANDSHAKE(" within connectionTimeout (100ms)", TestCertificates::loopback) {
            @Override
            SyslogEndpointBuilder endpoint(TestCertificates certificates) {
                return super.endpoint(certificates).behaviour(Behaviour.stallBeforeHandshake());
            }

            @Override
            void vary(Map<String, String> options, Path directory) {
                options.put("connectionTimeout", "100ms");
            }
        },
        GARBAGE("the peer does not speak TLS", TestCertificates::loopback) {
            @Override
            SyslogEndpointBuilder endpoint(TestCertificates certificates) {
                return super.endpoint(certificates).behaviour(Behaviour.garbageInsteadOfHandshake());
            }
        },
        END_DURING_HANDSHAKE("the peer closed the connection during the TLS handshake", TestCertificates::loopback) {
            @Override
            SyslogEndpointBuilder endpoint(TestCertificates certificates) {
                return SyslogEndpoint.tcp().behaviour(Behaviour.closePolitelyAfter(0));
            }
        };

        private final String words;
        private final Choice choice;

        Flaw(String words, Choice choice) {
            this.words = words;
            this.choice = choice;
        }

        SyslogEndpointBuilder endpoint(TestCertificates certificates) {
            return SyslogEndpoint.tls().certificate(choice.of(certificates));
        }

        /** What we call the peer. */
        String host() {
            return "localhost";
        }

        /** Sets what belongs to the flaw on our side. */
        void vary(Map<String, String> options, Path directory) throws IOException {}

        private interface Choice {
            ServerCertificate of(TestCertificates certificates);
        }
    }

    @TempDir
    private Path directory;

    static Stream<Arguments> waysAndSchemes() {
        return EnumSet.complementOf(EnumSet.of(Configured.LOG4J2_ASYNC)).stream()
                .flatMap(way -> Stream.of("syslog+tls", "https").map(scheme -> Arguments.of(way, scheme)));
    }

    private Map<String, String> options(SyslogEndpoint endpoint) throws IOException {
        return options("syslog+tls", "localhost", endpoint, directory);
    }

    private static Map<String, String> options(String scheme, String host, SyslogEndpoint endpoint, Path directory)
            throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("destination", scheme + "://" + host + ":" + endpoint.port());
        options.put(
                "caFile", CERTIFICATES.writeCaPem(directory.resolve("ca.pem")).toString());
        options.put("connectionTimeout", "1min");
        options.put("reconnectionDelay", "50ms");
        options.put("maxReconnectionDelay", "100ms");
        options.put("shutdownTimeout", "10ms");
        if (scheme.equals("https")) {
            options.put("linger", "10ms");
        }
        return options;
    }

    static void identify(ServerCertificate identity, Map<String, String> options, Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("client.key"), identity.keyPem());
        if (key.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        }
        options.put(
                "certFile",
                Files.writeString(directory.resolve("client.pem"), identity.certificatePem())
                        .toString());
        options.put("keyFile", key.toString());
    }

    /** All flaws of a way side by side, as most of the time goes into waiting between attempts. */
    @ParameterizedTest
    @MethodSource("waysAndSchemes")
    void peerThatShouldNotBeTrustedGetsNothing(Configured way, String scheme) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            Map<Flaw, Future<?>> cases = new EnumMap<>(Flaw.class);
            for (Flaw flaw : Flaw.values()) {
                Path place = Files.createDirectory(directory.resolve(flaw.name()));
                cases.put(flaw, threads.submit(() -> {
                    getsNothing(way, scheme, flaw, place);
                    return null;
                }));
            }
            assertAll(cases.entrySet().stream()
                    .map(each -> () -> assertThat(each.getValue())
                            .as("%s over %s, by %s", each.getKey(), scheme, way)
                            .succeedsWithin(PATIENCE)));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void getsNothing(Configured way, String scheme, Flaw flaw, Path directory) throws IOException {
        try (SyslogEndpoint endpoint = flaw.endpoint(CERTIFICATES).start()) {
            Map<String, String> options = options(scheme, flaw.host(), endpoint, directory);
            flaw.vary(options, directory);
            try (Shipper shipper = way.with(options)) {
                long started = System.nanoTime();
                for (int i = 0; i < EVENTS; i++) {
                    shipper.log("secret number " + i);
                }
                List<SyslogConnection> attempts = endpoint.awaitConnections(ATTEMPTS, PATIENCE);
                double seconds = (System.nanoTime() - started) / 1e9;

                assertThat(attempts.size() - 1).as("attempts in %s s", seconds).isLessThanOrEqualTo((int)
                        Math.ceil(seconds * ATTEMPTS_A_SECOND));
                assertThat(endpoint.connections()).allMatch(connection -> connection.applicationBytes() == 0);
                assertThat(endpoint.messageCount()).isZero();
                assertThat(shipper.warnings()).singleElement().satisfies(message -> {
                    Figures.print("%s over %s is told as: %s", flaw, scheme, message);
                    assertThat(message)
                            .startsWith(flaw.words.isEmpty() ? "" : FAILURES.get(scheme))
                            .contains(flaw.words)
                            .doesNotContain("\n", "Exception");
                });
                assertThat(shipper.stats().pending()).isEqualTo(EVENTS);
                ShippingLogback.assertBooksClose(shipper.stats());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "LOG4J2_ASYNC")
    void peerThatAsksWhoWeAreGetsEverythingOnceItKnows(Configured way) throws IOException {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                .certificate(CERTIFICATES.withIntermediate())
                .demandClientCertificate(CERTIFICATES)
                .start()) {
            Map<String, String> options = options(endpoint);
            identify(CERTIFICATES.forNames("client.example"), options, directory);
            try (Shipper shipper = way.with(options)) {
                shipper.log("no secret");
                endpoint.awaitMessages(1, PATIENCE);
                assertThat(endpoint.connections().get(0).clientName()).contains("CN=client.example");
                assertThat(shipper.warnings()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "LOG4J2_ASYNC")
    void peerWhoseCertificateChangesIsCheckedAgain(Configured way) throws IOException {
        try (SyslogEndpoint endpoint =
                SyslogEndpoint.tls().certificate(CERTIFICATES.loopback()).start()) {
            try (Shipper shipper = way.with(options(endpoint))) {
                shipper.log("first");
                endpoint.awaitMessages(1, PATIENCE);

                endpoint.present(CERTIFICATES.unknownCa());
                endpoint.connections().get(0).closePolitely();
                int before = endpoint.connections().size();
                shipper.log("second");
                endpoint.awaitConnections(before + ATTEMPTS, PATIENCE);
                assertThat(endpoint.connections().stream().skip(1))
                        .allMatch(connection -> connection.applicationBytes() == 0);

                endpoint.present(CERTIFICATES.loopback());
                // The first may come once more: nothing had confirmed it.
                endpoint.awaitMessage("second", PATIENCE);
            }
        }
    }
}
