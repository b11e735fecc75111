package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Programs that log three lines and end, in JVMs of their own, with little more than host, port and CA to set. */
final class ChildProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIGTERM_STATUS = 128 + 15;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(1);
    /** What a JVM needs for its own end on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    /** The first handshake of a JVM takes a busy machine longer than the default. */
    private static final String PATIENTLY = "<shutdownTimeout>1min</shutdownTimeout>";

    @TempDir
    private Path directory;

    @Test
    void allLinesArriveFromMainThatReturns() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start()) {
            assertThat(run(endpoint, PATIENTLY, List.of(), "return")).isZero();

            assertThreeLines(endpoint);
        }
    }

    @Test
    void allLinesArriveFromMainThatExits() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start()) {
            assertThat(run(endpoint, PATIENTLY, List.of(), "exit")).isEqualTo(3);

            assertThreeLines(endpoint);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void allLinesArriveFromMainThatIsTerminated() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start()) {
            assertThat(run(endpoint, PATIENTLY, List.of(), "wait")).isEqualTo(SIGTERM_STATUS);

            assertThreeLines(endpoint);
        }
    }

    @Test
    void ownThreadsAreNotShippedWhateverTheJdkLogs() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start()) {
            assertThat(run(endpoint, PATIENTLY, List.of("-Djavax.net.debug="), "return", "bridge"))
                    .isZero();

            assertThat(output()).containsPattern("ignored: [1-9]");
            // The JDK logs a little on the program's threads too: that is shipped, and is the end of it.
            assertThat(texts(endpoint))
                    .hasSizeLessThan(100)
                    .noneMatch(text -> text.contains("ClientHello"))
                    .filteredOn(text -> text.contains("ShortProgram: "))
                    .hasSize(3);
        }
    }

    @Test
    void exitWaitsNoLongerThanShutdownTimeoutForAnEndpointThatIsDown() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start()) {
            endpoint.refuse();
            Process process =
                    start(endpoint, "<shutdownTimeout>1s</shutdownTimeout>", List.of(), ShortProgram.class, "return");
            try {
                awaitLogged(process);
                long logged = System.nanoTime();
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                Duration exit = Duration.ofNanos(System.nanoTime() - logged);

                Figures.print("exit with endpoint down: %d ms after the last line", exit.toMillis());
                assertThat(process.exitValue()).isZero();
                assertThat(exit).isLessThan(SHUTDOWN_TIMEOUT.plus(SLACK));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    /** The JDK waits up to nine times before it refuses direct memory: that may happen to one call, not to each. */
    @Test
    void logCallsDoNotWaitAgainAndAgainWhereJvmRefusesMemory() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start()) {
            endpoint.refuse();
            Process process = start(
                    endpoint,
                    "<shutdownTimeout>100ms</shutdownTimeout>",
                    List.of("-XX:MaxDirectMemorySize=3m"),
                    CrampedProgram.class);
            try {
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("ended: %s", output())
                        .isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
            Figures.print("little direct memory: %s", output().strip());
            Matcher waits = Pattern.compile(CrampedProgram.WAITS + "(\\d+)").matcher(output());
            assertThat(waits.find()).as(output()).isTrue();
            assertThat(Integer.parseInt(waits.group(1))).isLessThanOrEqualTo(30);
        }
    }

    private static void assertThreeLines(SyslogEndpoint endpoint) {
        List<String> texts = texts(endpoint);
        assertThat(texts).hasSize(3);
        assertThat(texts.get(0)).endsWith("ShortProgram: first line");
        assertThat(texts.get(1)).endsWith("ShortProgram: second line");
        assertThat(texts.get(2)).endsWith("ShortProgram: third line");
    }

    private static List<String> texts(SyslogEndpoint endpoint) {
        return endpoint.awaitMessages(3, PATIENCE).stream()
                .map(ReceivedMessage::text)
                .toList();
    }

    /** Runs a program to its end, which a signal brings about if it waits; returns its exit status. */
    private int run(SyslogEndpoint endpoint, String more, List<String> jvmOptions, String... args) throws Exception {
        Process process = start(endpoint, more, jvmOptions, ShortProgram.class, args);
        try {
            if (args[0].equals("wait")) {
                awaitLogged(process);
                process.destroy();
            }
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended: %s", output())
                    .isTrue();
            Figures.print("three lines, %s: %s", String.join(" ", args), output().strip());
            return process.exitValue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void awaitLogged(Process process) {
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast(() -> !process.isAlive())
                .until(() -> output().contains(ShortProgram.LOGGED));
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }

    private Process start(SyslogEndpoint endpoint, String more, List<String> jvmOptions, Class<?> main, String... args)
            throws IOException {
        Path configuration = directory.resolve("logback.xml");
        Path caFile = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
        Files.writeString(
                configuration,
                ShippingLogback.configuration("<host>localhost</host><port>" + endpoint.port() + "</port><caFile>"
                        + caFile + "</caFile>" + more));
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Dlogback.configurationFile=" + configuration);
        return ChildJvm.start(directory.resolve("output.txt"), options, main, args);
    }
}
