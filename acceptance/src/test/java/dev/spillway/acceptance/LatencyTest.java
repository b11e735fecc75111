package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How soon an event of a healthy flow of 1,000 a second is with the receiver. */
final class LatencyTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int EVENTS_A_SECOND = 1_000;
    private static final int EVENTS = Scale.of(10 * EVENTS_A_SECOND, 2 * EVENTS_A_SECOND);
    private static final int WARM_UP = 1_000;
    private static final double PROMISED_MILLIS = 20;
    /** Beyond this the engine no longer sends what is there but waits for something. */
    private static final double POLLING_MILLIS = 50;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void eventIsSentWithoutDelay(Stream stream) throws Exception {
        Latencies latencies;
        try (SyslogEndpoint endpoint = stream.endpoint().start();
                ShippingLogback logback = new ShippingLogback(stream.to(endpoint.port(), directory))) {
            logSteadily(logback, WARM_UP + EVENTS);
            endpoint.awaitMessageCount(WARM_UP + EVENTS, Duration.ofSeconds(30));
            latencies = new Latencies(
                    endpoint.messages().stream()
                            .skip(WARM_UP)
                            .mapToLong(LatencyTest::nanos)
                            .sorted()
                            .toArray(),
                    0);
        }
        double p50 = latencies.micros(0.5) / 1e3;
        double p99 = latencies.micros(0.99) / 1e3;
        Figures.print(
                "%s, %d events at 1,000/s from log call to receiver: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms",
                stream, EVENTS, p50, p99, latencies.micros(0.999) / 1e3);
        assertThat(p50).isLessThan(POLLING_MILLIS);
        if (Scale.isCampaign()) {
            assertThat(p99).isLessThan(PROMISED_MILLIS);
        }
    }

    private static void logSteadily(ShippingLogback logback, int events) throws InterruptedException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger left = new AtomicInteger(events);
        clock.scheduleAtFixedRate(
                () -> {
                    if (left.getAndDecrement() > 0) {
                        logback.logger().info("logged at {}", System.nanoTime());
                    } else {
                        clock.shutdown();
                    }
                },
                0,
                TimeUnit.SECONDS.toNanos(1) / EVENTS_A_SECOND,
                TimeUnit.NANOSECONDS);
        assertThat(clock.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
    }

    private static long nanos(ReceivedMessage message) {
        String text = message.text();
        return message.arrivalNanos() - Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
    }
}
