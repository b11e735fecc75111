package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A million events from four threads go over HTTPS through nginx to a counter: all of them, once, in order per thread. */
final class NginxTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int THREADS = 4;
    private static final int EACH = Scale.of(1_000_000) / THREADS;
    private static final Duration PATIENCE = Duration.ofSeconds(Scale.of(300, 60));

    private final SequenceOracle oracle = SequenceOracle.random();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"HTTP/1.1, gzip", "HTTP/1.1, none", "HTTP/2, gzip", "HTTP/2, none"})
    void everyEventArrivesOnceAndInOrder(String protocol, String compression) throws Exception {
        Set<String> protocols = ConcurrentHashMap.newKeySet();
        try (HttpsEndpoint counter =
                        HttpsEndpoint.http().onMessage(oracle::accept).start();
                Nginx nginx = Nginx.start(directory, counter.port(), protocol.equals("HTTP/2"));
                ShippingLogback logback =
                        new ShippingLogback("""
                        <destination>https://localhost:%d/v1/logs</destination>
                        <caFile>%s</caFile>
                        <compression>%s</compression>
                        <bufferSize>8MB</bufferSize>
                        <overflow>block</overflow>
                        <maxBlockTime>5min</maxBlockTime>
                        <shutdownTimeout>30s</shutdownTimeout>
                        """.formatted(nginx.port(), directory.resolve("ca.pem"), compression))) {
            long started = System.nanoTime();
            Producers.log(oracle, logback.logger()::info, THREADS, 0, EACH);
            long logged = System.nanoTime();
            boolean confirmed = logback.engine().flush(PATIENCE);
            long arrived = System.nanoTime();
            counter.requests()
                    .forEach(request ->
                            protocols.add(request.header("X-Protocol").orElse("none")));
            logback.close();

            assertThat(confirmed)
                    .as("everything is confirmed: %s", logback.stats())
                    .isTrue();
            ShippingLogback.assertBooksClose(logback.stats());
            assertThat(logback.stats().delivered()).as("%s", logback.stats()).isEqualTo((long) THREADS * EACH);
            assertThat(counter.failures()).isEmpty();
            SequenceReport report = oracle.report(THREADS, EACH).assertComplete();
            assertThat(report.duplicates()).as("%s: %s", oracle, report).isZero();
            assertThat(protocols).containsExactly(protocol.equals("HTTP/2") ? "HTTP/2.0" : protocol);
            Figures.print(
                    "nginx, %s, %s: %d events complete and in order, logged in %.1f s, counted after %.1f s (%.0f/s)",
                    protocol,
                    compression,
                    report.issued(),
                    (logged - started) / 1e9,
                    (arrived - started) / 1e9,
                    report.issued() / ((arrived - started) / (double) TimeUnit.SECONDS.toNanos(1)));
        }
    }

    /** nginx in a process of its own, which speaks TLS to us and passes requests on in clear. */
    private record Nginx(ReceiverProcess process, int port) implements AutoCloseable {
        static Nginx start(Path directory, int counterPort, boolean http2) throws IOException {
            Path program = Peers.require("nginx");
            TestCertificates.create().writeServerPem(directory);
            int port = Ports.free();
            Path configuration = Files.writeString(directory.resolve("nginx.conf"), """
                    daemon off;
                    master_process off;
                    pid %1$s/nginx.pid;
                    error_log stderr warn;
                    events { worker_connections 64; }
                    http {
                      access_log off;
                      client_max_body_size 1m;
                      client_body_temp_path %1$s/body;
                      proxy_temp_path %1$s/proxy;
                      fastcgi_temp_path %1$s/fastcgi;
                      uwsgi_temp_path %1$s/uwsgi;
                      scgi_temp_path %1$s/scgi;
                      server {
                        listen 127.0.0.1:%2$d ssl%3$s;
                        ssl_certificate %1$s/cert.pem;
                        ssl_certificate_key %1$s/key.pem;
                        location / {
                          proxy_pass http://127.0.0.1:%4$d;
                          proxy_set_header X-Protocol $server_protocol;
                        }
                      }
                    }
                    """.formatted(
                            directory, port, http2 ? " http2" : "", counterPort));
            ReceiverProcess process = ReceiverProcess.start(
                    directory,
                    List.of(
                            program.toString(),
                            "-e",
                            "stderr",
                            "-p",
                            directory.toString(),
                            "-c",
                            configuration.toString()));
            process.awaitPort(port);
            return new Nginx(process, port);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
