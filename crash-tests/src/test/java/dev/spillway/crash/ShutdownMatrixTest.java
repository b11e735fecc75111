package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.spillway.frontends.Configured;
import dev.spillway.testkit.ChaosProxy;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way in which a process stops, with everything that the other side may do meanwhile: the process ends in time, its
 * books close, and the next one delivers what it had reported as logged.
 */
@DisabledOnOs(OS.WINDOWS)
final class ShutdownMatrixTest {
    /** The other side. */
    enum Peer {
        HEALTHY,
        SLOW,
        STALLED,
        REFUSING,
        BLACK_HOLE,
        UNRESOLVABLE,
        /** Healthy, but an earlier process has left events on disk. */
        BACKLOG
    }

    /** The way to stop. */
    enum Stop {
        SYSTEM_EXIT(0),
        SIGTERM(128 + 15),
        END_OF_MAIN(0),
        /** As Logback does when its context is stopped. */
        CONTEXT_STOP(0),
        CLOSE(0),
        KILL(128 + 9);

        private final int exitValue;

        Stop(int exitValue) {
            this.exitValue = exitValue;
        }

        void begin(Application application) throws InterruptedException {
            switch (this) {
                case SYSTEM_EXIT -> application.tell("exit");
                case SIGTERM -> application.terminate();
                case END_OF_MAIN -> application.tell("return");
                case CONTEXT_STOP, CLOSE -> application.tell("close");
                case KILL -> application.kill();
            }
        }
    }

    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final String HOST = "receiver.invalid";
    private static final int THREADS = 2;
    private static final int EACH = 1_000;
    private static final int BURST = 100;
    private static final long REST_MICROS = 5_000;
    private static final long SLOW_BYTES_A_SECOND = 50_000;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofMillis(500);
    /** What the JVM's own end may take on a busy machine; less than any time-out of a connection. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), 64);
    private final Arrivals arrivals = new Arrivals(payloads, THREADS);
    private final List<Integer> reported = new ArrayList<>();

    @TempDir
    private Path directory;

    /** All of them in a campaign, else a third, in which every peer and every way to stop has its turn. */
    static List<Arguments> cells() {
        // Of the cells: the texts have their own, which is of no consequence.
        long seed = Long.getLong("spillway.seed", new SplittableRandom().nextLong());
        int thirds = Scale.of(3, 1);
        Figures.print("shutdown: %d thirds of the cells, -Dspillway.seed=%d", thirds, seed);
        List<Arguments> cells = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            for (Stop stop : Stop.values()) {
                if (Math.floorMod(peer.ordinal() + stop.ordinal() + seed, 3) < thirds) {
                    cells.add(Arguments.of(peer, stop));
                }
            }
        }
        return cells;
    }

    @ParameterizedTest
    @Execution(CONCURRENT)
    @MethodSource("cells")
    void processEndsInTimeAndTheNextOneDeliversTheRest(Peer peer, Stop stop) throws Exception {
        try (SyslogEndpoint endpoint =
                        SyslogEndpoint.tcp().onMessage(arrivals::accept).start();
                ChaosProxy network = ChaosProxy.to(endpoint.port())) {
            Launch launch = launch(peer, peer == Peer.REFUSING ? endpoint.port() : network.port());
            if (stop == Stop.CONTEXT_STOP) {
                launch = launch.through(Configured.LOGBACK);
            }
            spoil(peer, launch, endpoint, network);
            String ended = runAndStop(peer, stop, launch);
            heal(endpoint, network);
            try (Application next = next(launch.withOption("shutdownTimeout", Launch.PATIENT_END))
                    .start()) {
                long recovered = next.awaitStart().number("recovered");
                next.log(1, 1, 0);
                report(new long[] {1, 1});
                Awaitility.await().atMost(PATIENCE).until(() -> arrivals.hasAll(reported()));
                assertThat(next.closeEngine().number("pending")).isZero();
                arrivals.assertComplete(reported());
                Figures.print(
                        "stop of %s by %s: ended after %s, the next process found %d, %d repeated",
                        peer, stop, ended, recovered, arrivals.repeated());
            }
        }
    }

    private Launch launch(Peer peer, int port) throws IOException {
        resolve("elsewhere.invalid");
        String host = peer == Peer.UNRESOLVABLE ? HOST : "127.0.0.1";
        return Launch.of(payloads, directory.resolve("spill"), "syslog+tcp://" + host + ":" + port)
                .withJvm("-Djdk.net.hosts.file=" + directory.resolve("hosts"))
                .withOption("shutdownTimeout", SHUTDOWN_TIMEOUT.toMillis() + "ms")
                .withOption("connectionTimeout", "1min")
                .withOption("writeTimeout", "1min");
    }

    /** For the processes, a name is known from now on, and no other is. */
    private void resolve(String name) throws IOException {
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 " + name + "\n");
    }

    private void spoil(Peer peer, Launch launch, SyslogEndpoint endpoint, ChaosProxy network) throws Exception {
        switch (peer) {
            case SLOW -> network.limitRate(SLOW_BYTES_A_SECOND);
            case STALLED -> network.pause();
            case REFUSING -> endpoint.refuse();
            case BLACK_HOLE -> network.blackHole();
            case BACKLOG -> {
                endpoint.refuse();
                try (Application earlier = launch.start()) {
                    earlier.log(EACH, BURST, 0).awaitReturns(EACH);
                    report(earlier.kill());
                }
                endpoint.restart();
            }
            case HEALTHY, UNRESOLVABLE -> {}
        }
    }

    private void heal(SyslogEndpoint endpoint, ChaosProxy network) throws IOException {
        network.resetAll();
        network.unlimitRate();
        network.resume();
        endpoint.restart();
        resolve(HOST);
    }

    /** Returns what is to be told of it. */
    private String runAndStop(Peer peer, Stop stop, Launch launch) throws Exception {
        try (Application application = next(launch).start()) {
            application.log(EACH, BURST, REST_MICROS).awaitReturns(EACH);
            application.awaitStats("its books", line -> line.number("accepted") == (long) THREADS * EACH);
            if (peer == Peer.HEALTHY || peer == Peer.BACKLOG) {
                Awaitility.await().atMost(PATIENCE).until(() -> arrivals.distinct() > 0);
            }
            long started = System.nanoTime();
            stop.begin(application);
            report(application.awaitEnd());
            Duration took = Duration.ofNanos(System.nanoTime() - started);

            ProgramLine books = application.latest();
            assertThat(took).as("%s", application).isLessThan(SHUTDOWN_TIMEOUT.plus(MARGIN));
            assertThat(application.exitValue()).as("%s", application).isEqualTo(stop.exitValue);
            assertThat(books.number("dropped")).as("%s", application).isZero();
            assertThat(books.number("accepted") + books.number("recovered"))
                    .as("%s", application)
                    .isEqualTo(books.number("delivered") + books.number("pending"));
            if (stop != Stop.KILL) {
                // A kill cuts off what it says, too.
                FaultRig.assertQuiet(application);
            }
            return "%d ms with %d delivered, %d pending"
                    .formatted(took.toMillis(), books.number("delivered"), books.number("pending"));
        }
    }

    private Launch next(Launch launch) {
        return launch.withThreads(THREADS, reported.size());
    }

    private void report(long[] returned) {
        for (long count : returned) {
            reported.add((int) count);
        }
    }

    private int[] reported() {
        return reported.stream().mapToInt(Integer::intValue).toArray();
    }
}
