package dev.spillway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How soon an event of a healthy flow of 1,000 a second is with the receiver. Beside each event the same goes over a bare
 * socket, which tells what this machine takes at that moment without Spillway.
 */
final class LatencyTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final int EVENTS_A_SECOND = 1_000;
    private static final int EVENTS = Scale.of(10 * EVENTS_A_SECOND, 2 * EVENTS_A_SECOND);
    private static final int WARM_UP = 1_000;
    private static final double PROMISED_MILLIS = 20;
    /** Beyond this the engine no longer sends what is there but waits for something. */
    private static final double POLLING_MILLIS = 50;

    /** An engine that waits does so each time, a machine that is busy does not. */
    private static final int ATTEMPTS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void eventIsSentWithoutDelay(Stream stream) throws Exception {
        try (SyslogEndpoint endpoint = stream.endpoint().start();
                SyslogEndpoint other = SyslogEndpoint.tcp().start();
                Socket bare = new Socket("127.0.0.1", other.port());
                ShippingLogback logback = new ShippingLogback(stream.to(endpoint.port(), directory))) {
            bare.setTcpNoDelay(true);
            OutputStream out = bare.getOutputStream();
            logback.logger().info("makes the connection, written at {}", System.nanoTime());
            endpoint.awaitMessageCount(1, PATIENCE);
            boolean prompt = false;
            for (int attempt = 1; !prompt && attempt <= ATTEMPTS; attempt++) {
                endpoint.clear();
                other.clear();
                steadily(WARM_UP + EVENTS, () -> {
                    logback.logger().info("logged at {}", System.nanoTime());
                    out.write(("<14>1 - - - - - - written at " + System.nanoTime() + "\n").getBytes(UTF_8));
                    return null;
                });
                prompt = isPrompt(stream, latencies(endpoint), latencies(other));
            }
            assertThat(prompt).as("events were sent without delay").isTrue();
        }
    }

    private static boolean isPrompt(Stream stream, Latencies shipped, Latencies bare) {
        Figures.print(
                "%s, %d events at 1,000/s from log call to receiver, in ms: %s; over a bare socket: %s",
                stream, EVENTS, text(shipped), text(bare));
        return millis(shipped, 0.5) - millis(bare, 0.5) < POLLING_MILLIS
                && (!Scale.isCampaign() || millis(shipped, 0.99) - millis(bare, 0.99) < PROMISED_MILLIS);
    }

    private static String text(Latencies latencies) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f, p99 %.1f, p99.9 %.1f",
                millis(latencies, 0.5),
                millis(latencies, 0.99),
                millis(latencies, 0.999));
    }

    private static double millis(Latencies latencies, double share) {
        return latencies.micros(share) / 1e3;
    }

    private static Latencies latencies(SyslogEndpoint endpoint) {
        endpoint.awaitMessageCount(WARM_UP + EVENTS, PATIENCE);
        long[] nanos = endpoint.messages().stream()
                .skip(WARM_UP)
                .mapToLong(LatencyTest::nanos)
                .sorted()
                .toArray();
        return new Latencies(nanos, 0);
    }

    private static void steadily(int times, Callable<Void> action) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger left = new AtomicInteger(times);
        ScheduledFuture<?> ticks = clock.scheduleAtFixedRate(
                () -> {
                    try {
                        if (left.getAndDecrement() > 0) {
                            action.call();
                        } else {
                            clock.shutdown();
                        }
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                0,
                TimeUnit.SECONDS.toNanos(1) / EVENTS_A_SECOND,
                TimeUnit.NANOSECONDS);
        boolean ended = clock.awaitTermination(times / EVENTS_A_SECOND + PATIENCE.toSeconds(), TimeUnit.SECONDS);
        clock.shutdownNow();
        assertThat(ended).as("%s", ticks).isTrue();
    }

    private static long nanos(ReceivedMessage message) {
        String text = message.text();
        return message.arrivalNanos() - Long.parseLong(text.substring(text.lastIndexOf(' ') + 1));
    }
}
