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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** How the program ends, whether Log4j's own hook is on, and whether all loggers are asynchronous. */
    @ParameterizedTest
    @CsvSource({
        "return,,false",
        "exit,,false",
        "return,,true",
        "exit,,true",
        "return,disable,false",
        "return,disable,true"
    })
    void allThreeLinesArriveHoweverTheProgramEndsWithHostAndPortAsTheOnlySettings(
            String end, String hook, boolean async) throws Exception {
        String configuration = """
                <Configuration %s>
                  <Appenders>
                    <Spillway name="SPILLWAY" host="localhost" port="%d"/>
                  </Appenders>
                  <Loggers>
                    <Root level="INFO">
                      <AppenderRef ref="SPILLWAY"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """;
        String shutdownHook = hook == null ? "" : "shutdownHook='" + hook + "'";

        assertThat(texts(3, ThreeLines.class, end, async, () -> configuration.formatted(shutdownHook, endpoint.port())))
                .containsExactly("first line", "second line", "third line");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void linesArriveFromTheFirstToTheLastWithTheConfigurationOfTheReadme(boolean async) throws Exception {
        assertThat(texts(MANY, ManyLines.class, String.valueOf(MANY), async, this::configurationOfTheReadme))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY)
                        .mapToObj(line -> "line " + line + " of " + MANY)
                        .toList());
    }

    /** The JVM's own trust is replaced, so that the appender needs no setting for it. */
    private String run(Class<?> main, String argument, boolean async, String configuration) throws Exception {
        Path file = Files.writeString(directory.resolve("log4j2.xml"), configuration);
        Path trust = writeTrust(endpoint.certificate(), directory.resolve("trust.p12"));
        List<String> jvm = new ArrayList<>(List.of(
                "-Dlog4j2.configurationFile=" + file,
                "-Djavax.net.ssl.trustStore=" + trust,
                "-Djavax.net.ssl.trustStorePassword=changeit"));
        if (async) {
            jvm.add("-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.BasicAsyncLoggerContextSelector");
        }

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
    private List<String> texts(int count, Class<?> main, String argument, boolean async, Configuration configuration)
            throws Exception {
        for (int more = 2; ; more--) {
            long begin = System.nanoTime();
            String printed = run(main, argument, async, configuration.text());
            boolean gaveUp = endpoint.messageCount() < count
                    && Duration.ofNanos(System.nanoTime() - begin).compareTo(SHUTDOWN_TIMEOUT) >= 0;
            if (gaveUp && more > 0) {
                System.out.println("once more, as only " + endpoint.messageCount() + " of " + count
                        + " lines arrived within shutdownTimeout: " + printed);
                stop();
                listen();
                continue;
            }
            // Newer JVMs warn of what the library behind asynchronous loggers does.
            assertThat(printed.lines()).as("what the program printed").allMatch(line -> line.startsWith("WARNING: "));
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

    /** The README's log4j2.xml, with the host and port that a user would put there. */
    private String configurationOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of(System.getProperty("readme")));
        Matcher block = Pattern.compile("```xml\\R(<Configuration>.*?</Configuration>)\\R```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(block.find()).as("the README has a log4j2.xml").isTrue();
        String configuration = block.group(1);
        assertThat(configuration).contains("\"logs.example.com\"", "\"6514\"");
        return configuration
                .replace("\"logs.example.com\"", "\"localhost\"")
                .replace("\"6514\"", "\"" + endpoint.port() + "\"")
                .replace("\"/var/lib/shop/spill\"", "\"" + spill + "\"");
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
