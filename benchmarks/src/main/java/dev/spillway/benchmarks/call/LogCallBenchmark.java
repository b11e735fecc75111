package dev.spillway.benchmarks.call;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One log call of a running engine: read the event, encode it, append it to the buffer, in memory or on disk.
 *
 * <p><i>Method.</i> The engine delivers all the while, over TCP to a thread of this process that throws away what it
 * reads. A logger that does nothing but log is faster than any endpoint, and what would then be measured is the
 * waiting for room. So every 1,024 calls, outside of what is timed, the logger looks how far the pump is behind, and
 * waits while that is more than 20,000 events. With {@code overflow=block} a full buffer would show in the percentiles
 * instead of making the call cheaper; an iteration in which anything was dropped fails, and each prints its books. It
 * also prints how many events it found in memory at most: with the disk buffer all of them should be on disk.
 *
 * <p>{@link #average} times 64 calls at once, so that reading the clock does not count; {@link #each} times every call,
 * which adds some 25 ns to both and gives the percentiles. What {@code -prof gc} counts includes the pump, the endpoint
 * and that look at the books. {@link EncodeBenchmark} is the floor, {@link AppendBenchmark} the rest.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgs = "-Xmx256m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LogCallBenchmark {
    private static final int CALLS = 64;

    /** What keeps one logger from running away from the pump. */
    @State(Scope.Thread)
    public static class Pace {
        private static final int LOOK = 1_024;

        private int calls;

        void count(int count, ShippingEngine engine) {
            calls += count;
            if (calls >= LOOK) {
                calls = 0;
                engine.awaitPump();
            }
        }
    }

    /** A pace for {@link #average}. */
    @State(Scope.Thread)
    public static class PaceOfMany extends Pace {
        /** Runs before each invocation, outside of its time. */
        @Setup(Level.Invocation)
        public void keep(ShippingEngine engine) {
            count(CALLS, engine);
        }
    }

    /** A pace for {@link #each}. */
    @State(Scope.Thread)
    public static class PaceOfEach extends Pace {
        /** Runs before each invocation, outside of its time. */
        @Setup(Level.Invocation)
        public void keep(ShippingEngine engine) {
            count(1, engine);
        }
    }

    /** The average of many calls. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OperationsPerInvocation(CALLS)
    public void average(ShippingEngine engine, PaceOfMany pace) {
        for (int i = 0; i < CALLS; i++) {
            engine.log();
        }
    }

    /** Each call by itself. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public void each(ShippingEngine engine, PaceOfEach pace) {
        engine.log();
    }
}
