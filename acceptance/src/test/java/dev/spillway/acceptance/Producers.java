package dev.spillway.acceptance;

import dev.spillway.testkit.SequenceOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Threads that log numbered events as fast as they can. */
final class Producers {
    private Producers() {}

    /** Logs the events from {@code from} up to {@code to} on each thread, and returns when all calls have returned. */
    static void log(SequenceOracle oracle, Consumer<String> log, int threads, int from, int to) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(executor.submit(() -> {
                    for (int i = from; i < to; i++) {
                        log.accept(oracle.payload(number, i));
                    }
                }));
            }
            for (Future<?> producer : running) {
                producer.get(30, TimeUnit.MINUTES);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
