package dev.spillway.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;

/** Whatever stands in a PEM file: keys and certificates, or a refusal that quotes none of it. */
final class PemFuzz {
    private static final Secret SESAME = new Secret("sesame");
    private static final List<PublicKey> CERTIFIED = List.of(certified("rsa"), certified("ec"), certified("ed25519"));
    private static final List<String> LABELS =
            List.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY");

    private static PublicKey certified(String kind) {
        try (InputStream in = PemFuzz.class.getResourceAsStream(kind + "-certificate.pem")) {
            return Pem.certificates("certFile", in.readAllBytes()).get(0).getPublicKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FuzzTest
    void anyFileHoldsCertificatesOrIsRefused(byte[] file) {
        try {
            assertThat(Pem.certificates("caFile a", file)).isNotEmpty();
        } catch (IOException e) {
            quotesNothing(e, "caFile a");
        }
    }

    /** @param data the kind of the certificate, and then the file with the key */
    @FuzzTest
    void anyFileHoldsOurKeyOrIsRefused(byte[] data) throws GeneralSecurityException {
        if (data.length > 0) {
            readKey(data[0], new String(data, 1, data.length - 1, StandardCharsets.ISO_8859_1));
        }
    }

    /** @param data the kind of the certificate, the block's label, and then what is in the block */
    @FuzzTest
    void anyBlockIsOurKeyOrIsRefused(byte[] data) throws GeneralSecurityException {
        if (data.length < 2) {
            return;
        }
        String label = LABELS.get((data[1] & 0xFF) % LABELS.size());
        byte[] der = new byte[data.length - 2];
        System.arraycopy(data, 2, der, 0, der.length);
        readKey(
                data[0],
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                        + "-----\n");
    }

    private static void readKey(byte kind, String pem) throws GeneralSecurityException {
        PublicKey publicKey = CERTIFIED.get((kind & 0xFF) % CERTIFIED.size());
        try {
            assertThat(new PrivateKeys("keyFile a", publicKey, SESAME).read(pem.getBytes(StandardCharsets.ISO_8859_1)))
                    .isNotNull();
        } catch (IOException e) {
            quotesNothing(e, "keyFile a");
        }
    }

    private static void quotesNothing(IOException refusal, String what) {
        assertThat(refusal).hasNoCause().hasMessageStartingWith(what);
        assertThat(refusal.getMessage().length()).isLessThan(300);
        assertThat(refusal.getMessage().chars()).allMatch(c -> c >= ' ' && c < 127);
    }
}
