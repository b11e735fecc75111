package dev.spillway.benchmarks.call;

import dev.spillway.SpillwayMXBean;
import dev.spillway.benchmarks.DiscardingSink;
import dev.spillway.benchmarks.ScratchDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * The whole log call of an application: the framework's part, the adapter's, and the engine's. {@code nothing} is an
 * appender that only reads the event, so that the compiler cannot leave it out: the least that a call costs.
 *
 * <p>As in {@link LogCallBenchmark} the engine delivers all the while, every 1,024 calls the logger waits, outside of what
 * is timed, until no more than 20,000 events wait, and an iteration in which one was dropped fails. With asynchronous
 * loggers it waits until Log4j's ring is empty, too: with a full one a call would wait for room.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgs = {"-Xmx256m", "-Dlog4j2.garbagefreeThreadContextMap=true"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FrameworkCallBenchmark {
    private static final int CALLS = 64;

    /** The framework with its appender. */
    @State(Scope.Benchmark)
    public static class Framework {
        private static final long MOST_PENDING = 20_000;
        private static final long PAUSE_NANOS = 50_000;
        private static final long PATIENCE_NANOS = 10_000_000_000L;

        /** What the application logs with. */
        @Param({"logback", "log4j2", "log4j2-async", "jul"})
        public String framework = "logback";

        /** What takes the events: ours with its buffer in memory or on disk, or nothing. */
        @Param({"nothing", "memory", "disk"})
        public String appender = "nothing";

        private @Nullable FrameworkCall call;
        private @Nullable DiscardingSink sink;
        private @Nullable ScratchDirectory directory;
        private @Nullable SpillwayMXBean books;

        /** Starts the framework, and where ours is its appender the endpoint. */
        @Setup(Level.Trial)
        public void start(Blackhole blackhole) throws IOException, JMException {
            if (appender.equals("nothing")) {
                call = FrameworkCall.start(framework, null, blackhole);
                return;
            }
            sink = new DiscardingSink();
            Map<String, String> options = new LinkedHashMap<>();
            options.put("destination", sink.destination());
            options.put("overflow", "block");
            options.put("maxBlockTime", "10s");
            options.put("replayWindow", "2MB");
            if (appender.equals("disk")) {
                directory = ScratchDirectory.create();
                options.put("spillDirectory", directory.path().toString());
            }
            call = FrameworkCall.start(framework, options, blackhole);
            books = books();
        }

        /** The books of the one engine here, which another thread shows soon after its start. */
        private static SpillwayMXBean books() throws JMException {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            for (long waited = 0; waited < PATIENCE_NANOS; waited += PAUSE_NANOS) {
                for (ObjectName name : server.queryNames(new ObjectName("dev.spillway:*"), null)) {
                    return JMX.newMXBeanProxy(server, name, SpillwayMXBean.class);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            throw new IllegalStateException("the engine does not show its books");
        }

        FrameworkCall call() {
            return Objects.requireNonNull(call);
        }

        private void awaitPump() {
            while (call().isBusy() || (books != null && books.getPending() > MOST_PENDING)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        /** Checks that the iteration measured what it claims to measure. */
        @TearDown(Level.Iteration)
        public void check() {
            if (books != null && books.getDroppedTotal() > 0) {
                throw new IllegalStateException("the measurement is void: dropped " + books.getDropped());
            }
        }

        /** Ends all. */
        @TearDown(Level.Trial)
        public void stop() throws IOException {
            call().close();
            if (sink != null) {
                sink.close();
            }
            if (directory != null) {
                directory.close();
            }
        }
    }

    /** A thread that logs. */
    @State(Scope.Thread)
    public static class Logger {
        private static final int LOOK = 1_024;

        private int calls;

        /** Gives the thread its diagnostic context. */
        @Setup(Level.Trial)
        public void enter(Framework framework) {
            framework.call().enter();
        }

        int calls() {
            return calls;
        }

        void count(int count, Framework framework) {
            int before = calls;
            calls += count;
            if (before / LOOK != calls / LOOK) {
                framework.awaitPump();
            }
        }
    }

    /** A logger for {@link #average}. */
    @State(Scope.Thread)
    public static class LoggerOfMany extends Logger {
        /** Runs before each invocation, outside of its time. */
        @Setup(Level.Invocation)
        public void pace(Framework framework) {
            count(CALLS, framework);
        }
    }

    /** A logger for {@link #each}. */
    @State(Scope.Thread)
    public static class LoggerOfEach extends Logger {
        /** Runs before each invocation, outside of its time. */
        @Setup(Level.Invocation)
        public void pace(Framework framework) {
            count(1, framework);
        }
    }

    /** The average of many calls. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OperationsPerInvocation(CALLS)
    public void average(Framework framework, LoggerOfMany logger) {
        FrameworkCall call = framework.call();
        for (int i = 0; i < CALLS; i++) {
            call.log(logger.calls() + i);
        }
    }

    /** Each call by itself. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public void each(Framework framework, LoggerOfEach logger) {
        framework.call().log(logger.calls());
    }
}
