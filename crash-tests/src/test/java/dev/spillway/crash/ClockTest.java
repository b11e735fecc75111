package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock of a process that logs is put forward and back by an hour, while events flow and while none can. */
@EnabledOnOs(OS.LINUX)
final class ClockTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int THREADS = 2;
    private static final int ENDLESS = 1 << 28;
    private static final int BURST = 10;
    private static final long REST_MICROS = 4_000;
    private static final int JUMPS = Scale.of(20, 2);
    private static final int EVENTS_BETWEEN = 500;
    private static final Duration HOUR = Duration.ofHours(1);
    /** Between a time stamp and its arrival there is less. */
    private static final Duration NEAR = Duration.ofMinutes(10);
    /** Far less than the hour for which a wait by the wall clock would stand still. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), 32);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);
    private volatile Instant newestStamp = Instant.EPOCH;

    @TempDir
    private Path directory;

    @Test
    void nothingStallsWhenTheClockJumps() throws Exception {
        Figures.print("clock: seed %d", payloads.seed());
        put(Duration.ZERO);
        try (SyslogEndpoint endpoint =
                SyslogEndpoint.tcp().onMessage(this::take).start()) {
            Launch launch = Launch.of(payloads, directory.resolve("spill"), "syslog+tcp://127.0.0.1:" + endpoint.port())
                    .withOption("maxReconnectionDelay", "500ms")
                    .withPrefix("env", "FAKETIME_TIMESTAMP_FILE=" + clock(), faketime());
            try (Application application = launch.start()) {
                application.log(ENDLESS, BURST, REST_MICROS);
                awaitMore();
                for (int i = 0; i < JUMPS; i++) {
                    jump(HOUR);
                    jump(HOUR.negated());
                }
                jumpWhileBackedOff(application, endpoint, HOUR);
                jumpWhileBackedOff(application, endpoint, HOUR.negated());

                int[] logged = Arrays.stream(application.quieten())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                Awaitility.await().atMost(PATIENCE).until(() -> arrivals.hasAll(logged));
                ProgramLine books = application.closeEngine();
                FaultRig.assertBooks(books);
                assertThat(books.number("dropped")).isZero();
                arrivals.assertComplete(logged);
                FaultRig.assertQuiet(application);
                Figures.print(
                        "clock put by an hour %d times: %d events, 0 lost, in order, %d repeated",
                        2 * JUMPS + 2, arrivals.distinct(), arrivals.repeated());
            }
        }
    }

    private static String faketime() {
        Path program = Path.of(System.getProperty("spillway.peers", ".peers"), "bin", "faketime");
        if (!Files.isRegularFile(program)) {
            System.out.println("SKIPPED, NOT TESTED: there is no " + program + "; run .ci/peers once to have it");
            Assumptions.abort("there is no " + program);
        }
        return program.toString();
    }

    private Path clock() {
        return directory.resolve("clock");
    }

    /** Whoever reads the clock meanwhile finds the one time or the other. */
    private void put(Duration offset) throws IOException {
        Path next = Files.writeString(
                directory.resolve("next"), (offset.isNegative() ? "" : "+") + offset.toSeconds() + "\n");
        Files.move(next, clock(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Events go on to arrive, stamped by the new time. */
    private void jump(Duration offset) throws IOException {
        put(offset);
        awaitStamp(offset);
        awaitMore();
    }

    private void jumpWhileBackedOff(Application application, SyslogEndpoint endpoint, Duration offset)
            throws IOException {
        endpoint.stop();
        application.awaitStats("a lost connection", line -> line.number("connected") == 0);
        long pending = application.latest().number("pending");
        put(offset);
        application.awaitStats("events that wait", line -> line.number("pending") > pending + EVENTS_BETWEEN);
        endpoint.restart();
        awaitStamp(offset);
        awaitMore();
    }

    private void awaitStamp(Duration offset) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Duration.between(Instant.now().plus(offset), newestStamp)
                                .abs()
                                .compareTo(NEAR)
                        < 0);
    }

    private void awaitMore() {
        long before = arrivals.distinct();
        Awaitility.await().atMost(PATIENCE).until(() -> arrivals.distinct() >= before + EVENTS_BETWEEN);
    }

    private void take(ReceivedMessage message) {
        arrivals.accept(message);
        String text = new String(message.bytes(), StandardCharsets.UTF_8);
        int version = text.indexOf(' ') + 1;
        newestStamp = Instant.parse(text.substring(version, text.indexOf(' ', version)));
    }
}
