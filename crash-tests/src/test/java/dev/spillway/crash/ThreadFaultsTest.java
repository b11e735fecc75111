package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Logging threads that are interrupted, and processes that are stopped for a while, with the buffer on disk. */
final class ThreadFaultsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 8;

    @TempDir
    private Path directory;

    private FaultRig rig;

    @BeforeEach
    void start() {
        rig = new FaultRig(directory.resolve("spill"), THREADS);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void interruptedThreadsLogToDiskAndStayInterrupted() throws Exception {
        try (Application application = rig.start(rig.launch().withOption("sync", "100ms"))) {
            FaultRig.awaitDisk(application);

            application.tell("interrupt");
            application.awaitReturns(Scale.of(20_000, 500));

            FaultRig.awaitDisk(application);
            rig.finish(application);
            assertThat(FaultRig.complaints(application)).isZero();
        }
    }

    @Test
    void processThatIsStoppedForSecondsGoesOnWhereItWas() throws Exception {
        Shell.require(
                "stopped process",
                "kill",
                "-0",
                Long.toString(ProcessHandle.current().pid()));
        try (Application application = rig.start(rig.launch())) {
            FaultRig.awaitDisk(application);
            for (int round = 0; round < Scale.of(20, 2); round++) {
                String pid = Long.toString(application.pid());
                Shell.run("kill", "-STOP", pid);
                // Longer than a claim may stay unpublished.
                application.runFor(Duration.ofMillis(1_200));
                Shell.run("kill", "-CONT", pid);
                application.runFor(Duration.ofMillis(200));
            }

            FaultRig.awaitDisk(application);
            rig.finish(application);
            assertThat(FaultRig.complaints(application)).isZero();
        }
    }
}
