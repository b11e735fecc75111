package dev.spillway.internal.delivery;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.BufferView;
import dev.spillway.internal.buffer.SimDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Judges a {@link Simulation}: knows what was promised of each event, life by life. What need not survive is excused event
 * by event; what a process says it has dropped is excused by its number.
 */
final class Promises {
    /** Beyond its deadline a close may take as long as the pump sleeps. */
    private static final long CLOSE_GRACE = 250_000_000L;
    /** The interval of syncs, the pump's rest before one, and a helper that was busy. */
    private static final long SYNC_SLACK = 800_000_000L;
    /** A close that takes as long as that has let the helper sync. */
    private static final long CLOSE_TO_SYNC = 100_000_000L;

    private static final List<DropReason> TAKEN_OUT =
            List.of(DropReason.DAMAGED, DropReason.REJECTED, DropReason.EXPIRED);

    private final SimulationPlan plan;
    private final SimWorld world;
    private final Oracle oracle;
    private final Tally tally;
    private final List<Life> lives = new ArrayList<>();
    /** What has been on disk for long enough to survive a loss of power. */
    private final BitSet synced = new BitSet();

    private boolean ordered = true;
    /** Whether a process has ended without a word. */
    private boolean abrupt;
    /** Whether what tells of drops may be lost itself. */
    private boolean silenced;

    /** One process, and what is known of it. */
    private static final class Life {
        private final SimProcess process;
        private final long begin;
        private boolean syncs;

        Life(SimProcess process, boolean syncs, long begin) {
            this.begin = begin;
            this.process = process;
            this.syncs = syncs;
        }

        boolean tells(String part) {
            return process.told.stream().anyMatch(message -> message.contains(part));
        }

        /** Events that were in the buffer and that it gave up for others. */
        long evicted() {
            return process.ledger.dropped(DropReason.BUFFER_FULL) - process.refused();
        }

        long takenOut() {
            long events = evicted();
            for (DropReason reason : TAKEN_OUT) {
                events += process.ledger.dropped(reason);
            }
            return events;
        }
    }

    Promises(SimulationPlan plan, SimWorld world, Tally tally) {
        this.plan = plan;
        this.world = world;
        this.oracle = world.oracle;
        this.tally = tally;
    }

    private Life lifeOf(SimProcess process) {
        return lives.stream()
                .filter(life -> life.process == process)
                .findFirst()
                .orElseThrow();
    }

    // What happens.

    void started(SimProcess process) {
        Life life = new Life(process, plan.syncs, world.time.elapsed());
        lives.add(life);
        tally.count(Happening.RECOVERED, process.buffer.recoveredEvents());
        if (life.tells("cannot be used")) {
            // What it could not read is delivered by a later one.
            ordered = false;
        }
    }

    void helperHangs(SimProcess process) {
        lifeOf(process).syncs = false;
    }

    /** Two engines log and send at the same time. */
    void overlap() {
        ordered = false;
    }

    /** A process is no more. */
    void killed(SimProcess process) {
        abrupt = true;
        noteSynced(lifeOf(process), SYNC_SLACK);
        excuseMemory(process);
    }

    /**
     * A process has ended in order.
     *
     * @param closeNanos how long that took
     */
    void closed(SimProcess process, long closeNanos) {
        process.checkBooks();
        noteSynced(lifeOf(process), closeNanos >= CLOSE_TO_SYNC ? Math.min(closeNanos, SYNC_SLACK) : SYNC_SLACK);
        excuseMemory(process);
    }

    private void excuseMemory(SimProcess process) {
        if (plan.onDisk) {
            tally.count(Happening.WAITED_IN_MEMORY, process.buffer.pendingInMemory());
            BufferView.inMemory(process.buffer, message -> {
                int number = Oracle.numberOf(message);
                if (number >= 0) {
                    oracle.excuse(number);
                } else {
                    silenced = true;
                }
            });
            return;
        }
        for (int i = 0; i < oracle.logged(); i++) {
            if (oracle.ownerOf(i) == process.owner) {
                oracle.excuse(i);
            }
        }
    }

    private void noteSynced(Life life, long slack) {
        boolean failed = life.tells("a sync of");
        if (!life.syncs || failed) {
            return;
        }
        long since = world.time.elapsed() - slack;
        BitSet inMemory = new BitSet();
        BufferView.inMemory(life.process.buffer, message -> inMemory.set(Math.max(0, Oracle.numberOf(message))));
        boolean adopted = ordered && life.begin <= world.time.elapsed() - SYNC_SLACK;
        for (int i = 0; i < oracle.logged(); i++) {
            boolean earlier = adopted && oracle.ownerOf(i) < life.process.owner && !silenced;
            if (earlier) {
                synced.set(i);
            }
            if (oracle.ownerOf(i) == life.process.owner && oracle.timeOf(i) <= since && !inMemory.get(i)) {
                synced.set(i);
            }
        }
    }

    /** The disk fails, or is full. */
    void diskFails() {
        silenced = true;
    }

    /** Only what was synced has to survive; before the processes are killed. */
    void losePower(List<SimProcess> processes) {
        processes.forEach(process -> noteSynced(lifeOf(process), SYNC_SLACK));
        silenced = true;
        for (int i = 0; i < oracle.logged(); i++) {
            if (oracle.isOutstanding(i)) {
                if (synced.get(i)) {
                    tally.count(Happening.POWER_LOSS_AFTER_SYNC);
                } else {
                    oracle.excuse(i);
                }
            }
        }
    }

