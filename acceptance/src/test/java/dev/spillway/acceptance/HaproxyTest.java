package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lone events through a proxy that ends connections on which nothing moves, on both its sides, at moments around that: some
 * meet an open connection, some a closed one, some one that is just being closed.
 */
final class HaproxyTest {
    /** Which way. */
    enum Route {
        TCP,
        /** Of TLS, haproxy sees the records only. */
        TLS_THROUGH,
        /** Haproxy ends TLS, and goes on over TCP. */
        TLS_ENDED
    }

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int TIMEOUT_MILLIS = Scale.of(2_000, 300);
    private static final int EVENTS = Scale.of(120, 12);
    /** So much around the time-out, for every other event; up to half of it for the rest. */
    private static final int CLOSE_MILLIS = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TestCertificates CERTIFICATES = TestCertificates.create();

    private final SplittableRandom random = new SplittableRandom();
    private final SequenceOracle oracle = SequenceOracle.seeded(random.nextLong());

    @TempDir
    private Path directory;

    /** With an {@code idleTimeout} below the proxy's we end connections first, which confirms what was sent. */
    @ParameterizedTest
    @Execution(CONCURRENT)
    @CsvSource({
        "TCP, auto, 4min",
        "TCP, auto, below",
        "TLS_THROUGH, auto, 4min",
        "TLS_THROUGH, off, 4min",
        "TLS_ENDED, auto, 4min",
        "TLS_ENDED, off, 4min"
    })
    void noLoneEventIsLostAroundTheProxysTimeout(Route route, String receipts, String idle) throws Exception {
        SyslogEndpointBuilder builder = route == Route.TLS_THROUGH
                ? SyslogEndpoint.tls().certificate(CERTIFICATES.loopback())
                : SyslogEndpoint.tcp();
        int port = Ports.free();
        try (SyslogEndpoint endpoint = builder.onMessage(oracle::accept).start();
                ReceiverProcess proxy = haproxy(route, port, endpoint.port())) {
            proxy.awaitPort(port);
            int before = endpoint.connections().size();
            try (ShippingLogback logback = new ShippingLogback("""
                    <destination>syslog+%s://localhost:%d</destination>
                    <caFile>%s</caFile>
                    <receipts>%s</receipts>
                    <idleTimeout>%s</idleTimeout>
                    <reconnectionDelay>50ms</reconnectionDelay>
                    <maxReconnectionDelay>100ms</maxReconnectionDelay>
                    """.formatted(
                            route == Route.TCP ? "tcp" : "tls",
                            port,
                            CERTIFICATES.writeCaPem(directory.resolve("ca.pem")),
                            receipts,
                            idle.equals("below") ? TIMEOUT_MILLIS / 2 + "ms" : idle))) {
                for (int i = 0; i < EVENTS; i++) {
                    logback.logger().info(oracle.payload(0, i));
                    pass(gap(i));
                }
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(oracle.distinct())
                                .as("%s, %s", oracle, logback.stats())
                                .isEqualTo(EVENTS));
                logback.close();
                ShippingLogback.assertBooksClose(logback.stats());
            }
            SequenceReport report = oracle.report(1, EVENTS).assertComplete();
            int connections = endpoint.connections().size() - before;
            Figures.print(
                    "haproxy, time-outs %d ms, %s, receipts=%s, idleTimeout %s: %d lone events, 0 lost, %d twice, %d connections",
                    TIMEOUT_MILLIS, route, receipts, idle, report.issued(), report.duplicates(), connections);
            if (Scale.isCampaign()) {
                assertThat(connections).as("connections").isGreaterThan(1);
            }
        }
    }

    private Duration gap(int event) {
        int most = event % 2 == 0 ? CLOSE_MILLIS : TIMEOUT_MILLIS / 2;
        return Duration.ofMillis(TIMEOUT_MILLIS + random.nextInt(-most, most + 1));
    }

    private static void pass(Duration time) {
        Awaitility.await()
                .pollDelay(time)
                .pollInterval(Duration.ofMillis(1))
                .atMost(time.plus(PATIENCE))
                .until(() -> true);
    }

    private ReceiverProcess haproxy(Route route, int port, int target) throws IOException {
        Path program = Peers.require("haproxy");
        CERTIFICATES.writeServerPem(directory);
        Path pair = Files.writeString(
                directory.resolve("pair.pem"),
                Files.readString(directory.resolve("cert.pem")) + Files.readString(directory.resolve("key.pem")));
        Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), """
                global
                  maxconn 100
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client %1$dms
                  timeout server %1$dms
                listen proxy
                  bind 127.0.0.1:%2$d%3$s
                  server endpoint 127.0.0.1:%4$d
                """.formatted(
                        TIMEOUT_MILLIS, port, route == Route.TLS_ENDED ? " ssl crt " + pair : "", target));
        return ReceiverProcess.start(directory, List.of(program.toString(), "-db", "-f", configuration.toString()));
    }
}
