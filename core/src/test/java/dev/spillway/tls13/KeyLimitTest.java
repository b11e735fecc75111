package dev.spillway.tls13;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSSE replaces keys that are old by a request of its own, whose answer must not be taken for that to one of ours. */
final class KeyLimitTest {
    private static final long PATIENCE_SECONDS = 100;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"2^37, 200", "2^12, 0"})
    void answersAreNotBelievedOnceJsseHasAskedByItself(String limit, int read) throws Exception {
        Path security = Files.writeString(
                directory.resolve("limit.security"), "jdk.tls.keyLimits=AES/GCM/NoPadding KeyUpdate " + limit + "\n");
        Path output = directory.resolve("output.txt");
        try (ScriptedTlsServer server = new ScriptedTlsServer(Dialogue::serves, Integer.MAX_VALUE)) {
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.security.properties=" + security,
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            KeyLimitProgram.class.getName(),
                            "syslog+tls://localhost:" + server.port(),
                            server.writeCaPem(directory.resolve("ca.pem")).toString(),
                            String.valueOf(read))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroyForcibly().waitFor();
            }
        }
        assertThat(Files.readString(output))
                .contains("read " + read + ", then delivered " + KeyLimitProgram.EVENTS + System.lineSeparator());
    }
}
