package dev.spillway.benchmarks.call;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import dev.spillway.SpillwayStats;
import dev.spillway.benchmarks.DiscardingSink;
import dev.spillway.benchmarks.SampleEvent;
import dev.spillway.benchmarks.ScratchDirectory;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An engine at work, with an endpoint in this process that only reads. */
@State(Scope.Benchmark)
public class ShippingEngine {
    private static final long MOST_PENDING = 20_000;
    private static final long PAUSE_NANOS = 200_000;

    /** Where the engine keeps its events. */
    @Param({"memory", "disk"})
    public String buffer = "memory";

    private @Nullable ScratchDirectory directory;
    private @Nullable DiscardingSink sink;
    private @Nullable Spillway spillway;
    private final SampleEvent event = SampleEvent.create();
    private final AtomicLong mostInMemory = new AtomicLong();
    private final AtomicLong pauses = new AtomicLong();

    /** Starts the engine. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        sink = new DiscardingSink();
        SpillwayBuilder builder = Spillway.builder()
                .destination(sink.destination())
                .set("overflow", "block")
                .set("maxBlockTime", "10s")
                // Small, so that what is pending is what the pump is behind; smaller slows the socket down.
                .set("replayWindow", "2MB");
        if (buffer.equals("disk")) {
            directory = ScratchDirectory.create();
            builder.set("spillDirectory", directory.path().toString());
        }
        spillway = builder.build();
    }

    void log() {
        Spillway engine = spillway;
        if (engine != null) {
            engine.log(SampleEvent.READER, event);
        }
    }

    /** Waits, if the pump is far behind, until it is not. */
    void awaitPump() {
        SpillwayStats stats = stats();
        mostInMemory.accumulateAndGet(stats.pendingInMemory(), Math::max);
        while (stats.pending() > MOST_PENDING) {
            pauses.incrementAndGet();
            LockSupport.parkNanos(PAUSE_NANOS);
            stats = stats();
        }
    }

    private SpillwayStats stats() {
        if (spillway == null) {
            throw new IllegalStateException("not started");
        }
        return spillway.stats();
    }

    /** Checks that the iteration measured what it claims to measure. */
    @TearDown(Level.Iteration)
    public void check() {
        SpillwayStats stats = stats();
        System.out.printf(
                "[accepted %d, dropped %d, pauses %d, most events in memory %d] ",
                stats.accepted(), stats.droppedTotal(), pauses.getAndSet(0), mostInMemory.getAndSet(0));
        if (stats.droppedTotal() > 0 || stats.spillTrouble() != null) {
            throw new IllegalStateException("the measurement is void: dropped " + stats.dropped() + ", trouble "
                    + stats.spillTrouble() + ", last error " + stats.lastError());
        }
    }

    /** Ends the engine. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
        if (spillway != null) {
            spillway.close();
        }
        if (sink != null) {
            sink.close();
        }
        if (directory != null) {
            directory.close();
        }
    }
}
