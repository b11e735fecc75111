package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.SpillOwner;
import dev.spillway.internal.transport.Transports;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A real pump, buffer and ledger in simulated surroundings. One thread plays the pump's thread, the helper's, the loggers
 * and the endpoints, so that a run depends on nothing but its settings and its seed. After each step the books must close.
 */
final class PumpRig {
    private static final long STEP_NANOS = 20_000;
    private static final long NETWORK_NANOS = 20_000_000;
    private static final int RESTLESS = 2_000_000;

    final SplittableRandom random;
    final SimTime time = new SimTime();
    final SimHelper helper = new SimHelper(time, this::wake);
    final SimNetwork network = new SimNetwork(time, this::wake);
    final Oracle oracle;
    final SimHttp http;
    final SimPeer first;
    final SimPeer second;
    final Ledger ledger = new Ledger();
    final Buffer buffer;
    final Pump pump;
    final Naps naps = new Naps();
    final List<String> told = new ArrayList<>();

    private final Overflow overflow;
    private boolean woken;
    private boolean asleep;
    private long steps;

    PumpRig(RigSettings settings) {
        this(settings, new Oracle());
    }

    /** @param oracle knows what an earlier process has logged as well */
    PumpRig(RigSettings settings, Oracle oracle) {
        this.oracle = oracle;
        http = new SimHttp(time, oracle, this::wake);
        random = new SplittableRandom(settings.seed);
        overflow = settings.overflow;
        first = new SimPeer(time, oracle, settings.framing, this::wake);
        second = new SimPeer(time, oracle, settings.framing, this::wake);
        try {
            network.name(RigSettings.FIRST.host(), 1, first);
            network.name(RigSettings.SECOND.host(), 11, second);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
        buffer = settings.disk == null
                ? new Buffer(settings.buffer(), this::wake)
                : Buffer.onDisk(settings.buffer(), spillOwner(settings), this::wake);
        ledger.recover(buffer.recoveredEvents());
        ledger.noteDropsIn(buffer);
        Batches batches = new Batches(buffer, random.nextLong());
        pump = new Pump(
                new Environment(time, random.split(), network, helper),
                buffer,
                ledger,
                settings.delivery(),
                overflow == Overflow.DROP_OLDEST,
                batches,
                new Transports(
                        network,
                        helper,
                        settings.transport(),
                        settings.maxMessageSize,
                        reporter(),
                        time::epochMillis,
                        http,
                        batches),
                settings.transport().connectionTimeout(),
                new Announcer(reporter()),
                new DropReport(ledger, buffer, this::report));
    }

    private SpillOwner spillOwner(RigSettings settings) {
        return new SpillOwner(
                settings.disk, settings.spill, "0abc", "a test", time.epochMillis(), time::nanos, reporter());
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

    private void wake() {
        woken = true;
    }

    // Loggers.

    /** Logs one event; returns whether it is in the buffer. */
    boolean log(int size) {
        return log(size, Severity.INFO);
    }

    boolean log(int size, Severity severity) {
        byte[] message = oracle.next(size);
        ledger.accept();
        if (!append(message, severity)) {
            return false;
        }
        oracle.accept();
        if (asleep || severity.isUrgent()) {
            wake();
        }
        return true;
    }

    private boolean append(byte[] message, Severity severity) {
        if (buffer.append(message, 0, message.length, 0, severity, time.epochMillis(), true)) {
            return true;
        }
        ledger.drop(DropReason.BUFFER_FULL);
        return false;
    }

    void logAll(int count, int size) {
        for (int i = 0; i < count; i++) {
            log(size);
        }
    }

    /** Puts {@code count} events on the agenda, one every {@code nanos}, the first after that time. */
    void logEvery(long nanos, int count, int size) {
        if (count > 0) {
            time.after(nanos, () -> {
                log(size);
                logEvery(nanos, count - 1, size);
            });
        }
    }

    // The pump's thread.

    /** Runs until something holds; returns whether it did within so much simulated time. */
    boolean runUntil(BooleanSupplier done, Duration atMost) {
        long end = time.elapsed() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            if (pump.isClosed() || time.elapsed() >= end) {
                return done.getAsBoolean();
            }
            step(end - time.elapsed());
        }
        return true;
    }

    void run(Duration duration) {
        runUntil(() -> false, duration);
    }

    private void step(long mostNanos) {
        assertThat(steps++).as("steps of the pump: it does not come to rest").isLessThan(RESTLESS);
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
        time.pass(Math.min(nanos, mostNanos), () -> woken);
        asleep = false;
    }

    /** Every event is in exactly one place. */
    void checkBooks() {
        Ledger.Balance books = balance();
        long dropped =
                books.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(books.accepted() + books.recovered())
                .as("accepted + recovered = delivered + pending + dropped: %s", books)
                .isEqualTo(books.delivered() + books.pending() + dropped);
        assertThat(books.pending()).isNotNegative();
    }

    Ledger.Balance balance() {
        return ledger.balance(buffer);
    }

    long pending() {
        return balance().pending();
    }

    long dropped(DropReason reason) {
        return balance().dropped().getOrDefault(reason, 0L);
    }

    /** Runs until every event is at a peer, and says so if it is not. */
    void deliverAll(Duration atMost) {
        boolean all = runUntil(() -> oracle.missing() == 0, atMost);
        assertThat(all)
                .as("all delivered within %s: %s missing of %s, %s", atMost, oracle.missing(), oracle.accepted(), told)
                .isTrue();
    }

    /** Runs until so many events are at a peer. */
    void deliverTheRest(int count, Duration atMost) {
        boolean all = runUntil(() -> oracle.distinct() >= count, atMost);
        assertThat(all)
                .as("%s delivered of %s, %s", oracle.distinct(), count, told)
                .isTrue();
    }

    /** Closes, and returns how long that took. */
    Duration close(Duration timeout) {
        long begin = time.elapsed();
        pump.close(time.nanos() + timeout.toNanos());
        wake();
        boolean closed = runUntil(pump::isClosed, timeout.plusSeconds(60));
        assertThat(closed).as("closed").isTrue();
        checkBooks();
        assertThat(balance().pendingInMemory()).isZero();
        return Duration.ofNanos(time.elapsed() - begin);
    }

    /** What must hold of every run: nothing altered, nothing spurious, order kept. */
    void checkPromises() {
        assertThat(oracle.faults()).isEmpty();
        assertThat(oracle.disorder()).as("first arrivals out of order").isZero();
        checkBooks();
    }

    long steps() {
        return steps;
    }
}
