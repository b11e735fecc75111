package dev.spillway.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.transport.Reports;
import dev.spillway.testkit.TestCertificates;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpiryWatchTest {
    private final Reports reports = new Reports();
    private final X509Certificate certificate =
            TestCertificates.create().endingIn(Duration.ofDays(20)).certificate();
    private final Instant end = certificate.getNotAfter().toInstant();
    private final String date = end.toString().substring(0, 10);
    private Instant now = end.minus(Duration.ofDays(20));
    private final ExpiryWatch watch = new ExpiryWatch(reports, () -> now);

    private void connectAt(Instant time) {
        now = time;
        watch.peer("logs.example.com", new CertificatePath(List.of(certificate), false));
    }

    @Test
    void warnsFromTwoWeeksBeforeTheEndOnceADay() {
        connectAt(end.minus(Duration.ofDays(14)).minusSeconds(1));
        assertThat(reports.warnings()).isEmpty();

        connectAt(end.minus(Duration.ofDays(14)));
        assertThat(reports.warnings())
                .containsExactly("the certificate of logs.example.com ends on " + date
                        + ", in 14 days; unless it is renewed, no connection is made after that");

        connectAt(end.minus(Duration.ofDays(13)).minusSeconds(1));
        assertThat(reports.warnings()).hasSize(1);

        connectAt(end.minus(Duration.ofDays(1)));
        assertThat(reports.warnings()).hasSize(2).last().asString().contains(", in 1 day;");
    }

    @Test
    void ourOwnCertificateIsToldOfAlsoAfterItsEnd() {
        now = end.plusSeconds(60);
        watch.own("certFile client.pem", List.of(certificate));

        assertThat(reports.warnings())
                .containsExactly("our certificate in certFile client.pem ended on " + date
                        + "; until it is renewed, endpoints refuse it");
    }

    @Test
    void certificateAboveThatEndsFirstIsTheOneThatCounts() {
        X509Certificate later =
                TestCertificates.create().endingIn(Duration.ofDays(100)).certificate();
        now = end.minus(Duration.ofDays(3));
        watch.own("certFile client.pem", List.of(later, certificate));

        assertThat(reports.warnings())
                .singleElement()
                .asString()
                .startsWith("our certificate in certFile client.pem has one above it that ends on " + date);
    }

    @Test
    void eachCertificateIsToldOfByItself() {
        now = end.minus(Duration.ofDays(1));
        for (int i = 0; i < 70; i++) {
            X509Certificate another =
                    TestCertificates.create().endingIn(Duration.ofDays(20)).certificate();
            watch.own("keyStore k", List.of(another));
            watch.own("keyStore k", List.of(another));
        }

        assertThat(reports.warnings()).hasSize(70);
    }
}
