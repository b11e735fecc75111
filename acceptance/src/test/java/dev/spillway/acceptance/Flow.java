package dev.spillway.acceptance;

import dev.spillway.testkit.SequenceOracle;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Logs numbered events as thread 0 of an oracle, 20,000 a second, up to a number of them. */
final class Flow implements AutoCloseable {
    private static final int TICK_MILLIS = 10;
    private static final int EACH_TICK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SequenceOracle oracle;
    private final Consumer<String> log;
    private final int events;
    private final AtomicInteger logged = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Flow(SequenceOracle oracle, Consumer<String> log, int events) {
        this.oracle = oracle;
        this.log = log;
        this.events = events;
        clock.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        int upTo = Math.min(events, logged.get() + EACH_TICK);
        while (logged.get() < upTo) {
            log.accept(oracle.payload(0, logged.get()));
            logged.incrementAndGet();
        }
    }

    /** How many log calls have returned. */
    int logged() {
        return logged.get();
    }

    /** Waits until so many log calls have returned. */
    void awaitLogged(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(TICK_MILLIS))
                .until(() -> logged.get() >= count);
    }

    /** Logs no more; returns how many log calls there were. */
    int end() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("a log call does not return");
        }
        return logged.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
