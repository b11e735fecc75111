package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a slot, as another process sees it. */
final class SpoolProcessTest {
    @TempDir
    Path temporary;

    @Test
    void anEngineThatAsksForATakenSlotDoesNotLoseItForItsOwner() throws Exception {
        LeftBehind spool = new LeftBehind(temporary.resolve("spill"));
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                Spillway first = spool.engine("shop")) {
            first.log(LogEvent.of(Severity.INFO, "test", "mine"));
            String slot = spool.slot();
            spool.engine("shop").close();
            assertThat(spool.spool().out()).containsPattern("state +in use");

            CommandProcess other = CommandProcess.ofClasses(
                    temporary,
                    "spool",
                    temporary.resolve("spill").toString(),
                    "send",
                    "syslog+tcp://127.0.0.1:" + endpoint.port(),
                    "--slot",
                    slot);

            assertThat(other.out()).contains("in use by an application");
            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(endpoint.messageCount()).isZero();
        }
    }
}
