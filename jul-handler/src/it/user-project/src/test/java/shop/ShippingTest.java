package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a program logs before it ends has arrived, first line and last. */
final class ShippingTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);
    private static final int MANY = 10_000;

    @TempDir
    private Path directory;

    private Path spill;
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws IOException {
        endpoint = SyslogEndpoint.tls().start();
        spill = Files.createTempDirectory(directory, "spill");
    }

    @AfterEach
    void stop() {
        endpoint.close();
        assertThat(endpoint.failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "exit"})
    void allThreeLinesArriveHoweverTheProgramEndsWithHostAndPortAsTheOnlySettings(String end) throws Exception {
        String configuration = """
                handlers = dev.spillway.jul.SpillwayHandler
                dev.spillway.jul.SpillwayHandler.host = localhost
                dev.spillway.jul.SpillwayHandler.port = %d
                """;

        assertThat(texts(3, ThreeLines.class, end, () -> configuration.formatted(endpoint.port())))
                .containsExactly("first line", "second line", "third line");
    }

    @Test
    void linesArriveFromTheFirstToTheLastWithTheConfigurationOfTheReadme() throws Exception {
        assertThat(texts(MANY, ManyLines.class, String.valueOf(MANY), this::configurationOfTheReadme))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY)
                        .mapToObj(line -> "line " + line + " of " + MANY)
                        .toList());
    }

    /** The JVM's own trust is replaced, so that the appender needs no setting for it. */
    private String run(Class<?> main, String argument, String configuration) throws Exception {
        Path file = Files.writeString(directory.resolve("logging.properties"), configuration);
        Path trust = writeTrust(endpoint.certificate(), directory.resolve("trust.p12"));
        List<String> jvm = List.of(
                "-Djava.util.logging.config.file=" + file,
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=changeit");

        return new Program(directory, main, argument, jvm).run();
    }

    /** What text a file has, which may be known only when it is needed. */
    private interface Configuration {
        String text() throws IOException;
    }

    /**
     * What a program ships. On a machine so busy that the program may have given up after {@code shutdownTimeout}, as it
     * has to, one of two more runs counts as well.
     */
    private List<String> texts(int count, Class<?> main, String argument, Configuration configuration)
            throws Exception {
        for (int more = 2; ; more--) {
            long begin = System.nanoTime();
            String printed = run(main, argument, configuration.text());
            boolean gaveUp = endpoint.messageCount() < count
                    && Duration.ofNanos(System.nanoTime() - begin).compareTo(SHUTDOWN_TIMEOUT) >= 0;
            if (gaveUp && more > 0) {
                System.out.println("once more, as only " + endpoint.messageCount() + " of " + count
                        + " lines arrived within shutdownTimeout: " + printed);
                stop();
                listen();
                continue;
            }
            assertThat(printed).as("what the program printed").isEmpty();
            return texts(count);
        }
    }

    /** What followed the logger's name in each message. */
    private List<String> texts(int count) {
        List<ReceivedMessage> messages = endpoint.awaitMessages(count, ARRIVAL);
        assertThat(messages).hasSize(count);
        return messages.stream()
                .map(ReceivedMessage::text)
                .map(text -> text.substring(text.indexOf(": ", text.indexOf("shop.")) + 2))
                .toList();
    }

    /** The README's logging.properties, with the host and port that a user would put there. */
    private String configurationOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("readme")));
        Matcher block =
                Pattern.compile("```properties\\R(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).as("the README has a logging.properties").isTrue();
        String configuration = block.group(1);
        assertThat(configuration).contains("= logs.example.com\n", "= 6514\n");
        return configuration
                .replace("= logs.example.com\n", "= localhost\n")
                .replace("= 6514\n", "= " + endpoint.port() + "\n")
                .replace("/var/lib/shop/spill", spill.toString());
    }

    private static Path writeTrust(ServerCertificate certificate, Path file) throws Exception {
        Certificate authority = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(certificate.caPem().getBytes(StandardCharsets.US_ASCII)));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, "changeit".toCharArray());
        }
        return file;
    }
}
