package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole log call through ours and through other shippers, whose libraries the class path has to have, with a sink in
 * another process. Outside of what is timed the logger waits until no more than some thousand events are on their way,
 * so that no call waits for room.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-Dlog4j2.garbagefreeThreadContextMap=true"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ShipperCallBenchmark {
    private static final int CALLS = 64;

    /** A shipper at work. */
    @State(Scope.Thread)
    public static class Shipping {
        private static final int MOST_ON_THEIR_WAY = 4_096;
        private static final int PATIENCE_SECONDS = 10;

        /** One of {@link Shippers}. */
        @Param({"none", "spillway", "spillway-disk", "logstash", "loki4j", "logzio", "otlp-large", "fluency", "syslog4j"
        })
        public String shipper = "none";

        private @Nullable RunningShipper running;
        private int calls;
        private boolean delivers;

        /** Starts shipper and sink. */
        @Setup(Level.Trial)
        public void start() throws IOException {
            Shipper chosen = Shipper.all().get(shipper);
            if (chosen == null) {
                throw new IllegalArgumentException(
                        "shipper must be one of " + Shipper.all().keySet() + ", was " + shipper);
            }
            for (String option : chosen.options()) {
                if (option.startsWith("-D")) {
                    String[] pair = option.substring(2).split("=", 2);
                    System.setProperty(pair[0], pair[1]);
                }
            }
            System.setProperty("sink", System.getProperty("java.class.path"));
            System.setProperty("spill", shipper.equals("spillway-disk") ? "spill" : "");
            delivers = !shipper.startsWith("none");
            running = RunningShipper.start(chosen.protocol(), chosen.frontEnd(), chosen.configuration());
            running.frontEnd().enter();
        }

        /** Waits for the shipper, outside of what is timed. */
        @Setup(Level.Invocation)
        public void pace() {
            calls += CALLS;
            if (delivers && calls % MOST_ON_THEIR_WAY == 0) {
                long arrived = running()
                        .arrived(calls - MOST_ON_THEIR_WAY, PATIENCE_SECONDS)
                        .distinct();
                if (arrived < calls - MOST_ON_THEIR_WAY) {
                    throw new IllegalStateException(
                            "the measurement is void: " + arrived + " of " + calls + " arrived");
                }
            }
        }

        FrontEnd frontEnd() {
            return running().frontEnd();
        }

        private RunningShipper running() {
            return Objects.requireNonNull(running);
        }

        int calls() {
            return calls;
        }

        /** Ends both, when everything has arrived. */
        @TearDown(Level.Trial)
        public void stop() throws IOException {
            long arrived = delivers ? running().arrived(calls, PATIENCE_SECONDS).distinct() : calls;
            running().close();
            if (arrived < calls) {
                throw new IllegalStateException("the measurement is void: " + arrived + " of " + calls + " arrived");
            }
        }
    }

    /** The average of many calls. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void call(Shipping shipping) {
        FrontEnd frontEnd = shipping.frontEnd();
        for (int i = 0; i < CALLS; i++) {
            frontEnd.log(shipping.calls() + i);
        }
    }
}
