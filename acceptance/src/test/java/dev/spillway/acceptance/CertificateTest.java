package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.status.Status;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogConnection;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that cannot prove who it is gets nothing, and the application is told once and goes on. */
final class CertificateTest {
    /** What is wrong with the certificate, and the words of the message that says so. */
    enum Flaw {
        WRONG_HOST(
                TestCertificates::wrongHost,
                "it is not for localhost: no subject alternative DNS name matching localhost found"),
        UNKNOWN_CA(TestCertificates::unknownCa, "it is signed by an authority that caFile"),
        EXPIRED(TestCertificates::expired, "certificate has expired");

        private final Function<TestCertificates, ServerCertificate> certificate;
        private final String words;

        Flaw(Function<TestCertificates, ServerCertificate> certificate, String words) {
            this.certificate = certificate;
            this.words = words;
        }
    }

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int ATTEMPTS = 10;
    private static final int ATTEMPTS_A_SECOND = 10;
    private static final int EVENTS = 1_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void serverGetsNothingAndApplicationGoesOn(Flaw flaw) throws Exception {
        TestCertificates certificates = TestCertificates.create();
        Path caFile = certificates.writeCaPem(directory.resolve("ca.pem"));
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .certificate(flaw.certificate.apply(certificates))
                        .start();
                ShippingLogback logback = new ShippingLogback("""
                        <host>localhost</host>
                        <port>%d</port>
                        <caFile>%s</caFile>
                        <reconnectionDelay>50ms</reconnectionDelay>
                        <maxReconnectionDelay>200ms</maxReconnectionDelay>
                        <shutdownTimeout>500ms</shutdownTimeout>
                        """.formatted(endpoint.port(), caFile))) {
            ListAppender<ILoggingEvent> other = new ListAppender<>();
            other.start();
            logback.logger().addAppender(other);
            long started = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                logback.logger().info("secret number {}", i);
            }
            List<SyslogConnection> attempts = endpoint.awaitConnections(ATTEMPTS, Duration.ofSeconds(60));
            double seconds = (System.nanoTime() - started) / 1e9;

            assertThat(attempts.size() - 1).as("attempts in %s s", seconds).isLessThanOrEqualTo((int)
                    Math.ceil(seconds * ATTEMPTS_A_SECOND));
            assertThat(endpoint.connections()).allSatisfy(connection -> {
                assertThat(connection.applicationBytes()).isZero();
                assertThat(connection.tlsProtocol()).isEmpty();
            });
            assertThat(endpoint.messages()).isEmpty();
            assertThat(logback.statuses(Status.WARN)).singleElement().satisfies(message -> {
                Figures.print("%s is told as: %s", flaw, message);
                assertThat(message).contains(flaw.words).doesNotContain("\n").doesNotContain("Exception");
            });
            assertThat(other.list).hasSize(EVENTS);
            assertThat(logback.stats().pending()).isEqualTo(EVENTS);
            ShippingLogback.assertBooksClose(logback.stats());
        }
    }
}