    // What must hold.

    void checkBounds(SimProcess process) {
        if (process.buffer.usedBytes() > process.buffer.limitBytes()) {
            throw new AssertionError(
                    "in use " + process.buffer.usedBytes() + " bytes of " + process.buffer.limitBytes());
        }
    }

    void checkCloseTime(long nanos, long timeoutNanos) {
        check(nanos <= timeoutNanos + CLOSE_GRACE, "closed after " + nanos + " ns instead of " + timeoutNanos);
    }

    /** How many may be missing beside those that are excused one by one. */
    long excusedByCount() {
        if (world.first.crossings() + world.second.crossings() > 0) {
            // An end of the peer's that crosses ours looks like an answer.
            return Long.MAX_VALUE;
        }
        long events = 0;
        for (Life life : lives) {
            events += life.takenOut();
        }
        return events;
    }

    boolean isAnyMissing() {
        return oracle.outstanding() > 0 && oracle.outstanding() > excusedByCount();
    }

    void check(SimProcess last) {
        check(oracle.faults().isEmpty(), oracle.faults().toString());
        if (excusedByCount() == 0 || !(abrupt || silenced)) {
            // What was taken out may be back after a kill, or where that could not be written down, and arrive late.
            check(oracle.disorderWithin() == 0, oracle.disorderWithin() + " out of order");
            check(!ordered || oracle.disorder() == 0, oracle.disorder() + " out of order over several lives");
        }
        check(
                !isAnyMissing(),
                oracle.outstanding() + " missing of " + oracle.accepted() + ", taken out " + excusedByCount() + ", "
                        + last.told);
        for (Life life : lives) {
            long evicted = life.evicted();
            check(evicted >= 0, "fewer drops counted than events refused");
            check(evicted == 0 || plan.overflow == Overflow.DROP_OLDEST, evicted + " drops counted too many");
            tally.count(Happening.EVICTED, evicted);
            tally.count(Happening.REFUSED_EVENT, life.process.refused());
            tally.count(Happening.EXPIRED, life.process.ledger.dropped(DropReason.EXPIRED));
            tally.count(Happening.DAMAGED, life.process.ledger.dropped(DropReason.DAMAGED));
            tally.count(Happening.HELPER_HUNG, life.process.helper.everHung());
            tally.count(Happening.REPLAYED, life.process.balance().replayed());
        }
        tally.count(Happening.TOLD_OF_DROPS, oracle.reports().size());
        if (!plan.overHttp && !plan.onDisk) {
            long most = Math.max(SimulationPlan.WINDOW, SimulationPlan.MEMORY / 2) + 8_192;
            check(oracle.mostRepeatedBytes() <= most, oracle.mostRepeatedBytes() + " bytes repeated at once");
        }
        checkDropsAreTold();
        checkBatches();
    }

    /** The stream tells how many events it lacks; after a kill perhaps twice. */
    private void checkDropsAreTold() {
        if (silenced || !plan.onDisk || plan.maxAge != null || excusedByCount() > 0) {
            return;
        }
        long dropped = 0;
        for (Life life : lives) {
            dropped += life.process.ledger.dropped(DropReason.BUFFER_FULL);
        }
        long told = 0;
        for (String report : new HashSet<>(oracle.reports())) {
            told += report.endsWith(": buffer full") ? Long.parseLong(report.split(" ", 4)[2]) : 0;
        }
        boolean exact = abrupt ? told >= dropped : told == dropped;
        check(exact, dropped + " dropped, and told of " + told + ": " + oracle.reports());
    }

    /** Batches of the same name are the same, whoever has sent them. */
    private void checkBatches() {
        Map<String, List<String>> byName = new HashMap<>();
        for (Life life : lives) {
            for (SimHttp.Request request : life.process.http.requests()) {
                List<String> known = byName.putIfAbsent(request.name(), request.lines());
                check(known == null || known.equals(request.lines()), "two batches are called " + request.name());
            }
        }
    }

    boolean hasDrops() {
        return lives.stream().anyMatch(life -> life.process.ledger.dropped(DropReason.BUFFER_FULL) > 0);
    }

    /** No slot holds more than its limit, as long as the disk works. */
    void checkDisk(SimDisk disk) {
        if (silenced) {
            // A file that could be neither used nor deleted stays.
            return;
        }
        Map<Path, Long> bySlot = new HashMap<>();
        for (Path path : disk.paths()) {
            if (path.toString().endsWith(".segment")) {
                bySlot.merge(path.getParent(), disk.size(path), Long::sum);
            }
        }
        bySlot.forEach((slot, bytes) -> check(bytes <= plan.spillLimit, slot + " holds " + bytes + " bytes"));
    }

    /** Everything is delivered and closed: nothing is left behind. */
    void checkTheEnd(SimDisk disk) {
        check(world.first.openSockets() + world.second.openSockets() == 0, "sockets are left open");
        check(
                disk.paths().stream().noneMatch(path -> path.toString().endsWith(".segment")),
                "segments are left: " + disk.paths());
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
