package dev.spillway.benchmarks.call;

import dev.spillway.Severity;
import dev.spillway.benchmarks.ScratchDirectory;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.Cursor;
import dev.spillway.internal.buffer.FileSystemDisk;
import dev.spillway.internal.buffer.SpillOwner;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.buffer.SpillStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appending an encoded message of 300 bytes to the bare buffer, by one thread or by several at once. They also empty the
 * buffer from time to time, outside of what is timed, while the others wait. With one thread no other touches the
 * memory, so that is the least that an append costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgs = "-Xmx256m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AppendBenchmark {
    private static final int CALLS = 64;
    private static final int MESSAGE = 300;
    private static final int MOST_WAITING = 10_000;
    private static final BufferSettings SETTINGS =
            new BufferSettings(16 << 20, 8192, 0, BufferSettings.Overflow.DROP, Duration.ZERO);

    /** Where the segments are. */
    @Param({"memory", "disk"})
    public String buffer = "memory";

    private final byte[] message = new byte[MESSAGE];
    private @Nullable ScratchDirectory directory;
    private @Nullable Buffer target;
    private @Nullable Cursor reader;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock draining = new ReentrantLock();

    /** Makes the buffer. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        Arrays.fill(message, (byte) 'x');
        if (buffer.equals("disk")) {
            directory = ScratchDirectory.create();
            SpillSettings spill = new SpillSettings(directory.path(), 1 << 30, 0, null);
            target = Buffer.onDisk(
                    SETTINGS,
                    new SpillOwner(
                            new FileSystemDisk(),
                            spill,
                            "benchmark",
                            "a benchmark",
                            System.currentTimeMillis(),
                            System::nanoTime,
                            new ConsoleReporter()),
                    () -> {});
        } else {
            target = new Buffer(SETTINGS, () -> {});
        }
        reader = target.cursor();
    }

    /** Empties the buffer, if much is in it, and has the disk's files made ready; runs outside of what is timed. */
    @Setup(Level.Invocation)
    public void makeRoom() {
        if (waiting.addAndGet(CALLS) < MOST_WAITING) {
            return;
        }
        draining.lock();
        try {
            // A thread that was stopped in the middle of an append has what comes after it wait.
            while (waiting.get() >= MOST_WAITING && target != null && reader != null) {
                waiting.addAndGet(-drain(target, reader));
            }
        } finally {
            draining.unlock();
        }
    }

    private static int drain(Buffer target, Cursor reader) {
        int drained = 0;
        while (reader.peek(System.nanoTime())) {
            target.confirm(reader);
            drained++;
        }
        target.tidy();
        SpillStatus spill = target.spill();
        if (spill != null) {
            if (target.pendingInMemory() > 0) {
                throw new IllegalStateException("not all is on disk: " + spill.trouble());
            }
            spill.maintain();
        }
        return drained;
    }

    /** One message, and nobody else. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    @Threads(1)
    public void oneThread() {
        append();
    }

    /** One message, while another thread appends too. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    @Threads(2)
    public void twoThreads() {
        append();
    }

    /** One message, while seven others append too. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    @Threads(8)
    public void eightThreads() {
        append();
    }

    private void append() {
        for (int i = 0; i < CALLS; i++) {
            if (target == null || !target.append(message, 0, MESSAGE, 60, Severity.INFO, 1_795_000_000_000L, true)) {
                throw new IllegalStateException("the buffer is full");
            }
        }
    }

    /** Ends the use of the buffer. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        if (target != null) {
            target.close();
        }
        if (directory != null) {
            directory.close();
        }
    }
}
