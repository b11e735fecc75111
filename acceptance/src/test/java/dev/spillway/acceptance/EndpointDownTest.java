package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.SpillwayStats;
import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While nothing can be sent, log calls go on at once, memory stays bounded, and each lost event is told of. */
final class EndpointDownTest {
    /** Why nothing can be sent. */
    enum Trouble {
        REFUSED,
        NEVER_READS
    }

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int CALLS = Scale.of(100_000, 10_000);
    private static final int WARM_UP = 50_000;
    private static final long BUFFER = 1 << 20;
    /** What an engine needs beside its buffer, with the endpoint's own memory, as it lives in the same JVM. */
    private static final long OVERHEAD = 1 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern REPORT = Pattern.compile("spillway dropped (\\d+) events between .*: buffer full$");

    private final AtomicLong reported = new AtomicLong();
    /** Each once: a connection that a pause of this machine breaks has them sent again. */
    private final Set<String> reports = ConcurrentHashMap.newKeySet();

    private final SequenceOracle oracle = SequenceOracle.random();
    private final String[] payloads =
            IntStream.range(0, CALLS).mapToObj(i -> oracle.payload(0, i)).toArray(String[]::new);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void logCallsNeverWaitAndBooksClose(Trouble trouble) throws Exception {
        Latencies healthy = healthy();
        long directBefore = MemoryWatch.directBytes();
        try (SyslogEndpoint endpoint =
                Stream.TLS.endpoint().onMessage(this::take).start()) {
            begin(trouble, endpoint);
            try (ShippingLogback logback = logback(endpoint);
                    MemoryWatch memory =
                            new MemoryWatch(directBefore, () -> logback.stats().bufferBytes())) {
                Latencies bad = Latencies.of(CALLS, i -> logback.logger().info(payloads[i]));

                Figures.print("log calls, healthy: %s", healthy);
                Figures.print("log calls, %s: %s", trouble, bad);
                Figures.print(
                        "memory, %s: buffer at most %d of %d bytes, direct memory at most %d bytes more",
                        trouble, memory.mostBuffer(), BUFFER, memory.mostDirect());
                // No demand on speed, which is the machine's.
                assertThat(bad.waits()).as("times that log calls waited").isZero();
                assertThat(memory.mostBuffer()).isLessThanOrEqualTo(BUFFER);
                assertThat(memory.mostDirect()).isLessThanOrEqualTo(BUFFER + OVERHEAD);
                assertThat(dropped(logback.stats())).as("%s", logback.stats()).isPositive();
                ShippingLogback.assertBooksClose(logback.stats());

                end(trouble, endpoint);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(reported.get())
                                .as("reported in-band, %s", logback.stats())
                                .isEqualTo(dropped(logback.stats())));
                logback.close();
                assertClosedBooks(logback.stats(), trouble);
            }
        }
    }

    private Latencies healthy() throws Exception {
        try (SyslogEndpoint endpoint =
                        Stream.TLS.endpoint().onMessage(message -> {}).start();
                ShippingLogback logback = logback(endpoint)) {
            Latencies.of(WARM_UP, i -> logback.logger().info("event number {}", i));
            Latencies healthy = Latencies.of(CALLS, i -> logback.logger().info("event number {}", i));
            assertThat(healthy.waits()).as("times that log calls waited").isZero();
            return healthy;
        }
    }

    private ShippingLogback logback(SyslogEndpoint endpoint) throws Exception {
        return new ShippingLogback(Stream.TLS.to(endpoint.port(), directory) + """
                <bufferSize>1MB</bufferSize>
                <writeTimeout>1s</writeTimeout>
                <shutdownTimeout>30s</shutdownTimeout>
                <reconnectionDelay>100ms</reconnectionDelay>
                <maxReconnectionDelay>200ms</maxReconnectionDelay>
                """);
    }

    private static void begin(Trouble trouble, SyslogEndpoint endpoint) {
        if (trouble == Trouble.REFUSED) {
            endpoint.refuse();
        } else {
            endpoint.behaviour(Behaviour.neverRead());
        }
    }

    private static void end(Trouble trouble, SyslogEndpoint endpoint) {
        if (trouble == Trouble.REFUSED) {
            endpoint.restart();
        } else {
            endpoint.behaviour(Behaviour.readAll());
        }
    }

    private void take(ReceivedMessage message) {
        Matcher report = REPORT.matcher(message.text());
        if (!report.find()) {
            oracle.accept(message);
        } else if (reports.add(message.text())) {
            reported.addAndGet(Long.parseLong(report.group(1)));
        }
    }

    private static long dropped(SpillwayStats books) {
        return books.dropped().getOrDefault(DropReason.BUFFER_FULL, 0L);
    }

    /** What the books say is what the server saw. */
    private void assertClosedBooks(SpillwayStats books, Trouble trouble) {
        Figures.print("%s, then healthy: %s", trouble, books);
        ShippingLogback.assertBooksClose(books);
        assertThat(books.pending()).isZero();
        assertThat(books.droppedTotal()).isEqualTo(dropped(books));
        assertThat(books.accepted()).isEqualTo(CALLS + reports.size());
        assertThat(oracle.distinct() + reports.size())
                .as("%s, %s", oracle, books)
                .isEqualTo(books.delivered());
        SequenceReport report = oracle.report(1, CALLS);
        assertThat(report.missing()).as("%s: %s", oracle, report).isEqualTo(dropped(books));
        assertThat(report.altered() + report.spurious() + report.orderViolations())
                .isZero();
    }
}
