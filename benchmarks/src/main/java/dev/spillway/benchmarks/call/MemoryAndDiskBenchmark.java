package dev.spillway.benchmarks.call;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The log calls of {@link LogCallBenchmark}, each timed by itself, of two engines at once: one thread logs to an engine
 * with the memory buffer while another logs to one with the disk buffer. Whatever else the machine does meets both, so
 * that their ratio holds where neither figure alone does.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgs = "-Xmx256m")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MemoryAndDiskBenchmark {

    /** Both engines. */
    @State(Scope.Group)
    public static class Engines {
        private final ShippingEngine memory = new ShippingEngine();
        private final ShippingEngine disk = new ShippingEngine();

        /** Starts both. */
        @Setup(Level.Trial)
        public void start() throws IOException {
            memory.buffer = "memory";
            memory.start();
            disk.buffer = "disk";
            disk.start();
        }

        /** Checks the books of both. */
        @TearDown(Level.Iteration)
        public void check() {
            memory.check();
            disk.check();
        }

        /** Ends both. */
        @TearDown(Level.Trial)
        public void stop() throws IOException {
            memory.stop();
            disk.stop();
        }
    }

    /** A pace for {@link #memory}. */
    @State(Scope.Thread)
    public static class PaceInMemory extends LogCallBenchmark.Pace {
        /** Runs before each invocation, outside of its time. */
        @Setup(Level.Invocation)
        public void keep(Engines engines) {
            count(1, engines.memory);
        }
    }

    /** A pace for {@link #disk}. */
    @State(Scope.Thread)
    public static class PaceOnDisk extends LogCallBenchmark.Pace {
        /** Runs before each invocation, outside of its time. */
        @Setup(Level.Invocation)
        public void keep(Engines engines) {
            count(1, engines.disk);
        }
    }

    /** A call of the engine with the memory buffer. */
    @Benchmark
    @Group("both")
    public void memory(Engines engines, PaceInMemory pace) {
        engines.memory.log();
    }

    /** A call of the engine with the disk buffer. */
    @Benchmark
    @Group("both")
    public void disk(Engines engines, PaceOnDisk pace) {
        engines.disk.log();
    }
}
