package dev.spillway.internal.delivery;

import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Time that passes only when it is told to, and an agenda of what happens on the way. Its nanoseconds begin shortly
 * before they overflow, as {@link System#nanoTime} may.
 */
final class SimTime implements Time {
    private static final long ORIGIN = Long.MAX_VALUE - 3_000_000_000L;
    private static final long START_MILLIS =
            Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private final PriorityQueue<Entry> agenda = new PriorityQueue<>();
    private long elapsed;
    private long entries;
    private long clockError;

    private record Entry(long at, long number, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @Override
    public long nanos() {
        return ORIGIN + elapsed;
    }

    @Override
    public long epochMillis() {
        return START_MILLIS + clockError + elapsed / 1_000_000;
    }

    /** Sets the time of day forward or back, as an operator does; nanoseconds go on undisturbed. */
    void jump(long millis) {
        clockError += millis;
    }

    /** Nanoseconds since the simulation began. */
    long elapsed() {
        return elapsed;
    }

    /** Puts something on the agenda. */
    void after(long nanos, Runnable action) {
        agenda.add(new Entry(elapsed + Math.max(0, nanos), entries++, action));
    }

    /** Lets time pass, at most so much, until {@code stop} holds after something on the agenda has happened. */
    void pass(long nanos, BooleanSupplier stop) {
        long end = elapsed + nanos;
        Entry next = agenda.peek();
        while (next != null && next.at <= end) {
            agenda.remove();
            elapsed = Math.max(elapsed, next.at);
            next.action.run();
            if (stop.getAsBoolean()) {
                return;
            }
            next = agenda.peek();
        }
        elapsed = end;
    }
}
