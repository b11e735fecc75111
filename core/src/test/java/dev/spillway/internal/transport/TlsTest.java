package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ConnectionEnd;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.SyslogConnection;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS against a real server on loopback. */
final class TlsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final TestCertificates certificates = TestCertificates.create();
    private Path caFile;

    @BeforeEach
    void writeAuthority() throws IOException {
        caFile = certificates.writeCaPem(directory.resolve("ca.pem"));
    }

    private SyslogEndpointBuilder endpoint() {
        return SyslogEndpoint.tls().certificate(certificates.loopback());
    }

    @Test
    void messagesArriveAndAnOrderlyEndConfirmsThem() throws IOException {
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            try (SyslogEndpoint endpoint = endpoint().protocols(version).start();
                    Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
                Transport transport = shipment.open();
                assertThat(transport.failure()).isNull();
                for (int i = 0; i < 2_000; i++) {
                    assertThat(shipment.send("<14>1 - - - - - - message " + i + " " + "x".repeat(i)))
                            .isTrue();
                }
                shipment.finish();
                assertThat(transport.isConfirmed()).as(version).isTrue();
                assertThat(endpoint.awaitMessages(2_000, SOON)).hasSize(2_000);
                assertThat(endpoint.messages().get(1_999).text()).startsWith("<14>1 - - - - - - message 1999 xxx");
                SyslogConnection connection = endpoint.connections().get(0);
                assertThat(connection.tlsProtocol()).contains(version);
                assertThat(connection.end()).isEqualTo(ConnectionEnd.ORDERLY);
                assertThat(connection.incompleteBytes()).isZero();
            }
        }
    }

    @Test
    void serverNameIsSentAlsoForLocalhost() throws IOException {
        try (SyslogEndpoint endpoint = endpoint().start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
            shipment.open();
            assertThat(endpoint.awaitConnections(1, SOON).get(0).sniName()).contains("localhost");
        }
    }

    @Test
    void addressIsVerifiedButNotSentAsServerName() throws IOException {
        try (SyslogEndpoint endpoint = endpoint().start()) {
            Destination address = new Destination(Destination.Scheme.TLS, "127.0.0.1", endpoint.port());
            try (Shipment shipment = new Shipment(address, Shipment.trusting(caFile))) {
                assertThat(shipment.open().state()).isEqualTo(Transport.State.OPEN);
                assertThat(endpoint.awaitConnections(1, SOON).get(0).sniName()).isEmpty();
            }
        }
    }

    @Test
    void nothingIsSentToAServerThatCannotBeTrusted() throws IOException {
        String leftOut = "; the peer may also have left out a certificate in between";
        checkRefused(
                certificates.wrongHost(),
                "the peer's certificate is not trusted: it is not for localhost: no subject alternative DNS name"
                        + " matching localhost found");
        checkRefused(
                certificates.unknownCa(),
                "the peer's certificate is not trusted: it is signed by an authority that caFile " + caFile
                        + " does not hold (CN=Spillway testkit CA that nobody knows)" + leftOut);
        checkRefused(
                certificates.withoutIntermediate(),
                "the peer's certificate is not trusted: it is signed by an authority that caFile " + caFile
                        + " does not hold (CN=Spillway testkit intermediate)" + leftOut);
        checkRefused(
                certificates.selfSigned(),
                "the peer's certificate is not trusted: it is self-signed, and caFile " + caFile + " does not hold it");
        checkRefused(certificates.expired(), "the peer's certificate has expired (notAfter: ");
        checkRefused(certificates.notYetValid(), "the peer's certificate is not valid yet (notBefore: ");
    }

    private void checkRefused(ServerCertificate certificate, String sentence) throws IOException {
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                            .certificate(certificate)
                            .protocols(version)
                            .start();
                    Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
                Transport transport = shipment.open();
                assertThat(transport.state()).isEqualTo(Transport.State.ENDED);
                assertThat(transport.isConfirmed()).isFalse();
                assertThat(transport.failure()).startsWith(sentence).doesNotContain("Exception");
                SyslogConnection connection = endpoint.awaitConnections(1, SOON).get(0);
                await().atMost(SOON).until(() -> connection.end() != ConnectionEnd.OPEN);
                assertThat(connection.applicationBytes()).isZero();
                assertThat(connection.end()).isEqualTo(ConnectionEnd.HANDSHAKE_FAILED);
            }
        }
    }

    @Test
    void hostNameIsNotVerifiedIfThatIsSwitchedOff() throws IOException {
        TransportSettings lenient =
                new TransportSettings(null, SOON, SOON, true, Shipment.tls(caFile, false), EndpointSettings.PLAIN);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(certificates.wrongHost())
                        .start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), lenient)) {
            assertThat(shipment.open().state()).isEqualTo(Transport.State.OPEN);
        }
    }

    /** A ServerHello of TLS 1.1 (RFC 4346 section 7.4.1.3), which the JDK's own servers no longer send. */
    @Test
    void oldVersionThatTheServerChoosesIsRefused() throws IOException {
        byte[] hello = new byte[5 + 4 + 38];
        System.arraycopy(new byte[] {22, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2}, 0, hello, 0, 11);
        System.arraycopy(new byte[] {0, (byte) 0xc0, 0x13, 0}, 0, hello, hello.length - 4, 4);
        ScriptedProxy.Script script = (in, out, asked) -> {
            out.write(hello);
            return false;
        };
        try (ScriptedProxy server = new ScriptedProxy(1, script);
                Shipment shipment = new Shipment(Shipment.tls(server.port()), Shipment.trusting(caFile))) {
            assertThat(shipment.open().failure()).contains("selected protocol version TLS11 is not accepted");
        }
    }

    @Test
    void oldTlsIsRefused() throws IOException {
        try (SyslogEndpoint endpoint = endpoint().protocols("TLSv1.1").start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
            Transport transport = shipment.open();
            assertThat(transport.state()).isEqualTo(Transport.State.ENDED);
            assertThat(transport.failure()).isNotBlank();
        }
    }

    @Test
    void stalledHandshakeEndsAfterConnectionTimeout() throws IOException {
        try (SyslogEndpoint endpoint =
                        endpoint().behaviour(Behaviour.stallBeforeHandshake()).start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.impatient(caFile))) {
            assertThat(shipment.open().failure()).isEqualTo("no connection within connectionTimeout (300ms)");
        }
    }

    @Test
    void garbageInsteadOfAHandshakeIsAFailureInWords() throws IOException {
        try (SyslogEndpoint endpoint = endpoint()
                        .behaviour(Behaviour.garbageInsteadOfHandshake())
                        .start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
            Transport transport = shipment.open();
            assertThat(transport.state()).isEqualTo(Transport.State.ENDED);
            assertThat(transport.failure()).isNotBlank().doesNotContain("Exception");
        }
    }

    @Test
    void endOfThePeerIsSeenBeforeTheNextWriteAndConfirmsNothing() throws IOException {
        try (SyslogEndpoint endpoint = endpoint().start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
            Transport transport = shipment.open();
            shipment.send("<14>1 - - - - - - one");
            shipment.flush();
            endpoint.awaitMessages(1, SOON);
            endpoint.connections().get(0).closePolitely();
            shipment.await(() -> transport.state() == Transport.State.ENDED);
            assertThat(transport.failure()).isEqualTo("the peer closed the connection");
            assertThat(transport.isConfirmed()).isFalse();
        }
    }

    @Test
    void resetIsNoConfirmation() throws IOException {
        try (SyslogEndpoint endpoint =
                        endpoint().behaviour(Behaviour.resetAfterBytes(10)).start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
            Transport transport = shipment.open();
            shipment.send("<14>1 - - - - - - " + "x".repeat(5_000));
            transport.finish();
            shipment.await(() -> transport.state() == Transport.State.ENDED);
            assertThat(transport.isConfirmed()).isFalse();
            assertThat(transport.failure()).isNotBlank();
        }
    }

    @Test
    void peerThatNeverReadsEndsTheConnectionAfterWriteTimeout() throws IOException {
        for (boolean secure : new boolean[] {true, false}) {
            SyslogEndpointBuilder builder = secure ? endpoint() : SyslogEndpoint.tcp();
            try (SyslogEndpoint endpoint = builder.behaviour(Behaviour.neverRead())
                    .receiveBufferBytes(4_096)
                    .start()) {
                Destination destination = secure ? Shipment.tls(endpoint.port()) : Shipment.tcp(endpoint.port());
                TransportSettings settings = new TransportSettings(
                        null, SOON, Duration.ofMillis(300), true, Shipment.tls(caFile, true), EndpointSettings.PLAIN);
                try (Shipment shipment = new Shipment(destination, settings)) {
                    Transport transport = shipment.open();
                    while (shipment.send("<14>1 - - - - - - " + "x".repeat(8_000))) {
                        assertThat(transport.state()).isEqualTo(Transport.State.OPEN);
                    }
                    assertThat(transport.failure()).isEqualTo("the peer took nothing for writeTimeout (300ms)");
                }
            }
        }
    }

    @Test
    void endThatIsNotAnsweredConfirmsNothing() throws IOException {
        try (SyslogEndpoint endpoint = endpoint()
                        .behaviour(Behaviour.readThenNeverAnswerClose())
                        .start();
                Shipment shipment = new Shipment(Shipment.tls(endpoint.port()), Shipment.trusting(caFile))) {
            Transport transport = shipment.open();
            shipment.send("<14>1 - - - - - - one");
            shipment.flush();
            transport.finish();
            endpoint.awaitMessages(1, SOON);
            for (int i = 0; i < 20; i++) {
                transport.step(System.nanoTime());
            }
            assertThat(transport.state()).isEqualTo(Transport.State.CLOSING);
            transport.abort();
            assertThat(transport.isConfirmed()).isFalse();
        }
    }
}
