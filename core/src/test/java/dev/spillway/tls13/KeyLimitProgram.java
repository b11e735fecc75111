package dev.spillway.tls13;

import dev.spillway.ConnectionState;
import dev.spillway.LogEvent;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Logs, and tells how much is known to have been read before the connection is ended, and after. */
final class KeyLimitProgram {
    static final int EVENTS = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Four times what lies between two requests. */
    private static final Duration LONG = Duration.ofMillis(800);

    private KeyLimitProgram() {}

    public static void main(String[] args) throws InterruptedException {
        try (Spillway spillway =
                Spillway.builder().destination(args[0]).caFile(Path.of(args[1])).build()) {
            for (int i = 0; i < EVENTS; i++) {
                spillway.log(LogEvent.of(Severity.INFO, "test", "x".repeat(1_000)));
            }
            int expected = Integer.parseInt(args[2]);
            pauseUntil(() -> spillway.stats().connection() == ConnectionState.CONNECTED);
            pauseUntil(() -> spillway.stats().read() >= expected);
            long start = System.nanoTime();
            pauseUntil(() -> System.nanoTime() - start >= LONG.toNanos());
            long read = spillway.stats().read();
            boolean flushed = spillway.flush(PATIENCE);
            System.out.println("read " + read + ", then delivered "
                    + (flushed ? spillway.stats().delivered() : -1));
        }
    }

    private static void pauseUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < PATIENCE.toNanos()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
