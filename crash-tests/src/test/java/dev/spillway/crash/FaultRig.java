package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;

/** An endpoint, and an application that logs to it all the time while something happens to its disk. */
final class FaultRig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int FILLER = 200;
    private static final int ENDLESS = 1 << 28;
    private static final int BURST = 10;
    /** For each thread, so that all together log about 5,000 events a second. */
    private static final long REST_MICROS = 2_000;

    private final Payloads payloads = new Payloads(new SplittableRandom().nextLong(), FILLER);
    private final Arrivals arrivals;
    private final SyslogEndpoint endpoint;
    private final int threads;
    private final Launch launch;
    private int[] reported = {};

    FaultRig(Path spill, int threads) {
        this.threads = threads;
        System.out.println("seed " + payloads.seed());
        arrivals = new Arrivals(payloads, threads);
        endpoint = SyslogEndpoint.tcp()
                .receiveBufferBytes(64 * 1024)
                .onMessage(arrivals::accept)
                .start();
        launch = Launch.of(payloads, spill, "syslog+tcp://127.0.0.1:" + endpoint.port())
                .withThreads(threads, 0)
                .withOption("spillLimit", "4MB")
                .withOption("minFreeSpace", "0");
    }

    SyslogEndpoint endpoint() {
        return endpoint;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** How to start the application. */
    Launch launch() {
        return launch;
    }

    /** As {@link #launch}, for the process that comes after the first one. */
    Launch next() {
        return launch.withThreads(threads, threads);
    }

    Application start(Launch how) throws Exception {
        return how.start().regardlessOfTheDisk().log(ENDLESS, BURST, REST_MICROS * threads);
    }

    /** Waits until what is pending is on disk, and the disk is fine. */
    static void awaitDisk(Application application) {
        application.awaitStats(
                "events on disk",
                line -> line.number("trouble") == 0 && line.number("inMemory") == 0 && line.number("pending") > 0);
    }

    static void awaitMemory(Application application) {
        application.awaitStats("events in memory", line -> line.number("trouble") == 1 && line.number("inMemory") > 0);
    }

    /** Notes what a process has reported as logged, so that it must have arrived in the end. */
    void report(long[] returned) {
        int[] all = Arrays.copyOf(reported, reported.length + returned.length);
        for (int i = 0; i < returned.length; i++) {
            all[reported.length + i] = (int) returned[i];
        }
        reported = all;
    }

    /** Ends the application in order; nothing may be missing, and the books must close. */
    void finish(Application application) throws Exception {
        report(application.quieten());
        Awaitility.await().atMost(PATIENCE).until(() -> arrivals.hasAll(reported));
        ProgramLine books = application.closeEngine();
        assertBooks(books);
        assertThat(books.number("dropped")).isZero();
        arrivals.assertComplete(reported);
        assertQuiet(application);
    }

    static void assertBooks(ProgramLine books) {
        assertThat(books.number("accepted") + books.number("recovered"))
                .as("%s", books)
                .isEqualTo(books.number("delivered") + books.number("pending") + books.number("dropped"));
        assertThat(books.number("pending")).isZero();
    }

    /** Demands that the application saw no exception. */
    static void assertQuiet(Application application) {
        assertThat(application.told()).noneMatch(line -> line.matches(".*(Exception|Error|interrupt|unexpected).*"));
    }

    /** The lines in which the engine complained of its disk. */
    static long complaints(Application application) {
        return application.told().stream()
                .filter(line -> line.startsWith("error "))
                .count();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
