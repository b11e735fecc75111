package dev.spillway.internal.delivery;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.DropStore;
import dev.spillway.internal.buffer.Drops;
import dev.spillway.internal.buffer.SpillStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the reader of the logs that some are missing: one warning event for each reason, in the stream itself, once the
 * drops have ceased or gone on for a while, and there is room. What is not told yet is written down, if there is a disk,
 * and told by the next process. Confined to the pump's thread.
 */
final class DropReport {
    private static final long LOOK_MILLIS = 250;
    private static final long QUIET_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 10_000;

    private final Ledger ledger;
    private final Buffer buffer;
    private final Predicate<String> append;
    private final @Nullable DropStore disk;
    /** What earlier processes have dropped and not told. */
    private final Map<DropReason, Drops> earlier = new EnumMap<>(DropReason.class);

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
        SpillStatus spill = buffer.spill();
        this.disk = spill == null ? null : spill.drops();
        if (disk != null) {
            earlier.putAll(disk.earlierDrops());
        }
    }

    /** Looks for drops and reports them; {@code inAnyCase} even if they go on. */
    void step(long nowMillis, boolean connected, boolean inAnyCase) {
        if (!inAnyCase && nowMillis - lastLook < LOOK_MILLIS && nowMillis >= lastLook) {
            return;
        }
        if (disk != null) {
            disk.lookAtDrops(nowMillis, false);
        }
        for (DropReason reason : DropReason.values()) {
            boolean mayTell = connected || inAnyCase;
            if (mayTell) {
                reportEarlier(reason);
            }
            if (reason != DropReason.CLOSED && reason != DropReason.UNCONFIRMED) {
                look(reason, ledger.dropped(reason), nowMillis);
                if (mayTell) {
                    report(reason, nowMillis, inAnyCase);
                }
            }
        }
        lastLook = nowMillis;
        save();
    }

    /** Writes down what was not told, and what ends with the process now. */
    void close(long nowMillis) {
        if (disk != null) {
            disk.lookAtDrops(nowMillis, true);
        }
        for (DropReason reason : DropReason.values()) {
            long ending = reason == DropReason.CLOSED ? buffer.pendingInMemory() : 0;
            look(reason, ledger.dropped(reason) + ending, nowMillis);
        }
        save();
    }

    private void save() {
        if (disk != null) {
            Map<DropReason, Drops> untold = new EnumMap<>(DropReason.class);
            open.forEach((reason, drops) -> untold.put(reason, drops(reason, drops)));
            disk.saveDrops(Drops.union(earlier, untold));
        }
    }

    private Drops drops(DropReason reason, Open drops) {
        return new Drops(drops.seen - reported.getOrDefault(reason, 0L), drops.fromMillis, drops.toMillis);
    }

    private void look(DropReason reason, long count, long nowMillis) {
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
        if (due && tell(reason, drops(reason, drops))) {
            reported.put(reason, drops.seen);
            open.remove(reason);
        }
    }

    private void reportEarlier(DropReason reason) {
        Drops drops = earlier.get(reason);
        if (drops != null && tell(reason, drops)) {
            earlier.remove(reason);
        }
    }

    private boolean tell(DropReason reason, Drops drops) {
        return buffer.hasRoom() && append.test("spillway " + drops.inWords(reason));
    }
}
