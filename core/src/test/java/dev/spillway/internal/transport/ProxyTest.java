package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Seed;
import dev.spillway.internal.transport.ProxySettings.Kind;
import dev.spillway.internal.transport.tls.Secret;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that go through a proxy, and proxies of which nothing good comes. */
final class ProxyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GRANTED = "HTTP/1.1 200 Connection established\r\nVia: us\r\n\r\n";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("me:s3same".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private final TestCertificates certificates = TestCertificates.create();

    private Shipment through(ScriptedProxy proxy, Kind kind, boolean credentials, Destination destination)
            throws IOException {
        return through(proxy.port(), kind, credentials ? "s3same" : null, destination, PATIENCE);
    }

    private Shipment through(int port, Kind kind, String password, Destination destination, Duration timeout)
            throws IOException {
        Secret user = password == null ? null : new Secret("me");
        ProxySettings proxy =
                new ProxySettings(kind, "127.0.0.1", port, user, password == null ? null : new Secret(password));
        return new Shipment(
                destination,
                new TransportSettings(
                        null,
                        timeout,
                        timeout,
                        true,
                        Shipment.tls(certificates.writeCaPem(directory.resolve("ca.pem")), true),
                        EndpointSettings.PLAIN,
                        proxy,
                        HttpSettings.DEFAULT,
                        256 * 1024));
    }

    private static ScriptedProxy.Script granting(Kind kind, boolean credentials) {
        return kind == Kind.HTTP
                ? ScriptedProxy.http(credentials ? BASIC : null, GRANTED)
                : ScriptedProxy.socks(credentials ? "me:s3same" : null, 0);
    }

    @ParameterizedTest
    @EnumSource
    void tlsGoesThroughAndIsVerifiedForTheDestination(Kind kind) throws IOException {
        for (boolean credentials : new boolean[] {true, false}) {
            try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                            .certificate(certificates.forNames("logs.nowhere.example"))
                            .start();
                    ScriptedProxy proxy = new ScriptedProxy(endpoint.port(), granting(kind, credentials))) {
                Destination known = new Destination(Destination.Scheme.TLS, "logs.nowhere.example", 6514);
                try (Shipment shipment = through(proxy, kind, credentials, known)) {
                    assertThat(shipment.open().failure()).isNull();
                    shipment.send("<14>1 - - - - - - through");
                    shipment.finish();
                    assertThat(endpoint.messages()).hasSize(1);
                    assertThat(endpoint.connections().get(0).sniName()).contains("logs.nowhere.example");
                }
                assertThat(proxy.asked())
                        .singleElement()
                        .asString()
                        .contains(kind == Kind.HTTP ? "CONNECT logs.nowhere.example:6514 HTTP/1.1" : "example 6514");
                Destination stranger = new Destination(Destination.Scheme.TLS, "other.example", 6514);
                try (Shipment shipment = through(proxy, kind, credentials, stranger)) {
                    assertThat(shipment.open().failure()).contains("it is not for other.example");
                    assertThat(endpoint.connections().get(1).applicationBytes()).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "2001:db8::1, 2001:db8:0:0:0:0:0:1", "log_host, log_host"})
    void plainStreamsGoThroughAndAddressesStayAddresses(String host, String asked) throws IOException {
        for (Kind kind : Kind.values()) {
            try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                    ScriptedProxy proxy = new ScriptedProxy(endpoint.port(), granting(kind, false));
                    Shipment shipment =
                            through(proxy, kind, false, new Destination(Destination.Scheme.TCP, host, 601))) {
                shipment.open();
                shipment.send("<14>1 - - - - - - through");
                shipment.finish();
                assertThat(endpoint.messages()).hasSize(1);
                assertThat(proxy.asked().get(0))
                        .startsWith(
                                kind == Kind.HTTP
                                        ? "CONNECT " + (host.contains(":") ? "[" + host + "]" : host) + ":601 "
                                        : asked + " 601");
            }
        }
    }

    private void refused(ScriptedProxy.Script script, Kind kind, boolean credentials, String words) throws IOException {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(certificates.loopback())
                        .start();
                ScriptedProxy proxy = new ScriptedProxy(endpoint.port(), script);
                Shipment shipment = through(proxy, kind, credentials, Shipment.tls(6514))) {
            Transport transport = shipment.open();
            assertThat(transport.state()).isEqualTo(Transport.State.ENDED);
            assertThat(transport.failure())
                    .isEqualTo("proxy " + kind.scheme() + "://127.0.0.1:" + proxy.port() + " " + words)
                    .doesNotContain("s3same");
            assertThat(endpoint.connections()).allMatch(connection -> connection.applicationBytes() == 0);
        }
    }

    @Test
    void httpProxyThatRefusesIsToldOfInWords() throws IOException {
        refused(
                ScriptedProxy.http("Basic xyz", GRANTED),
                Kind.HTTP,
                true,
                "answered 407: it does not take this user and password");
        refused(
                ScriptedProxy.http(BASIC, GRANTED),
                Kind.HTTP,
                false,
                "answered 407: it asks for user and password, as in http://user:password@host:port");
        refused(
                ScriptedProxy.http(null, "HTTP/1.1 503 secret reason\r\n\r\n"),
                Kind.HTTP,
                false,
                "answered 503 to CONNECT localhost:6514");
        refused(
                ScriptedProxy.http(null, GRANTED + "more"),
                Kind.HTTP,
                false,
                "sent something of its own behind its answer");
        refused(
                ScriptedProxy.http(null, "SSH-2.0-OpenSSH_9.2\r\n"),
                Kind.HTTP,
                false,
                "did not answer as an HTTP proxy does");
        refused(
                ScriptedProxy.http(null, "HTTP/1.1 2x0 Hm\r\n\r\n"),
                Kind.HTTP,
                false,
                "did not answer as an HTTP proxy does");
        refused(
                ScriptedProxy.http(null, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000)),
                Kind.HTTP,
                false,
                "answered with more than 8 KB");
        refused(
                ScriptedProxy.http(null, "HTTP/1.1 "),
                Kind.HTTP,
                false,
                "closed the connection before it passed anything on");
    }

    @Test
    void socksProxyThatRefusesIsToldOfInWords() throws IOException {
        refused(ScriptedProxy.socks("me:other", 0), Kind.SOCKS5, true, "does not take this user and password");
        refused(
                ScriptedProxy.socks("me:s3same", 0),
                Kind.SOCKS5,
                false,
                "asks for user and password, as in socks5://user:password@host:port");
        refused(
                ScriptedProxy.socks(null, 2),
                Kind.SOCKS5,
                false,
                "did not connect to localhost:6514: its rules do not allow it");
        refused(
                ScriptedProxy.socks(null, 99),
                Kind.SOCKS5,
                false,
                "did not connect to localhost:6514: it gave the reply 99");
        refused(
                (in, out, asked) -> {
                    out.write("HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return false;
                },
                Kind.SOCKS5,
                false,
                "did not answer as a SOCKS 5 proxy does");
    }

    @ParameterizedTest
    @EnumSource
    void proxyThatHangsEndsAfterConnectionTimeout(Kind kind) throws IOException {
        ScriptedProxy.Script hanging = (in, out, asked) -> in.readAllBytes().length < 0;
        try (ScriptedProxy proxy = new ScriptedProxy(1, hanging);
                Shipment shipment = through(proxy.port(), kind, null, Shipment.tls(6514), Duration.ofMillis(300))) {
            assertThat(shipment.open().failure()).isEqualTo("no connection within connectionTimeout (300ms)");
        }
    }

    @Test
    void proxyThatIsNotThereIsNamed() throws IOException {
        // Nobody listens there, and no other test will.
        int port = 1;
        try (Shipment shipment = through(port, Kind.HTTP, null, Shipment.tls(6514), PATIENCE)) {
            assertThat(shipment.open().failure())
                    .isEqualTo("proxy http://127.0.0.1:" + port + " cannot be reached: connection refused");
        }
    }

    /** Whatever comes: a sentence, no other exception, and no byte of a message. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP", "SOCKS5"})
    void garbageIsRefusedInASentence(Kind kind) throws IOException {
        long seed = Seed.choose();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] start = kind == Kind.HTTP ? "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII) : new byte[] {5, 0, 5, 0, 0};
        ScriptedProxy.Script garbage = (in, out, asked) -> {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            System.arraycopy(start, 0, bytes, 0, Math.min(bytes.length, random.nextInt(start.length + 1)));
            out.write(bytes);
            return false;
        };
        try (ScriptedProxy proxy = new ScriptedProxy(1, garbage);
                Shipment shipment = through(proxy, kind, true, Shipment.tls(6514))) {
            for (int i = 0; i < 50; i++) {
                Transport transport = shipment.open();
                assertThat(transport.state()).as("seed %s, attempt %s", seed, i).isEqualTo(Transport.State.ENDED);
                assertThat(transport.failure())
                        .as("seed %s, attempt %s", seed, i)
                        .isNotBlank()
                        .doesNotContain("Exception", "s3same");
            }
        }
    }
}
