package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.internal.transport.ScriptedProxy;
import dev.spillway.testkit.HttpAnswer;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.HttpsEndpointBuilder;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.ReceivedRequest;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.TestCertificates;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import okhttp3.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events over real HTTPS on loopback. */
final class HttpsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    @TempDir
    static Path directory;

    private static SpillwayBuilder builder(HttpsEndpoint endpoint) throws Exception {
        return Spillway.builder()
                .destination(endpoint.uri("/v1/logs?source=test").toString())
                .caFile(endpoint.certificate().writeCaPem(directory.resolve("ca.pem")))
                .appName("shop");
    }

    private static LogEvent event(String text) {
        return LogEvent.of(Severity.INFO, "com.example.Main", text);
    }

    @ParameterizedTest
    @CsvSource({"HTTP/2, gzip", "HTTP/2, none", "HTTP/1.1, gzip", "HTTP/1.1, none"})
    void eventsArriveInOrderAsLines(String protocol, String compression) throws Exception {
        HttpsEndpointBuilder server = HttpsEndpoint.https();
        try (HttpsEndpoint endpoint =
                protocol.equals("HTTP/2") ? server.start() : server.http1Only().start()) {
            Spillway spillway = builder(endpoint)
                    .set("compression", compression)
                    .set("shutdownTimeout", "1min")
                    .set("header", "X-Tenant: shop")
                    .set("header", "X-Two: 2, 3")
                    .build();
            for (int i = 0; i < 10_000; i++) {
                spillway.log(event("number " + i + " in\ntwo lines"));
            }
            spillway.close();
            assertThat(spillway.stats().delivered()).isEqualTo(10_000);
            assertThat(spillway.stats().replayed()).isZero();
            List<ReceivedMessage> messages = endpoint.messages();
            assertThat(messages).hasSize(10_000);
            for (int i = 0; i < 10_000; i++) {
                assertThat(messages.get(i).text())
                        .startsWith("<14>1 ")
                        .contains(" shop ")
                        .endsWith("number " + i + " in\\ntwo lines");
            }
            assertThat(endpoint.requests()).hasSizeGreaterThanOrEqualTo(2).allSatisfy(request -> {
                assertThat(request.path()).isEqualTo("/v1/logs?source=test");
                assertThat(request.protocol()).isEqualTo(protocol);
                assertThat(request.header("Content-Type")).hasValue("text/plain; charset=utf-8");
                assertThat(request.header("Content-Encoding").isPresent()).isEqualTo(compression.equals("gzip"));
                assertThat(request.header("Idempotency-Key").orElseThrow()).matches("\"[0-9a-f]{32}\"");
                assertThat(request.header("X-Tenant")).hasValue("shop");
                assertThat(request.header("X-Two")).hasValue("2, 3");
                assertThat(request.sniName()).hasValue("localhost");
                assertThat(request.connection()).isEqualTo(1);
            });
        }
    }

    @Test
    void octetCountedFramesGoAsLogplex() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.http().start();
                Spillway spillway = Spillway.builder()
                        .destination("http://localhost:" + endpoint.port())
                        .set("framing", "octet-counting")
                        // One batch, however long the thread rests between the two; the flush sends it.
                        .set("linger", "1min")
                        .reporter(new SilentReporter())
                        .build()) {
            spillway.log(event("in\ntwo lines"));
            spillway.log(event("second"));
            assertThat(spillway.flush(SOON)).isTrue();
            ReceivedRequest received = endpoint.requests().get(0);
            assertThat(received.path()).isEqualTo("/");
            assertThat(received.header("Content-Type")).hasValue("application/logplex-1");
            assertThat(received.header("Logplex-Msg-Count")).hasValue("2");
            assertThat(received.header("Logplex-Frame-Id").orElseThrow()).matches("[0-9a-f]{32}");
            assertThat(new String(received.body(), StandardCharsets.UTF_8))
                    .matches("(?s)\\d+ <14>1 .*in\ntwo lines\\d+ <14>1 .*second");
        }
    }

    @Test
    void flushDoesNotWaitForTheLinger() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start();
                Spillway spillway = builder(endpoint).set("linger", "1min").build()) {
            spillway.log(event("one"));
            assertThat(spillway.flush(SOON.dividedBy(2))).isTrue();
            assertThat(spillway.stats().delivered()).isEqualTo(1);
            await().atMost(SOON).until(() -> spillway.stats().connection() == ConnectionState.CONNECTED);
        }
    }

    @ParameterizedTest
    @CsvSource({"http, me:s3same@", "http, ''", "socks5, me:s3same@", "socks5, ''"})
    void requestsGoThroughAProxy(String kind, String credentials) throws Exception {
        String granted = "HTTP/1.1 200 Connection established\r\n\r\n";
        boolean known = !credentials.isEmpty();
        ScriptedProxy.Script script = kind.equals("http")
                ? ScriptedProxy.http(known ? Credentials.basic("me", "s3same") : null, granted)
                : ScriptedProxy.socks(known ? "me:s3same" : null, 0);
        TestCertificates certificates = TestCertificates.create();
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                        .certificate(certificates.forNames("logs.nowhere.example"))
                        .start();
                ScriptedProxy proxy = new ScriptedProxy(endpoint.port(), script);
                Spillway spillway = builder(endpoint)
                        .set("destination", "")
                        .destination("https://logs.nowhere.example/v1/logs")
                        .set("proxy", kind + "://" + credentials + "127.0.0.1:" + proxy.port())
                        .build()) {
            spillway.log(event("through"));
            assertThat(spillway.flush(SOON)).isTrue();
            assertThat(endpoint.requests().get(0).sniName()).hasValue("logs.nowhere.example");
            assertThat(proxy.asked()).singleElement().asString().contains("logs.nowhere.example");
        }
    }

    @Test
    void socksProxyThatRefusesTheUserIsToldOfWithoutThePassword() throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start();
                ScriptedProxy proxy = new ScriptedProxy(endpoint.port(), ScriptedProxy.socks("me:other", 0));
                Spillway spillway = builder(endpoint)
                        .set("proxy", "socks5://me:s3same@127.0.0.1:" + proxy.port())
                        .set("shutdownTimeout", "100ms")
                        .reporter(new SilentReporter() {
                            @Override
                            public void warn(String message) {
                                warnings.add(message);
                            }
                        })
                        .build()) {
            spillway.log(event("secret"));
            await().atMost(SOON).until(() -> !warnings.isEmpty());
            assertThat(warnings.get(0))
                    .contains("proxy socks5://127.0.0.1:" + proxy.port() + " does not take this user and password")
                    .doesNotContain("s3same", "Exception");
            assertThat(endpoint.connectionCount()).isZero();
        }
    }

    /** OkHttp waits for up to 100 ms for the rest of what we do not read: the time of the request ends meanwhile. */
    @Test
    void requestWhoseTimeEndsWithItsAnswerEndsNoThread() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(10_000);
        ScriptedProxy.Script script = (in, out, asked) -> {
            int last = in.read();
            while (last != '}' && last >= 0) {
                // The body's last byte; the head has none of these.
                last = in.read();
            }
            LockSupport.parkNanos(350_000_000L);
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            in.transferTo(OutputStream.nullOutputStream());
            return false;
        };
        try (ScriptedProxy endpoint = new ScriptedProxy(0, script);
                Spillway spillway = Spillway.builder()
                        .destination("http://127.0.0.1:" + endpoint.port())
                        .set("requestTimeout", "400ms")
                        // A busy machine needs several attempts until an answer comes in time.
                        .set("reconnectionDelay", "10ms")
                        .set("maxReconnectionDelay", "100ms")
                        .set("compression", "none")
                        .reporter(new SilentReporter())
                        .build()) {
            for (int i = 0; i < 3; i++) {
                spillway.log(event("{number " + i + "}"));
                assertThat(spillway.flush(SOON)).isTrue();
            }
        }
    }

    @Test
    void whatOkHttpLogsIsNotShipped() throws Exception {
        Logger okHttp = Logger.getLogger("okhttp3");
        AtomicInteger logged = new AtomicInteger();
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().http1Only().start();
                Spillway spillway = builder(endpoint).build()) {
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    String thread = Thread.currentThread().getName();
                    if (thread.startsWith("OkHttp ") || thread.startsWith("spillway-")) {
                        logged.incrementAndGet();
                        spillway.log(LogEvent.of(Severity.DEBUG, entry.getLoggerName(), entry.getMessage()));
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            handler.setLevel(Level.ALL);
            okHttp.addHandler(handler);
            okHttp.setLevel(Level.ALL);
            okHttp.setUseParentHandlers(false);
            try {
                for (int i = 0; i < 20; i++) {
                    spillway.log(event("number " + i));
                    assertThat(spillway.flush(SOON)).isTrue();
                }
            } finally {
                okHttp.setLevel(null);
                okHttp.setUseParentHandlers(true);
                okHttp.removeHandler(handler);
            }
            assertThat(logged).hasPositiveValue();
            // A thread of OkHttp's may be between the two counts.
            await().atMost(SOON).until(() -> spillway.stats().ignored() == logged.get());
            assertThat(spillway.stats().accepted()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectTellsNothingToTheOtherHost(int status) throws Exception {
        try (HttpsEndpoint other = HttpsEndpoint.https().start();
                HttpsEndpoint endpoint = HttpsEndpoint.https().start();
                Spillway spillway = builder(endpoint)
                        .set("token", "t0ken")
                        .set("header", "X-Key: {token}")
                        .set("maxReconnectionDelay", "100ms")
                        .set("reconnectionDelay", "10ms")
                        .reporter(new SilentReporter())
                        .build()) {
            endpoint.answerNext(
                    HttpAnswer.redirect(status, other.uri("/v1/logs").toString()));
            spillway.log(event("secret"));

            assertThat(endpoint.awaitMessage("secret", SOON)).isNotNull();
            assertThat(endpoint.requests()).hasSizeGreaterThan(1);
            assertThat(other.connectionCount()).isZero();
        }
    }

    @Test
    void strangersCertificateCostsNoApplicationData() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                        .certificate(TestCertificates.create().wrongHost())
                        .start();
                Spillway spillway = builder(endpoint)
                        .set("shutdownTimeout", "100ms")
                        .reporter(new SilentReporter())
                        .build()) {
            spillway.log(event("secret"));
            await().atMost(SOON).until(() -> spillway.stats().lastError() != null);
            assertThat(spillway.stats().lastError())
                    .startsWith("https://localhost:" + endpoint.port() + "/v1/logs?source=test: ")
                    .contains("certificate is not trusted", "no subject alternative DNS name matching localhost found");
            assertThat(spillway.stats().connection()).isNotEqualTo(ConnectionState.CONNECTED);
            assertThat(endpoint.requests()).isEmpty();
        }
    }
}
