package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Receivers that stop to read, while their kernel takes what comes, and are killed then: what no window can know of, as
 * nothing fails before it is too late.
 */
@EnabledOnOs(OS.LINUX)
final class ReadReceiptsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int EVENTS = Scale.of(200_000, 10_000);
    private static final Duration STALL = Duration.ofMillis(500);
    private static final Duration AWAY = Duration.ofMillis(Scale.of(2_000, 300));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SequenceOracle oracle = SequenceOracle.random();
    private int issued;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void receiverStopsToReadInTheFlowAndIsKilled(MortalReceiver.Kind kind) throws Exception {
        long with = stallAndKill(kind, "auto");
        // A short flow fits into the replay window, so that both repeat all of it.
        if (Scale.isCampaign()) {
            assertThat(with).as("with receipts").isLessThan(stallAndKill(kind, "off"));
        }
    }

    /** Returns how many messages arrived twice; none may be missing. */
    private long stallAndKill(MortalReceiver.Kind kind, String receipts) throws Exception {
        oracle = SequenceOracle.random();
        issued = EVENTS;
        try (MortalReceiver receiver = new MortalReceiver(kind, Files.createDirectory(directory.resolve(receipts)));
                ShippingLogback logback = logback(receiver, "<receipts>" + receipts + "</receipts>");
                Flow flow = new Flow(oracle, logback.logger()::info, EVENTS)) {
            flow.awaitLogged(EVENTS / 3);
            boolean asked = receipts.equals("auto");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !asked || logback.stats().read() > 0);
            long read = logback.stats().read();
            receiver.stop();
            // The one that is being logged may be on its way already.
            long logged = flow.logged() + 1;
            pass(STALL);
            receiver.kill();
            pass(AWAY);
            receiver.start();
            flow.awaitLogged(EVENTS);

            SequenceReport report = settle(receiver, logback);
            Figures.print(
                    "%s stops to read for 0.5 s in a flow of 20,000/s and is killed, receipts=%s: %d events, 0 lost, %d twice",
                    receiver, receipts, report.issued(), report.duplicates());
            assertThat(report.duplicates()).as("of those not confirmed").isLessThanOrEqualTo(logged - read);
            if (asked) {
                assertThat(logback.stats().read()).isEqualTo(logback.stats().delivered());
            }
            return report.duplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void receiverThatReadsNothingForLongerThanWriteTimeoutIsLeft(MortalReceiver.Kind kind) throws Exception {
        int each = 1_000;
        try (MortalReceiver receiver = new MortalReceiver(kind, Files.createDirectory(directory.resolve("receiver")));
                ShippingLogback logback = logback(
                        receiver, "<writeTimeout>500ms</writeTimeout><connectionTimeout>1min</connectionTimeout>")) {
            log(logback, each);
            awaitReceipts(logback);
            receiver.stop();
            log(logback, each);
            // It stays the last error, as the next connection is accepted and waits for its handshake.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> String.valueOf(logback.stats().lastError())
                            .contains("the peer has read nothing for writeTimeout (500ms)"));
            receiver.kill();
            receiver.start();
            log(logback, each);

            settle(receiver, logback);
        }
    }

    @ParameterizedTest
    @EnumSource
    void killAfterAQuietMomentRepeatsNothing(MortalReceiver.Kind kind) throws Exception {
        int each = 1_000;
        try (MortalReceiver receiver = new MortalReceiver(kind, Files.createDirectory(directory.resolve("receiver")));
                ShippingLogback logback = logback(receiver, "")) {
            log(logback, each);
            awaitReceipts(logback);
            receiver.kill();
            receiver.start();
            log(logback, each);

            assertThat(settle(receiver, logback).duplicates()).isZero();
            assertThat(logback.stats().replayed()).isZero();
        }
    }

    private static ShippingLogback logback(MortalReceiver receiver, String more) throws Exception {
        return new ShippingLogback("""
                <host>localhost</host>
                <port>%d</port>
                <caFile>%s</caFile>
                <framing>newline</framing>
                <bufferSize>64MB</bufferSize>
                <reconnectionDelay>100ms</reconnectionDelay>
                <maxReconnectionDelay>200ms</maxReconnectionDelay>
                """.formatted(receiver.port(), receiver.caFile()) + more);
    }

    private void log(ShippingLogback logback, int count) {
        for (int i = 0; i < count; i++) {
            logback.logger().info(oracle.payload(0, issued++));
        }
    }

    /** All has been read, and nobody had to ask for that. */
    private static void awaitReceipts(ShippingLogback logback) {
        Awaitility.await().atMost(PATIENCE).until(() -> logback.stats().pending() == 0);
        assertThat(logback.stats().read()).isEqualTo(logback.stats().delivered());
    }

    private static void pass(Duration time) {
        Awaitility.await()
                .pollDelay(time)
                .pollInterval(Duration.ofMillis(10))
                .atMost(time.plus(PATIENCE))
                .until(() -> true);
    }

    /** Waits until the receiver has everything in its files, in order. */
    private SequenceReport settle(MortalReceiver receiver, ShippingLogback logback) throws Exception {
        assertThat(logback.engine().flush(PATIENCE)).as("%s", logback.stats()).isTrue();
        logback.close();
        ShippingLogback.assertBooksClose(logback.stats());
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            receiver.read(oracle::accept);
            assertThat(oracle.distinct())
                    .as("%s: %s", oracle, oracle.report(1, issued))
                    .isEqualTo(issued);
        });
        return oracle.report(1, issued).assertComplete();
    }
}
