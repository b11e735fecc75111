package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ChaosProxy;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import dev.spillway.testkit.StrayThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.function.ToLongFunction;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with a small heap that logs for long while its endpoint and the network fail again and again: nothing is
 * lost, and nothing grows. What it held each second is left in {@code target/soak}, as a table and as a picture.
 */
final class SoakTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final Duration LENGTH =
            Duration.ofSeconds(Integer.getInteger("spillway.soakSeconds", Scale.isFull() ? 1_800 : 15));
    private static final boolean IS_LONG = LENGTH.toMinutes() >= 10;
    /** The longest between two faults. */
    private static final Duration REST = Duration.ofSeconds(IS_LONG ? 30 : 1);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path RESULTS = Path.of("target", "soak");
    private static final int THREADS = 2;
    private static final int EVENTS_PER_SECOND = 1_000;
    private static final int FILLER = 200;
    private static final long MB = 1L << 20;

    private final long seed = Long.getLong("spillway.seed", new SplittableRandom().nextLong());
    private final Payloads payloads = new Payloads(seed, FILLER);
    private final SequenceOracle oracle = payloads.oracle();
    private final List<SoakSample> samples = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void nothingIsLostAndNothingGrows() throws Exception {
        System.out.println("seed " + seed);
        Path caFile = directory.resolve("ca.pem");
        try (EndpointProcess endpoint = new EndpointProcess(oracle, caFile);
                ChaosProxy network = ChaosProxy.to(endpoint.port());
                Application application = start(network.port(), caFile)) {
            SoakWeather weather = new SoakWeather(endpoint, network, seed, REST);
            soak(application, weather);
            weather.clear();
            long[] logged = application.quieten();
            long all = Arrays.stream(logged).sum();
            write();
            int[] issued = Arrays.stream(logged).mapToInt(Math::toIntExact).toArray();
            try {
                Awaitility.await().atMost(PATIENCE).until(() -> oracle.distinct() >= all);
            } catch (ConditionTimeoutException e) {
                throw new AssertionError(
                        oracle.report(issued) + "\n" + weather.counts() + "\n" + endpoint.told() + "\n" + application,
                        e);
            }
            ProgramLine books = application.closeEngine();
            SequenceReport report = oracle.report(issued);
            Figures.print("soak: %d s, faults %s; %s; %s", LENGTH.toSeconds(), weather.counts(), report, growth());
            report.assertComplete();
            FaultRig.assertBooks(books);
            assertThat(books.number("delivered")).isEqualTo(all);
            assertThat(application.told()).noneMatch(line -> line.startsWith("error "));
            assertThat(endpoint.told()).noneMatch(line -> line.startsWith("failure "));
            assertFlat();
        }
    }

    private Application start(int port, Path caFile) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SoakProgram.class.getName(),
                Long.toString(seed),
                Integer.toString(FILLER),
                Integer.toString(THREADS),
                Integer.toString(EVENTS_PER_SECOND),
                "destination=syslog+tls://localhost:" + port,
                "caFile=" + caFile,
                "spillDirectory=" + directory.resolve("spill"),
                "spillLimit=256MB",
                "appName=soak",
                "writeTimeout=8s",
                "shutdownTimeout=30s",
                "reconnectionDelay=50ms",
                "maxReconnectionDelay=500ms");
        return new Application(
                new ProcessBuilder(command).redirectErrorStream(true).start(), THREADS);
    }

    private void soak(Application application, SoakWeather weather) throws Exception {
        application.awaitStart();
        long start = System.nanoTime();
        Duration now = Duration.ZERO;
        StringJoiner begun = new StringJoiner(" ");
        while (now.compareTo(LENGTH) < 0 || weather.counts().size() < SoakFault.values().length) {
            application.runFor(LOOK);
            now = Duration.ofNanos(System.nanoTime() - start);
            Optional<SoakFault> fault = weather.at(now);
            if (fault.isPresent()) {
                begun.add(fault.get().toString());
            }
            ProgramLine line = application.latest();
            if (line.word().equals("stats")
                    && (samples.isEmpty()
                            || line.number("second")
                                    > samples.get(samples.size() - 1).second())) {
                samples.add(SoakSample.of(line));
                faults.add(begun.toString());
                begun = new StringJoiner(" ");
            }
        }
    }

    private void write() throws IOException {
        Files.createDirectories(RESULTS);
        List<String> table = new ArrayList<>(List.of(SoakSample.HEADER));
        for (int i = 0; i < samples.size(); i++) {
            table.add(samples.get(i).csv() + "," + faults.get(i));
        }
        Files.write(RESULTS.resolve("soak.csv"), table);
        Files.writeString(RESULTS.resolve("soak.svg"), new SoakGraph(samples, faults).svg());
    }

    /** The medians of the second fifth and of the last: the first one is still warming up. */
    private String growth() {
        return String.join(
                ", ",
                median("descriptors", SoakSample::descriptors),
                median("threads", SoakSample::threads),
                median("heap", SoakSample::heap),
                median("direct", SoakSample::direct),
                median("mapped", SoakSample::mapped),
                median("resident", SoakSample::resident));
    }

    private String median(String what, ToLongFunction<SoakSample> value) {
        return what + " " + median(1, value) + " to " + median(4, value);
    }

    private long median(int fifth, ToLongFunction<SoakSample> value) {
        List<SoakSample> part = samples.subList(fifth * samples.size() / 5, (fifth + 1) * samples.size() / 5);
        return part.stream()
                .mapToLong(value)
                .sorted()
                .skip(part.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private void assertFlat() {
        assertFlat("descriptors", SoakSample::descriptors, 4);
        assertFlat("threads", SoakSample::threads, 2);
        assertFlat("heap", SoakSample::heap, MB);
        assertFlat("direct", SoakSample::direct, MB);
        assertFlat("mapped", SoakSample::mapped, 12 * MB);
        assertFlat("resident", SoakSample::resident, 16 * MB);
    }

    /** @param slack for a long soak; a short one is still warming up */
    private void assertFlat(String what, ToLongFunction<SoakSample> value, long slack) {
        assertThat(median(4, value)).as(what).isLessThanOrEqualTo(median(1, value) + (IS_LONG ? slack : 5 * slack));
    }
}
