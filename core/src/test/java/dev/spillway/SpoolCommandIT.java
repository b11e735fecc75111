package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run. */
final class SpoolCommandIT {
    private static final Path JAR = Path.of(Objects.requireNonNull(System.getProperty("spillway.cli"), "spillway.cli"));

    @TempDir
    Path temporary;

    @Test
    void theJarListsDeliversAndChecks() throws Exception {
        LeftBehind spool = new LeftBehind(temporary.resolve("spill"));
        String directory = temporary.resolve("spill").toString();
        spool.leave("shop", LeftBehind.numbered(1_000));
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            String authority = endpoint.certificate()
                    .writeCaPem(temporary.resolve("ca.pem"))
                    .toString();

            CommandProcess list = CommandProcess.ofJar(temporary, JAR, "spool", directory);
            CommandProcess send = CommandProcess.ofJar(
                    temporary,
                    JAR,
                    "spool",
                    directory,
                    "send",
                    "syslog+tls://localhost:" + endpoint.port(),
                    "--ca-file",
                    authority);
            CommandProcess check = CommandProcess.ofJar(temporary, JAR, "spool", directory, "check");

            assertThat(list).isEqualTo(new CommandProcess(0, list.out(), ""));
            assertThat(list.out()).containsPattern("events +1000 in");
            assertThat(send.err()).isEmpty();
            assertThat(send.exitCode()).isZero();
            assertThat(check.out()).contains("no slots");
            assertThat(endpoint.awaitMessages(1_000, Duration.ofSeconds(60))).hasSize(1_000);
        }
    }

    @Test
    void theJarKnowsItsVersionAndRefusesNonsense() throws Exception {
        assertThat(CommandProcess.ofJar(temporary, JAR, "--version").out()).matches("spillway \\d+\\.\\d+\\.\\d+.*\\R");
        CommandProcess refused = CommandProcess.ofJar(temporary, JAR, "spool");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("see --help");
    }
}
