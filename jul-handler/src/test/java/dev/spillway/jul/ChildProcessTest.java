package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are configured by a file and end, in JVMs of their own: first lines and last lines arrive. */
final class ChildProcessTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tls().start();
    }

    @AfterEach
    void stop() {
        endpoint.close();
        assertThat(endpoint.failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "exit", "reset"})
    void allThreeLinesArriveHoweverTheProgramEnds(String wish) throws Exception {
        assertThat(child("").run(ShortProgram.class, wish)).isEmpty();

        assertThat(texts(3)).containsExactly("first line", "second line", "third line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "exit"})
    void whatShutdownHooksLogArrivesToo(String wish) throws Exception {
        String printed = child("").run(ShortProgram.class, "hook", wish);
        for (int more = 10; more > 0 && printed.contains(ShortProgram.LATE); more--) {
            stop();
            listen();
            printed = child("").run(ShortProgram.class, "hook", wish);
        }

        assertThat(printed).isEmpty();
        assertThat(texts(5)).containsExactly("first line", "second line", "third line", "end begins", "end is over");
    }

    @Test
    void logManagersOwnEndIsEnoughWithoutAShutdownHook() throws Exception {
        String printed = child("shutdownHook = false").run(ShortProgram.class, "return");

        assertThat(printed.lines()).singleElement().asString().contains("shutdownHook=false");
        assertThat(texts(3)).containsExactly("first line", "second line", "third line");
    }

    @Test
    void nothingLoopsWhenEverythingThatTheJdkLogsIsShipped() throws Exception {
        ChildJvm child = child("level = FINEST");
        // Empty, it makes the JDK's TLS log through the platform's logger.
        child.option("-Djavax.net.debug=").run(ShortProgram.class, "return");

        // The JDK logs a little on the program's threads too: that is shipped, and is the end of it.
        assertThat(endpoint.awaitMessages(3, ARRIVAL))
                .extracting(ReceivedMessage::text)
                .hasSizeLessThan(100)
                .noneMatch(text -> text.contains("ClientHello"))
                .filteredOn(text -> text.contains("ShortProgram: "))
                .hasSize(3);
    }

    private ChildJvm child(String option) throws Exception {
        Path caFile = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
        Path file = Files.writeString(
                directory.resolve("logging.properties"),
                Jul.forRoot(
                                "host = localhost",
                                "port = ${env:NO_SUCH_PORT:-" + endpoint.port() + "}",
                                "caFile = " + caFile,
                                "appName = short",
                                // With all that the JDK logs, a handshake takes its time on a busy machine.
                                "connectionTimeout = 30s",
                                "shutdownTimeout = 30s",
                                option.isEmpty() ? "name = main" : option)
                        // Since JDK 21 an exit is logged too.
                        + "\njava.lang.Runtime.level = OFF\n");
        return new ChildJvm(directory).option("-Djava.util.logging.config.file=" + file);
    }

    /** What followed the logger's name in each message. */
    private List<String> texts(int count) {
        List<ReceivedMessage> messages = endpoint.awaitMessages(count, ARRIVAL);
        assertThat(messages).hasSize(count);
        return messages.stream()
                .map(ReceivedMessage::text)
                .map(text -> text.substring(text.lastIndexOf(": ") + 2))
                .toList();
    }
}
