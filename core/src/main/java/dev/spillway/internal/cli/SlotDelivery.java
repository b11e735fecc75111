package dev.spillway.internal.cli;

import dev.spillway.DropReason;
import dev.spillway.Reporter;
import dev.spillway.Spillway;
import dev.spillway.SpillwayStats;
import dev.spillway.internal.buffer.SpoolSlot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Delivers slots that nobody uses, one after the other, and tells how that goes. */
final class SlotDelivery {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    private final Courier courier;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> options;
    private final long patienceNanos;

    /**
     * A delivery.
     *
     * @param options the engine's options, by name
     * @param patience how long a slot may go without progress before it is given up
     */
    SlotDelivery(Courier courier, PrintStream out, PrintStream err, Map<String, String> options, Duration patience) {
        this.courier = courier;
        this.out = out;
        this.err = err;
        this.options = options;
        this.patienceNanos = patience.toNanos();
    }

    private enum Outcome {
        DELIVERED,
        IN_USE,
        DAMAGED,
        LEFT
    }

    /** @param named whether the user asked for just these slots, so that one in use is a failure */
    int deliver(Path spillDirectory, List<SpoolSlot> slots, boolean named) throws InterruptedException {
        int exitCode = ExitCode.OK;
        List<SpoolSlot> waiting = new ArrayList<>(slots);
        while (!waiting.isEmpty()) {
            SpoolSlot slot = waiting.remove(0);
            Outcome outcome = deliver(spillDirectory, slot);
            boolean failed =
                    outcome == Outcome.LEFT || outcome == Outcome.DAMAGED || (named && outcome == Outcome.IN_USE);
            exitCode = failed ? ExitCode.TROUBLE : exitCode;
            if (outcome == Outcome.LEFT && !waiting.isEmpty()) {
                String rest = waiting.stream().map(SpoolSlot::name).collect(Collectors.joining(", "));
                err.println("spillway: not tried after this failure: " + rest);
                return exitCode;
            }
        }
        return exitCode;
    }

    private Outcome deliver(Path spillDirectory, SpoolSlot slot) throws InterruptedException {
        try {
            Spillway engine = slot.isInUse() ? null : courier.open(spillDirectory, slot.name(), options, teller(slot));
            if (engine == null) {
                out.println(slot.name() + ": in use by an application, which delivers it itself; skipped");
                return Outcome.IN_USE;
            }
            boolean delivered = false;
            try (engine) {
                delivered = await(slot, engine);
            }
            return conclude(slot, engine.stats(), delivered);
        } catch (IOException e) {
            err.println("spillway: " + slot.name() + " cannot be used: " + e.getMessage());
            return Outcome.LEFT;
        }
    }

    /** Waits until all is confirmed; false if nothing moved for too long. */
    private boolean await(SpoolSlot slot, Spillway engine) throws InterruptedException {
        long lastDone = -1;
        long movedNanos = System.nanoTime();
        long toldNanos = movedNanos;
        while (!engine.flush(LOOK)) {
            SpillwayStats stats = engine.stats();
            long now = System.nanoTime();
            long done = stats.delivered() + stats.droppedTotal();
            if (done != lastDone) {
                lastDone = done;
                movedNanos = now;
            } else if (now - movedNanos >= patienceNanos) {
                return false;
            }
            if (now - toldNanos >= PROGRESS_NANOS) {
                toldNanos = now;
                out.println(slot.name() + ": " + stats.delivered() + " of " + Amounts.count(stats.recovered(), "event")
                        + " delivered");
                out.flush();
            }
        }
        return true;
    }

    private Outcome conclude(SpoolSlot slot, SpillwayStats stats, boolean delivered) {
        String dropped = stats.dropped().entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().text())
                .collect(Collectors.joining(", "));
        boolean gone = !Files.exists(slot.directory());
        out.println(slot.name() + ": accepted " + stats.accepted() + " + recovered " + stats.recovered()
                + " = delivered " + stats.delivered() + " + pending " + stats.pending() + " + dropped "
                + stats.droppedTotal() + (dropped.isEmpty() ? "" : " (" + dropped + ")") + "; "
                + (gone ? "the slot is removed" : "the slot stays"));
        if (!delivered || stats.pending() > 0) {
            String why = stats.lastError() == null ? "nothing was confirmed" : stats.lastError();
            err.println("spillway: " + slot.name() + ": " + Amounts.count(stats.pending(), "event") + " not delivered: "
                    + why);
            return Outcome.LEFT;
        }
        return stats.dropped().containsKey(DropReason.DAMAGED) || !gone ? Outcome.DAMAGED : Outcome.DELIVERED;
    }

    private Reporter teller(SpoolSlot slot) {
        return new Reporter() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
                err.println("spillway: " + slot.name() + ": " + message);
            }

            @Override
            public void error(String message) {
                err.println("spillway: " + slot.name() + ": " + message);
            }
        };
    }
}
