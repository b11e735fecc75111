package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process ends in the other ways in which processes end without closing what they have, while its endpoint is away;
 * its next start delivers what it had reported as logged.
 */
final class EndsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    private static final int ENDLESS = 1 << 28;
    private static final int SOME = 1_000;
    private static final int BURST = 100;
    private static final long REST_MICROS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int KILLED = 128 + 9;
    private static final int EXITED_ON_OUT_OF_MEMORY = 3;
    private static final int ABORTED = 128 + 6;
    private static final long GROUP_BYTES = 160L << 20;

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), 32);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);
    private SyslogEndpoint endpoint;
    private Launch launch;

    @TempDir
    private Path directory;

    @BeforeEach
    void openEndpoint() {
        Figures.print("ends: seed %d", payloads.seed());
        endpoint = SyslogEndpoint.tcp().onMessage(arrivals::accept).start();
        launch = Launch.of(payloads, directory.resolve("spill"), "syslog+tcp://127.0.0.1:" + endpoint.port());
        endpoint.refuse();
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    @Test
    void nothingIsLostByHalt() throws Exception {
        try (Application application = launch.start()) {
            application.log(ENDLESS, BURST, REST_MICROS).awaitReturns(SOME);
            deliverAfter(application, "halt", 1);
        }
    }

    @Test
    void nothingIsLostByExitWithoutClose() throws Exception {
        try (Application application =
                launch.withOption("shutdownTimeout", "300ms").start()) {
            application.log(SOME, BURST, REST_MICROS).awaitReturns(SOME);
            deliverAfter(application, "exit", 0);
        }
    }

    @Test
    void nothingIsLostByExitWithoutHook() throws Exception {
        try (Application application =
                launch.withOption("shutdownHook", "false").start()) {
            application.log(ENDLESS, BURST, REST_MICROS).awaitReturns(SOME);
            deliverAfter(application, "exit", 0);
        }
    }

    @Test
    void nothingIsLostWhenHeapIsFullAndJvmExits() throws Exception {
        try (Application application =
                launch.withJvm("-XX:+ExitOnOutOfMemoryError").start()) {
            application.log(ENDLESS, BURST, REST_MICROS).awaitReturns(SOME);
            deliverAfter(application, "fill", EXITED_ON_OUT_OF_MEMORY);
        }
    }

    @Test
    void nothingIsLostWhenHeapIsFullAndJvmAborts() throws Exception {
        Path errorFile = directory.resolve("abort.log");
        try (Application application = launch.withJvm("-XX:+CrashOnOutOfMemoryError", "-XX:ErrorFile=" + errorFile)
                .start()) {
            application.log(ENDLESS, BURST, REST_MICROS).awaitReturns(SOME);
            deliverAfter(application, "fill", ABORTED);
        }
    }

    @Test
    void nothingIsLostWhenKernelKillsForMemory() throws Exception {
        try (MemoryGroup group = MemoryGroup.limitedTo(GROUP_BYTES)) {
            assumeThat(group)
                    .as("a control group of our own, for which this needs root; the kernel's OOM kill is NOT tested")
                    .isNotNull();
            try (Application application = launch.withJvm("-XX:MaxDirectMemorySize=4g")
                    .withPrefix(group.entering())
                    .start()) {
                application.log(ENDLESS, BURST, REST_MICROS).awaitReturns(SOME);
                deliverAfter(application, "fill-native", KILLED);
                assertThat(group.kills()).as("processes that the kernel killed").isPositive();
            }
        }
    }

    private void deliverAfter(Application application, String command, int exitValue) throws Exception {
        application.tell(command);
        long[] returned = application.awaitEnd();
        assertThat(application.exitValue()).as(application.toString()).isEqualTo(exitValue);
        assertThat(arrivals.distinct()).isZero();

        endpoint.restart();
        int[] reported = {(int) returned[0], (int) returned[1], 1, 1};
        try (Application next = launch.withThreads(THREADS, THREADS).start()) {
            next.log(1, 1, 0);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> arrivals.hasAll(reported));
            assertThat(next.closeEngine().number("pending")).isZero();
        }
        long unreported = arrivals.assertComplete(reported);
        Figures.print(
                "%s: %d events arrived after it, %d of them never reported", command, arrivals.distinct(), unreported);
    }
}
