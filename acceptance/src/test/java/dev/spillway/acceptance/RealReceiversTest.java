package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A million events from four threads reach the receivers that people run: all of them, once, in order per thread. */
final class RealReceiversTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int THREADS = 4;
    private static final int EACH = Scale.of(1_000_000) / THREADS;
    private static final Duration PATIENCE = Duration.ofSeconds(Scale.of(300, 60));
    private static final byte[] OWN_LINE = "collector".getBytes(StandardCharsets.US_ASCII);

    private final SequenceOracle oracle = SequenceOracle.random();

    @TempDir
    private Path directory;

    /** All receivers through one framework, and one of them through each of the others; all of all in a campaign. */
    static Stream<Arguments> cases() {
        return Arrays.stream(Configured.values())
                .flatMap(frontEnd -> Arrays.stream(Receiver.Kind.values())
                        .flatMap(kind -> Stream.of("octet-counting", "newline")
                                .filter(framing -> Scale.isCampaign()
                                        || frontEnd == Configured.LOGBACK
                                        || kind == Receiver.Kind.COLLECTOR && framing.equals("octet-counting"))
                                .map(framing -> Arguments.of(frontEnd, kind, framing))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyEventArrivesOnceAndInOrder(Configured frontEnd, Receiver.Kind kind, String framing) throws Exception {
        try (Receiver receiver = kind.start(directory, framing.equals("octet-counting"));
                Shipper shipper = frontEnd.with(Map.of(
                        "host",
                        "localhost",
                        "port",
                        String.valueOf(receiver.port()),
                        "caFile",
                        receiver.caFile().toString(),
                        "framing",
                        framing,
                        "bufferSize",
                        "8MB",
                        "overflow",
                        "block",
                        "maxBlockTime",
                        "5min",
                        "shutdownTimeout",
                        "30s"))) {
            long started = System.nanoTime();
            Producers.log(oracle, shipper::log, THREADS, 0, EACH);
            long logged = System.nanoTime();
            // Asynchronous loggers hand over the last events a moment later.
            Awaitility.await().atMost(PATIENCE).until(() -> shipper.stats().accepted() == (long) THREADS * EACH);
            boolean confirmed = shipper.engine().flush(PATIENCE);
            awaitAll(receiver);
            long arrived = System.nanoTime();
            shipper.close();

            assertThat(confirmed)
                    .as("everything is confirmed: %s", shipper.stats())
                    .isTrue();
            ShippingLogback.assertBooksClose(shipper.stats());
            assertThat(shipper.stats().delivered()).as("%s", shipper.stats()).isEqualTo((long) THREADS * EACH);
            SequenceReport report = oracle.report(THREADS, EACH).assertComplete();
            assertThat(report.duplicates()).as("%s: %s", oracle, report).isZero();
            print(frontEnd + " to " + kind + ", " + framing, report.issued(), logged - started, arrived - started);
        }
    }

    private void awaitAll(Receiver receiver) throws Exception {
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(receiver.messages()));
        List<String> own = new ArrayList<>();
        try (GrowingFile file = new GrowingFile(receiver.messages())) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> {
                        file.read(line -> take(line, own));
                        assertThat(oracle.distinct())
                                .as("%s: %s, own lines %s", oracle, oracle.report(THREADS, EACH), own)
                                .isEqualTo((long) THREADS * EACH);
                    });
            file.read(line -> take(line, own));
        }
    }

    /** What the collector says of itself stands among the messages. */
    private void take(byte[] line, List<String> own) {
        if (line.length > OWN_LINE.length && Arrays.equals(line, 0, OWN_LINE.length, OWN_LINE, 0, OWN_LINE.length)) {
            own.add(new String(line, StandardCharsets.UTF_8));
        } else {
            oracle.accept(line);
        }
    }

    private static void print(String what, long events, long loggingNanos, long arrivalNanos) {
        Figures.print(
                "%s: %d events complete and in order, logged in %.1f s, in the receiver's file after %.1f s (%.0f/s)",
                what,
                events,
                loggingNanos / 1e9,
                arrivalNanos / 1e9,
                events / (arrivalNanos / (double) TimeUnit.SECONDS.toNanos(1)));
    }
}
