package dev.spillway.tls13;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.LogEvent;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole engine with servers that do with keys, tickets and data what they like. */
final class KeyUpdateScriptsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Longer than the time between two requests. */
    private static final Duration HOLD = Duration.ofMillis(300);

    private static final Duration LONG = Duration.ofMillis(500);

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private int logged;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void nothingCountsAsReadThatTheServerHasNotReadAndAllOfItArrives(Conduct conduct) throws Exception {
        try (ScriptedTlsServer server = new ScriptedTlsServer(conduct.script(), 1);
                Spillway spillway = spillway(server)) {
            until(() -> {
                log(spillway, server);
                return server.isHolding();
            });
            long held = System.nanoTime();
            until(() -> {
                log(spillway, server);
                return System.nanoTime() - held >= HOLD.toNanos();
            });
            server.release();
            settle(spillway, server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert", "reset"})
    void destinationThatBreaksTwiceWhenItIsAskedIsLeftInPeace(String end) throws Exception {
        AtomicInteger breaks = new AtomicInteger();
        ScriptedTlsServer.Script script = dialogue -> {
            if (!dialogue.readsToRequest()) {
                return;
            }
            breaks.incrementAndGet();
            if (end.equals("alert")) {
                dialogue.refuses();
            } else {
                dialogue.cuts();
            }
        };
        try (ScriptedTlsServer server = new ScriptedTlsServer(script, Integer.MAX_VALUE);
                Spillway spillway = spillway(server)) {
            until(() -> {
                log(spillway, server);
                return breaks.get() == 2 && server.connections.get() > 2;
            });
            long third = System.nanoTime();
            until(() -> {
                log(spillway, server);
                return System.nanoTime() - third >= LONG.toNanos();
            });
            assertThat(breaks).hasValue(2);
            assertThat(reports.stream().filter(line -> line.contains("request for a read receipt")))
                    .hasSize(1);
            settle(spillway, server);
            assertThat(breaks).hasValue(2);
        }
    }

    @Test
    void stormsLeaveTheEngineAtRest() throws Exception {
        ScriptedTlsServer.Script storms = dialogue -> {
            dialogue.readsMessages(10);
            dialogue.updatesAtOnce(1_000);
            for (int i = 0; i < 1_000; i++) {
                dialogue.asks();
                dialogue.givesTicket(200);
            }
            dialogue.serves();
        };
        try (ScriptedTlsServer server = new ScriptedTlsServer(storms, Integer.MAX_VALUE);
                Spillway spillway = spillway(server)) {
            until(() -> {
                log(spillway, server);
                return server.answersOfTheClient.get() == 1_000;
            });
            until(() -> server.read() == logged);
            long before = pumpNanos();
            long start = System.nanoTime();
            until(() -> System.nanoTime() - start >= LONG.toNanos());
            long used = pumpNanos() - before;
            assertThat(used).as("of its time").isLessThan((System.nanoTime() - start) / 4);
            assertThat(server.connections).hasValue(1);
            settle(spillway, server);
        }
    }

    /** The processor time of the engine's own thread. */
    private static long pumpNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && thread.getThreadName().startsWith("spillway-")
                        && thread.getThreadName().endsWith("-pump"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private void settle(Spillway spillway, ScriptedTlsServer server) throws InterruptedException {
        until(() -> {
            checkRead(spillway, server);
            return server.read() == logged;
        });
        assertThat(spillway.flush(PATIENCE)).as("%s", spillway.stats()).isTrue();
        assertThat(spillway.stats().delivered()).isEqualTo(logged);
        assertThat(spillway.stats().pending()).isZero();
        server.oracle.report(1, logged).assertComplete();
    }

    private Spillway spillway(ScriptedTlsServer server) throws IOException {
        return Spillway.builder()
                .destination("syslog+tls://localhost:" + server.port())
                .caFile(server.writeCaPem(directory.resolve("ca.pem")))
                .set("reconnectionDelay", "50ms")
                .set("maxReconnectionDelay", "100ms")
                .reporter(new Recorder())
                .build();
    }

    private void log(Spillway spillway, ScriptedTlsServer server) {
        spillway.log(LogEvent.of(Severity.INFO, "test", server.oracle.payload(0, logged++)));
        checkRead(spillway, server);
    }

    private static void checkRead(Spillway spillway, ScriptedTlsServer server) {
        long told = spillway.stats().read();
        assertThat(told).as("%s", server.oracle).isLessThanOrEqualTo(server.read());
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(condition);
    }

    private final class Recorder implements Reporter {
        @Override
        public void info(String message) {
            reports.add(message);
        }

        @Override
        public void warn(String message) {
            reports.add(message);
        }

        @Override
        public void error(String message) {
            reports.add(message);
        }
    }
}
