package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real receivers are restarted again and again while events flow, in order (SIGTERM) and by kill, in turn. */
@EnabledOnOs(OS.LINUX)
final class RestartsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int RESTARTS = Scale.of(12, 2);
    private static final int BETWEEN = Scale.of(30_000, 5_000);
    private static final int ENDLESS = 1 << 28;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SequenceOracle oracle = SequenceOracle.random();

    @TempDir
    private Path directory;

    /** Each receiver and each stream once, and all pairs of them in a campaign. */
    static List<Arguments> cases() {
        Arguments one = Arguments.of(MortalReceiver.Kind.RSYSLOG, Stream.TLS);
        Arguments other = Arguments.of(MortalReceiver.Kind.SYSLOG_NG, Stream.TCP);
        return Scale.isCampaign()
                ? List.of(
                        one,
                        other,
                        Arguments.of(MortalReceiver.Kind.RSYSLOG, Stream.TCP),
                        Arguments.of(MortalReceiver.Kind.SYSLOG_NG, Stream.TLS))
                : List.of(one, other);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsLostByRestarts(MortalReceiver.Kind kind, Stream stream) throws Exception {
        try (MortalReceiver receiver = new MortalReceiver(kind, stream, directory);
                ShippingLogback logback = new ShippingLogback(
                        """
                        <destination>syslog+%s://localhost:%d</destination>
                        <caFile>%s</caFile>
                        <framing>newline</framing>
                        <bufferSize>64MB</bufferSize>
                        <overflow>block</overflow>
                        <maxBlockTime>1min</maxBlockTime>
                        <reconnectionDelay>100ms</reconnectionDelay>
                        <maxReconnectionDelay>200ms</maxReconnectionDelay>
                        """.formatted(stream == Stream.TLS ? "tls" : "tcp", receiver.port(), receiver.caFile()));
                Flow flow = new Flow(oracle, logback.logger()::info, ENDLESS)) {
            for (int i = 1; i <= RESTARTS; i++) {
                flow.awaitLogged(i * BETWEEN);
                awaitMore(receiver, logback);
                if (i % 2 == 1) {
                    receiver.end();
                } else {
                    receiver.kill();
                }
                receiver.start();
            }
            awaitMore(receiver, logback);
            int events = flow.end();

            assertThat(logback.engine().flush(PATIENCE))
                    .as("%s", logback.stats())
                    .isTrue();
            logback.close();
            ShippingLogback.assertBooksClose(logback.stats());
            assertThat(logback.stats().dropped()).isEmpty();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                receiver.read(oracle::accept);
                assertThat(oracle.distinct())
                        .as("%s: %s", oracle, oracle.report(1, events))
                        .isEqualTo(events);
            });
            SequenceReport report = oracle.report(1, events);
            Figures.print(
                    "%s over %s, %d restarts in a flow of 20,000/s: %d events, %d lost, %d twice, %d torn",
                    receiver,
                    stream,
                    RESTARTS,
                    report.issued(),
                    report.missing(),
                    report.duplicates(),
                    report.altered() + report.spurious());
            report.assertComplete();
        }
    }

    /** It writes what is new to it, so that it is amid the flow when something happens to it. */
    private void awaitMore(MortalReceiver receiver, ShippingLogback logback) {
        long before = oracle.distinct();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            receiver.read(oracle::accept);
            assertThat(oracle.distinct()).as("%s: %s", oracle, logback.stats()).isGreaterThan(before);
        });
    }
}
