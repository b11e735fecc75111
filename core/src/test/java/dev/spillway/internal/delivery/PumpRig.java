package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** One simulated process in a world of its own, and what most tests ask of it. */
final class PumpRig {
    final SimWorld world;
    final SimProcess process;
    final SplittableRandom random;
    final SimTime time;
    final SimHelper helper;
    final SimNetwork network;
    final Oracle oracle;
    final SimHttp http;
    final SimPeer first;
    final SimPeer second;
    final Ledger ledger;
    final Buffer buffer;
    final Pump pump;
    final Naps naps;
    final List<String> told;

    PumpRig(RigSettings settings) {
        this(settings, new Oracle());
    }

    /** @param oracle knows what an earlier process has logged as well */
    PumpRig(RigSettings settings, Oracle oracle) {
        this.oracle = oracle;
        world = new SimWorld(oracle, settings.framing);
        time = world.time;
        network = world.network;
        first = world.first;
        second = world.second;
        process = new SimProcess(settings, world);
        random = process.random;
        helper = process.helper;
        http = process.http;
        ledger = process.ledger;
        buffer = process.buffer;
        pump = process.pump;
        naps = process.naps;
        told = process.told;
    }

    // Loggers.

    /** Logs one event; returns whether it is in the buffer. */
    boolean log(int size) {
        return log(size, Severity.INFO);
    }

    boolean log(int size, Severity severity) {
        return process.log(size, severity);
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
        process.step();
        time.pass(Math.min(process.restNanos(), mostNanos), process::isWoken);
    }

    /** Every event is in exactly one place. */
    void checkBooks() {
        process.checkBooks();
    }

    Ledger.Balance balance() {
        return process.balance();
    }

    long pending() {
        return balance().pending();
    }

    long dropped(DropReason reason) {
        return process.dropped(reason);
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
        process.wake();
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
        return process.steps();
    }
}
