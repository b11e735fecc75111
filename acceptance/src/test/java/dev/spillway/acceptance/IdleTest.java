package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.ShippingLogback;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An engine without work leaves the processor alone. Linux tells how often its threads went to sleep. */
@EnabledOnOs(OS.LINUX)
final class IdleTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String SWITCHES = "voluntary_ctxt_switches:";
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** With those of the moments when the counting begins and ends. */
    private static final double WAKE_UPS_A_SECOND = 11;

    /** A segment of the buffer, and little beside it. */
    private static final long MOST_IDLE_KB = 768;

    @TempDir
    private Path directory;

    @Test
    void connectedEngineWakesTenTimesASecondAtMost() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start();
                ShippingLogback logback = new ShippingLogback(Stream.TLS.to(endpoint.port(), directory))) {
            logback.logger().info("the only event");
            endpoint.awaitMessages(1, PATIENCE);

            assertQuiet("connected");
        }
    }

    @Test
    void engineWithoutAnEventWakesTenTimesASecondAtMost() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start();
                ShippingLogback logback = new ShippingLogback(Stream.TLS.to(endpoint.port(), directory))) {
            assertThat(logback.stats().accepted()).isZero();

            assertQuiet("never used");
        }
    }

    @Test
    void engineWithoutAnEndpointWakesTenTimesASecondAtMost() throws Exception {
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start();
                ShippingLogback logback = new ShippingLogback(Stream.TLS.to(endpoint.port(), directory)
                        + "<reconnectionDelay>30s</reconnectionDelay><shutdownTimeout>100ms</shutdownTimeout>")) {
            endpoint.refuse();
            logback.logger().info("an event that waits");
            Awaitility.await().atMost(PATIENCE).until(() -> logback.stats().lastError() != null);

            assertQuiet("endpoint down");
        }
    }

    @Test
    void engineWithoutWorkCostsLittle() throws Exception {
        Path output = directory.resolve("output.txt");
        try (SyslogEndpoint endpoint = Stream.TLS.endpoint().start()) {
            Process process = ChildJvm.start(output, List.of(), EngineCost.class, String.valueOf(endpoint.port()));
            try {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        String told = Files.readString(output);
        told.lines().filter(line -> line.startsWith("engine: ")).forEach(Figures::print);
        Matcher direct = Pattern.compile("(\\d+) KB of direct memory").matcher(told);
        assertThat(direct.find()).as(told).isTrue();
        assertThat(Long.parseLong(direct.group(1))).isLessThanOrEqualTo(MOST_IDLE_KB);
    }

    /** The engine needs a moment without events to fall asleep, and a busy machine may have its threads wait for more. */
    private static void assertQuiet(String what) {
        Awaitility.await("no more than ten wake-ups a second, " + what)
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> wakeUpsASecond(Duration.ofMillis(500)) <= 2 * WAKE_UPS_A_SECOND && isQuiet(what));
    }

    private static boolean isQuiet(String what) throws IOException {
        double wakeUps = wakeUpsASecond(QUIET);
        Figures.print("idle, %s: %.1f wake-ups a second", what, wakeUps);
        return wakeUps <= WAKE_UPS_A_SECOND;
    }

    private static double wakeUpsASecond(Duration time) throws IOException {
        long started = System.nanoTime();
        long before = switches();
        Awaitility.await()
                .pollDelay(time)
                .pollInterval(Duration.ofMillis(10))
                .atMost(time.plus(PATIENCE))
                .until(() -> true);
        long wakeUps = switches() - before;
        return wakeUps * 1e9 / (System.nanoTime() - started);
    }

    /** Of all threads of the engine together. */
    private static long switches() throws IOException {
        long sum = 0;
        boolean found = false;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                long its = switches(task);
                found |= its >= 0;
                sum += Math.max(0, its);
            }
        }
        assertThat(found).as("threads of the engine").isTrue();
        return sum;
    }

    /** Of one thread; -1 if it isn't the engine's, or has ended. */
    private static long switches(Path task) {
        try {
            if (!Files.readString(task.resolve("comm")).startsWith("spillway-")) {
                return -1;
            }
            return Files.readAllLines(task.resolve("status")).stream()
                    .filter(line -> line.startsWith(SWITCHES))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(SWITCHES.length()).strip()))
                    .sum();
        } catch (IOException e) {
            // There is no such file any more, or no such process.
            return -1;
        }
    }
}
