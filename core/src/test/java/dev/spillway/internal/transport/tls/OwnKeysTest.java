package dev.spillway.internal.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spillway.Seed;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own certificate and key, in every form in which OpenSSL writes them, and in forms that are of no use. */
final class OwnKeysTest {
    private static final Secret SESAME = new Secret("sesame");

    @TempDir
    Path directory;

    private OwnKeys read(Path certFile, Path keyFile, Secret password) throws IOException, GeneralSecurityException {
        try (FileSnapshot files = new FileSnapshot()) {
            files.add("certFile", certFile);
            files.add("keyFile", keyFile);
            return OwnKeys.of(new KeySource.Pem(certFile, keyFile, password), files);
        }
    }

    private OwnKeys read(String certificate, String key, Secret password) throws IOException, GeneralSecurityException {
        return read(KeyFiles.copy(certificate, directory), KeyFiles.copy(key, directory), password);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa, pkcs8, RSA",
        "rsa, pkcs8-encrypted, RSA",
        "rsa, pkcs8-sha512, RSA",
        "rsa, pkcs1, RSA",
        "ec, pkcs8, EC",
        "ec, pkcs8-encrypted, EC",
        "ec, sec1, EC",
        "ed25519, pkcs8, EdDSA"
    })
    void everyFormThatOpensslWritesIsRead(String kind, String form, String algorithm) throws Exception {
        OwnKeys keys = read(kind + "-certificate.pem", kind + "-" + form + ".pem", SESAME);

        X509ExtendedKeyManager manager = (X509ExtendedKeyManager) keys.managers()[0];
        String alias = manager.chooseEngineClientAlias(new String[] {"DSA", algorithm}, null, null);
        assertThat(manager.getPrivateKey(alias).getAlgorithm()).isEqualTo(algorithm);
        assertThat(manager.getCertificateChain(alias)).hasSize(1);
        assertThat(keys.certificates().get(0).getSubjectX500Principal().getName())
                .isEqualTo("CN=client.example");
        assertThat(manager.chooseEngineClientAlias(new String[] {"DSA"}, null, null))
                .isNull();
    }

    @Test
    void certificateAndKeyMayShareAFile() throws Exception {
        Path both = Files.writeString(
                directory.resolve("both.pem"),
                Files.readString(KeyFiles.copy("ec-sec1.pem", directory))
                        + Files.readString(KeyFiles.copy("ec-certificate.pem", directory)));

        assertThat(read(both, both, null).certificates()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rsa-pkcs8-encrypted.pem | | is encrypted, and keyPassword is not set",
                "rsa-pkcs8-encrypted.pem | sesam | cannot be decrypted with keyPassword",
                "rsa-pkcs8-scrypt.pem | sesame | is encrypted in a way that this JVM cannot undo; allowed is PBES2 with"
                        + " AES, as openssl pkcs8 -topk8 writes it",
                "rsa-pkcs1-encrypted.pem | sesame | is encrypted in OpenSSL's old form; convert it with: openssl pkcs8"
                        + " -topk8",
                "rsa-certificate.pem | | holds no private key in PEM",
                "ec-sec1.pem | | does not hold the key of the certificate in certFile; if one of the two is being"
                        + " replaced, the next attempt finds both",
                "ec-pkcs8.pem | | does not hold the key of the certificate in certFile; if one of the two is being"
                        + " replaced, the next attempt finds both",
            })
    void keyThatCannotBeUsedIsRefusedInWords(String key, String password, String words) {
        assertThatIOException()
                .isThrownBy(() -> read("rsa-certificate.pem", key, password == null ? null : new Secret(password)))
                .withMessage("keyFile " + directory.resolve(key) + " " + words)
                .withNoCause();
    }

    @Test
    void keyOfAnotherCertificateIsRefused() throws Exception {
        TestCertificates certificates = TestCertificates.create();
        Path certFile = Files.writeString(
                directory.resolve("cert.pem"), certificates.loopback().certificatePem());
        Path keyFile = Files.writeString(
                directory.resolve("key.pem"), certificates.loopback().keyPem());

        assertThatIOException()
                .isThrownBy(() -> read(certFile, keyFile, null))
                .withMessageContaining("does not hold the key of the certificate in certFile");
    }

    @Test
    void certificatesInTheWrongOrderAreRefused() throws Exception {
        TestCertificates certificates = TestCertificates.create();
        Path file = Files.writeString(
                directory.resolve("cert.pem"),
                certificates.caPem() + certificates.loopback().certificatePem());

        assertThatIOException()
                .isThrownBy(() -> read(file, KeyFiles.copy("ec-sec1.pem", directory), null))
                .withMessageContaining("number 2 is not the issuer of the one before it");
    }

    /** Whatever a file holds: a sentence that quotes nothing of it, and no other exception. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa-pkcs8.pem",
                "rsa-pkcs8-encrypted.pem",
                "rsa-pkcs1.pem",
                "ec-sec1.pem",
                "ec-pkcs8.pem",
                "ed25519-pkcs8.pem"
            })
    void damagedKeyIsRefusedInASentence(String name) throws Exception {
        long seed = Seed.choose();
        SplittableRandom random = new SplittableRandom(seed);
        Path certFile = KeyFiles.copy("rsa-certificate.pem", directory);
        Path keyFile = KeyFiles.copy(name, directory);
        byte[] whole = Files.readAllBytes(keyFile);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = random.nextBoolean() ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int changes = random.nextInt(3); changes >= 0 && damaged.length > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(keyFile, damaged);

            Throwable refusal = catchThrowable(() -> read(certFile, keyFile, SESAME));

            if (refusal != null) {
                assertThat(refusal)
                        .as("seed %s, attempt %s", seed, i)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("keyFile " + keyFile)
                        .hasNoCause();
            }
        }
    }
}
