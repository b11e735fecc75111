package dev.spillway.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PinTest {
    @TempDir
    Path directory;

    /** As openssl x509 -pubkey, openssl pkey -pubin -outform der and openssl dgst -sha256 make it. */
    @Test
    void pinIsThatOfOtherPrograms() throws IOException {
        byte[] pem = Files.readAllBytes(KeyFiles.copy("rsa-certificate.pem", directory));

        assertThat(Pin.of(Pem.certificates("certFile", pem).get(0)))
                .hasToString("sha256/qf0m2h9ePHaibGzDdacvzT0O1FolPqWFuBcuDNn/QPM=");
    }

    @Test
    void pathHoldsWhatHasSignedAndNothingElse() {
        TestCertificates certificates = TestCertificates.create();
        X509Certificate own = certificates.loopback().certificate();
        X509Certificate stranger = TestCertificates.create().loopback().certificate();

        CertificatePath path = CertificatePath.of(new X509Certificate[] {own, stranger}, new X509Certificate[0]);

        assertThat(path.certificates()).isEqualTo(List.of(own));
        assertThat(path.anchored()).isFalse();
        assertThat(path.isSelfSigned()).isFalse();
    }
}
