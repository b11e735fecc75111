package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spillway.internal.transport.ScriptedProxy;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application may bring in place of OkHttp 5: nothing, or OkHttp 4.12. */
final class OkHttpVersionsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** The build puts the jars there. */
    private static final Path OKHTTP_4 = Path.of("target", "okhttp4");

    @Test
    void syslogWorksWithoutOkHttpAndHttpsSaysWhatIsMissing() throws Exception {
        try (EngineApart apart = new EngineApart();
                SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            apart.set("host", "").set("destination", "syslog+tcp://127.0.0.1:" + endpoint.port());
            try (AutoCloseable engine = apart.build()) {
                apart.log(engine, "hello");
                assertThat(apart.flush(engine, SOON)).isTrue();
            }
            assertThat(endpoint.awaitMessages(1, SOON).get(0).text()).endsWith("hello");
            apart.set("destination", "").set("destination", "https://logs.example.com/v1/logs");

            assertThat(catchThrowable(apart::build))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("destination is \"https://logs.example.com/v1/logs\", which needs the dependency"
                            + " com.squareup.okhttp3:okhttp-jvm, which is missing; allowed is a syslog destination, or"
                            + " any with that dependency beside spillway-core");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void httpsWorksWithOkHttp4(boolean http2, @TempDir Path directory) throws Exception {
        try (EngineApart apart = new EngineApart(okHttp4());
                HttpsEndpoint endpoint = http2
                        ? HttpsEndpoint.https().start()
                        : HttpsEndpoint.https().http1Only().start()) {
            apart.set("destination", endpoint.uri("/v1/logs").toString());
            apart.set(
                    "caFile",
                    endpoint.certificate()
                            .writeCaPem(directory.resolve("ca.pem"))
                            .toString());
            try (AutoCloseable engine = apart.build()) {
                for (int i = 0; i < 100; i++) {
                    apart.log(engine, "number " + i);
                }
                assertThat(apart.flush(engine, SOON)).isTrue();
            }
            assertThat(endpoint.messages()).hasSize(100);
            assertThat(endpoint.requests().get(0).protocol()).isEqualTo(http2 ? "HTTP/2" : "HTTP/1.1");
        }
    }

    @Test
    void socksProxyWithAPasswordWorksWithOkHttp4(@TempDir Path directory) throws Exception {
        TestCertificates certificates = TestCertificates.create();
        try (EngineApart apart = new EngineApart(okHttp4());
                HttpsEndpoint endpoint = HttpsEndpoint.https()
                        .certificate(certificates.forNames("logs.nowhere.example"))
                        .start();
                ScriptedProxy proxy = new ScriptedProxy(endpoint.port(), ScriptedProxy.socks("me:s3same", 0))) {
            apart.set("destination", "https://logs.nowhere.example/v1/logs");
            apart.set("proxy", "socks5://me:s3same@127.0.0.1:" + proxy.port());
            apart.set(
                    "caFile",
                    certificates.writeCaPem(directory.resolve("ca.pem")).toString());
            try (AutoCloseable engine = apart.build()) {
                apart.log(engine, "through");
                assertThat(apart.flush(engine, SOON)).isTrue();
            }
            assertThat(endpoint.requests().get(0).sniName()).hasValue("logs.nowhere.example");
            assertThat(proxy.asked()).containsExactly("logs.nowhere.example 443");
        }
    }

    private static Path[] okHttp4() throws IOException {
        try (Stream<Path> jars = Files.list(OKHTTP_4)) {
            Path[] found = jars.toArray(Path[]::new);
            assertThat(found).anyMatch(jar -> jar.getFileName().toString().equals("okhttp-4.12.0.jar"));
            return found;
        }
    }
}
