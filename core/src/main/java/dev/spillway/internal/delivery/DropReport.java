package dev.spillway.internal.delivery;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.Buffer;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tells the reader of the logs that some are missing: one warning event for each reason, in the stream itself, once the
 * drops have ceased or gone on for a while, and there is room. Confined to the pump's thread.
 */
final class DropReport {
    private static final long LOOK_MILLIS = 250;
    private static final long QUIET_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 10_000;

    private final Ledger ledger;
    private final Buffer buffer;
    private final Predicate<String> append;
    private final Map<DropReason, Open> open = new EnumMap<>(DropReason.class);
    private final Map<DropReason, Long> reported = new EnumMap<>(DropReason.class);
    private long lastLook;

    /** Drops that are not reported yet. */
    private record Open(long seen, long fromMillis, long toMillis) {}

    /** @param append puts a warning event into the buffer; false if there was no room */
    DropReport(Ledger ledger, Buffer buffer, Predicate<String> append) {
        this.ledger = ledger;
        this.buffer = buffer;
        this.append = append;
    }

    /** Looks for drops and reports them; {@code inAnyCase} even if they go on. */
    void step(long nowMillis, boolean connected, boolean inAnyCase) {
        if (!inAnyCase && nowMillis - lastLook < LOOK_MILLIS && nowMillis >= lastLook) {
            return;
        }
        for (DropReason reason : DropReason.values()) {
            if (reason != DropReason.CLOSED && reason != DropReason.UNCONFIRMED) {
                look(reason, nowMillis);
                if (connected || inAnyCase) {
                    report(reason, nowMillis, inAnyCase);
                }
            }
        }
        lastLook = nowMillis;
    }

    private void look(DropReason reason, long nowMillis) {
        long count = ledger.dropped(reason);
        Open known = open.get(reason);
        long seen = known == null ? reported.getOrDefault(reason, 0L) : known.seen;
        if (count > seen) {
            long from = known != null ? known.fromMillis : lastLook == 0 ? nowMillis : lastLook;
            open.put(reason, new Open(count, from, nowMillis));
        }
    }

    private void report(DropReason reason, long nowMillis, boolean inAnyCase) {
        Open drops = open.get(reason);
        if (drops == null) {
            return;
        }
        boolean due = inAnyCase
                || nowMillis - drops.toMillis >= QUIET_MILLIS
                || nowMillis - drops.fromMillis >= LONGEST_MILLIS;
        if (!due || !buffer.hasRoom()) {
            return;
        }
        long count = drops.seen - reported.getOrDefault(reason, 0L);
        String text = "spillway dropped " + count + " events between " + Instant.ofEpochMilli(drops.fromMillis)
                + " and " + Instant.ofEpochMilli(drops.toMillis) + ": " + reason.text();
        if (append.test(text)) {
            reported.put(reason, drops.seen);
            open.remove(reason);
        }
    }
}
