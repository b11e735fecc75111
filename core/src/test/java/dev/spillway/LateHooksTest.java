package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's hook finds those that it has to wait for, even where it is the first to run. */
final class LateHooksTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"return", "exit"})
    void linesOfHooksThatStartLateArrive(String end) throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            LateHooksProgram.class.getName(),
                            "syslog+tcp://127.0.0.1:" + endpoint.port(),
                            end)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.txt").toFile())
                    .start();
            try {
                assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly().waitFor();
            }

            assertThat(endpoint.awaitMessages(LateHooksProgram.HOOKS, Duration.ofSeconds(PATIENCE_SECONDS)))
                    .extracting(ReceivedMessage::parsed)
                    .extracting(message -> message.text())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, LateHooksProgram.HOOKS)
                            .mapToObj(number -> "test: hook " + number)
                            .toList());
        }
    }
}
