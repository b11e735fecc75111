package dev.spillway.examples.collector.activity;

/** How many events each of the last so many spans of time brought. Not safe for use by many threads. */
final class Counts {

    private final long spanMillis;
    private final int[] counts;

    // Number of the newest span since 1970; its count stands at that number modulo the length, older ones before it.
    private long newest;

    Counts(int spans, long spanMillis) {
        this.spanMillis = spanMillis;
        this.counts = new int[spans];
    }

    /** Counts an event; one that is older than all spans counts in none. */
    void add(long millis) {
        long span = Math.floorDiv(millis, spanMillis);
        moveTo(span);
        if (newest - span < counts.length) {
            counts[Math.floorMod(span, counts.length)]++;
        }
    }

    /** Forgets what is too old to count when the newest span is that one. */
    private void moveTo(long span) {
        long steps = Math.min(span - newest, counts.length);
        for (long step = 1; step <= steps; step++) {
            counts[Math.floorMod(span - steps + step, counts.length)] = 0;
        }
        newest = Math.max(newest, span);
    }

    /** The counts, oldest first; the last is that of the span that the time is in. */
    int[] until(long millis) {
        long last = Math.floorDiv(millis, spanMillis);
        int[] row = new int[counts.length];
        for (int i = 0; i < row.length; i++) {
            long span = last - row.length + 1 + i;
            if (span <= newest && newest - span < counts.length) {
                row[i] = counts[Math.floorMod(span, counts.length)];
            }
        }
        return row;
    }
}
