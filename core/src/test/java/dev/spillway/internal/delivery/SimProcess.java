package dev.spillway.internal.delivery;

import dev.spillway.DropReason;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.SpillOwner;
import dev.spillway.internal.transport.Transports;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A real pump, buffer and ledger in a simulated world: what is an engine elsewhere, without threads. One thread plays the
 * pump's, the helper's and the loggers', so that a run depends on nothing but its settings and its seed. After each step
 * the books must close.
 */
final class SimProcess {
    private static final long STEP_NANOS = 20_000;
    private static final long NETWORK_NANOS = 20_000_000;
    private static final int RESTLESS = 2_000_000;

    final SplittableRandom random;
    final SimHelper helper;
    final SimHttp http;
    final Ledger ledger = new Ledger();
    final Buffer buffer;
    final Pump pump;
    final Naps naps = new Naps();
    final List<String> told = new ArrayList<>();

    private final RigSettings settings;
    private final SimWorld world;
    private final Runnable wake = this::wake;
    final int owner;
    private boolean woken;
    private boolean asleep;
    private long dueAt;
    private long steps;
    private long refused;
    private long closeBegin;

    SimProcess(RigSettings settings, SimWorld world) {
        this.settings = settings;
        this.world = world;
        owner = world.oracle.newOwner();
        helper = new SimHelper(world.time, wake);
        http = new SimHttp(world.time, world.oracle, wake);
        random = new SplittableRandom(settings.seed);
        buffer = settings.disk == null
                ? new Buffer(settings.buffer(), wake)
                : Buffer.onDisk(settings.buffer(), spillOwner(), wake);
        ledger.recover(buffer.recoveredEvents());
        ledger.noteDropsIn(buffer);
        Batches batches = new Batches(buffer, random.nextLong());
        pump = new Pump(
                new Environment(world.time, random.split(), world.network, helper),
                buffer,
                ledger,
                settings.delivery(),
                settings.overflow == Overflow.DROP_OLDEST,
                batches,
                new Transports(
                        world.network,
                        helper,
                        settings.transport(),
                        settings.maxMessageSize,
                        reporter(),
                        world.time::epochMillis,
                        http,
                        batches),
                settings.transport().connectionTimeout(),
                new Announcer(reporter()),
                new DropReport(ledger, buffer, this::report));
        world.attach(wake);
    }

    private SpillOwner spillOwner() {
        return new SpillOwner(
                settings.disk,
                settings.spill,
                "0abc",
                "a test",
                world.time.epochMillis(),
                world.time::nanos,
                reporter());
    }

    private Reporter reporter() {
        return new Reporter() {
            @Override
            public void info(String message) {
                told.add("info " + message);
            }

            @Override
            public void warn(String message) {
                told.add("warn " + message);
            }

            @Override
            public void error(String message) {
                told.add("error " + message);
            }
        };
    }

    private boolean report(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        ledger.accept();
        return append(message, Severity.WARNING);
    }

    void wake() {
        woken = true;
    }

    boolean isWoken() {
        return woken;
    }

    // Loggers.

    /** Logs one event; returns whether it is in the buffer. */
    boolean log(int size, Severity severity) {
        byte[] message = world.oracle.next(size, owner, world.time.elapsed());
        ledger.accept();
        if (!append(message, severity)) {
            return false;
        }
        world.oracle.accept();
        if (asleep || severity.isUrgent()) {
            wake();
        }
        return true;
    }

    private boolean append(byte[] message, Severity severity) {
        if (buffer.append(message, 0, message.length, 0, severity, world.time.epochMillis(), true)) {
            return true;
        }
        refused++;
        ledger.drop(DropReason.BUFFER_FULL);
        return false;
    }

    /** Events, its own of drops included, for which there was no room. */
    long refused() {
        return refused;
    }

    // The pump's thread.

    /** Steps the pump. */
    void step() {
        if (steps++ > RESTLESS) {
            throw new AssertionError("the pump does not come to rest");
        }
        PumpWait wait = pump.step();
        checkBooks();
        boolean busy = pump.hasMoved() || wait == PumpWait.NETWORK;
        long nap = naps.next(busy);
        long nanos = switch (wait) {
            case NOTHING -> STEP_NANOS;
            case NETWORK -> NETWORK_NANOS;
            case EVENTS -> nap;
            case PAUSE -> Math.max(STEP_NANOS, Math.min(pump.pauseNanos(), Naps.SLEEP_NANOS));
        };
        asleep = wait == PumpWait.EVENTS && naps.isAsleep();
        if (woken && wait != PumpWait.PAUSE) {
            nanos = Math.min(nanos, STEP_NANOS);
        }
        woken = false;
        dueAt = world.time.elapsed() + nanos;
    }

    /** How long it rests until the next step, if nothing wakes it. */
    long restNanos() {
        return Math.max(0, dueAt - world.time.elapsed());
    }

    /** Every event is in exactly one place. */
    void checkBooks() {
        Ledger.Balance books = balance();
        long dropped = 0;
        for (long each : books.dropped().values()) {
            dropped += each;
        }
        boolean close = books.accepted() + books.recovered() == books.delivered() + books.pending() + dropped;
        if (!close || books.pending() < 0) {
            throw new AssertionError("accepted + recovered = delivered + pending + dropped: " + books);
        }
    }

    Ledger.Balance balance() {
        return ledger.balance(buffer);
    }

    long dropped(DropReason reason) {
        return balance().dropped().getOrDefault(reason, 0L);
    }

    long steps() {
        return steps;
    }

    /** Begins to close as an engine does. */
    void beginClose(long timeoutNanos) {
        closeBegin = world.time.elapsed();
        pump.close(world.time.nanos() + timeoutNanos);
        wake();
        if (buffer.spill() != null) {
            helper.execute(buffer::prepareClose);
        }
    }

    /** How long it has been closing. */
    long closeNanos() {
        return world.time.elapsed() - closeBegin;
    }

    /** Its threads end, wherever they are. */
    void end() {
        helper.kill();
        world.detach(wake);
    }
}
