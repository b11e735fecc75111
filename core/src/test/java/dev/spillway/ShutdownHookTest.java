package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the hook waits for, run on a thread of the test; the ends of whole JVMs are tested in child processes. */
final class ShutdownHookTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final long SOON_MILLIS = 60_000;

    /** Longer than the pause that the hook of an engine without a closing owner waits for. */
    private static final long LONG_PAUSE_MILLIS = 600;

    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void ownerThatClosesTheEngineMayHandOverAfterAPause() throws Exception {
        Spillway spillway = builder().asynchronousOwner(true).build();
        Thread hook = startHook(spillway);

        hook.join(LONG_PAUSE_MILLIS);
        assertThat(hook.isAlive()).isTrue();
        spillway.log(LogEvent.of(Severity.INFO, "test", "handed over late"));
        spillway.close();

        assertEnds(hook);
        assertThat(spillway.stats().delivered()).isEqualTo(1);
    }

    @Test
    void engineWhoseOwnerNeverClosesItIsClosedWhenNobodyLogsAnyMore() throws Exception {
        Spillway spillway = builder()
                .set("shutdownTimeout", "300ms")
                .asynchronousOwner(true)
                .build();
        spillway.log(LogEvent.of(Severity.INFO, "test", "one"));

        assertEnds(startHook(spillway));

        assertThat(spillway.isClosing()).isTrue();
    }

    @Test
    void pauseEndsTheWaitForAnOwnerWhoHandsOverLate() throws Exception {
        Spillway spillway = builder().asynchronousOwner(false).build();
        spillway.log(LogEvent.of(Severity.INFO, "test", "one"));

        assertEnds(startHook(spillway));

        assertThat(spillway.isClosing()).isTrue();
        assertThat(spillway.stats().delivered()).isEqualTo(1);
    }

    @Test
    void parkedEngineHasNoOwnerToWaitFor() throws Exception {
        Spillway spillway =
                builder().set("shutdownTimeout", "1min").asynchronousOwner(true).build();
        spillway.park();

        assertEnds(startHook(spillway));

        assertThat(spillway.isClosing()).isTrue();
    }

    private SpillwayBuilder builder() {
        return Spillway.builder()
                .destination("syslog+tcp://127.0.0.1:" + endpoint.port())
                .set("shutdownHook", "false")
                .set("shutdownTimeout", "30s");
    }

    private static Thread startHook(Spillway spillway) {
        Thread thread = new Thread(spillway.hook(), "test-hook");
        thread.start();
        return thread;
    }

    private static void assertEnds(Thread hook) throws InterruptedException {
        hook.join(SOON_MILLIS);
        assertThat(hook.isAlive()).isFalse();
    }
}
