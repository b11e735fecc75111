package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose endpoint has told that it has read everything is killed after a rest: the next one repeats nothing. */
final class QuietKillTest {
    private static final int THREADS = 2;
    private static final int EACH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A minute in a campaign. */
    private final Duration rest = Duration.ofMillis(Scale.of(60_000, 500));

    @TempDir
    private Path directory;

    @Test
    void killAfterARestRepeatsNothing() throws Exception {
        long seed = new SplittableRandom().nextLong();
        Figures.print("kill -9 after a rest of %s: seed %d", rest, seed);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Path authority = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
            Launch launch = Launch.of(
                            new Payloads(seed, 32),
                            directory.resolve("spill"),
                            "syslog+tls://127.0.0.1:" + endpoint.port())
                    .withOption("caFile", authority.toString());
            try (Application first = launch.start()) {
                first.log(EACH, 50, 1_000).awaitReturns(EACH);
                first.awaitStats("receipts for all", line -> isConfirmed(line, THREADS * EACH));
                first.runFor(rest);
                // Written down by the engine's thread, which a busy machine may have kept from the processors.
                Remains remains = new Remains(directory.resolve("spill"));
                Awaitility.await().atMost(PATIENCE).until(() -> remains.confirmedEvents() == THREADS * EACH);
                first.kill();
            }
            try (Application second = launch.withThreads(THREADS, THREADS).start()) {
                assertThat(second.awaitStart().number("recovered")).isZero();
                second.log(1, 1, 0).awaitReturns(1);
                endpoint.awaitMessageCount(THREADS * EACH + THREADS, PATIENCE);
                assertThat(second.closeEngine().number("pending")).isZero();
            }
            assertThat(endpoint.messageCount()).isEqualTo(THREADS * EACH + THREADS);
            assertThat(endpoint.connections())
                    .filteredOn(connection -> connection.messages() > 0)
                    .hasSize(2);
            assertThat(endpoint.failures()).isEmpty();
        }
    }

    private static boolean isConfirmed(ProgramLine line, long events) {
        return line.number("accepted") == events && line.number("pending") == 0;
    }
}
