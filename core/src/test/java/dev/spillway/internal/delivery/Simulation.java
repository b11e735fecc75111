package dev.spillway.internal.delivery;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.SimDisk;
import dev.spillway.internal.delivery.SimulationPlan.Act;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * One run of real pumps and buffers, life after life, on one simulated disk and among simulated peers, all of it decided
 * by a {@link SimulationPlan}; {@link Promises} judges it.
 */
final class Simulation {
    private static final long SECOND = SimulationPlan.SECOND;
    private static final long PATIENCE = 900 * SECOND;
    private static final Severity[] LEVELS = Severity.values();

    private final SimulationPlan plan;
    private final Tally tally;
    private final SimWorld world;
    private final SimTime time;
    private final SimDisk disk;
    private final SimulatedPeers peers;
    private final Promises promises;
    /** Those that are alive; the last one has the loggers. */
    private final List<SimProcess> processes = new ArrayList<>();

    private int lives;
    /** Whether no process follows the one that runs. */
    private boolean last;
    /** Whether all faults have ended, and the loggers' plans as well. */
    private boolean settled;

    /** @param disk an empty one */
    Simulation(SimulationPlan plan, SimDisk disk, Tally tally) {
        this.plan = plan;
        this.disk = disk;
        this.tally = tally;
        this.world = new SimWorld(new Oracle(), plan.framing());
        this.time = world.time;
        this.peers = new SimulatedPeers(plan, world, tally);
        this.promises = new Promises(plan, world, tally);
    }

    /** Runs, and fails if a promise is broken. */
    void run() {
        start();
        for (Act act : plan.acts) {
            runUntil(act.nanos());
            perform(act);
            promises.checkDisk(disk);
        }
        runUntil(plan.lengthNanos);
        settle();
    }

    // Processes.

    private void start() {
        while (true) {
            try {
                SimProcess started = new SimProcess(plan.settings(disk, lives++), world);
                peers.serve(started);
                processes.add(started);
                promises.started(started);
                return;
            } catch (SimDisk.Crash e) {
                tally.count(Happening.KILLED_IN_A_CALL);
                killAll();
            }
        }
    }

    private SimProcess current() {
        return processes.get(processes.size() - 1);
    }

    private void killAll() {
        processes.forEach(SimProcess::end);
        world.peers().forEach(SimPeer::closeSockets);
        processes.forEach(promises::killed);
        processes.clear();
        disk.reboot();
    }

    /** Lets time pass. A process that ends in a call to the disk is followed by another. */
    private void runUntil(long end) {
        while (time.elapsed() < end) {
            try {
                long rest = end - time.elapsed();
                for (int i = 0; i < processes.size(); i++) {
                    rest = Math.min(rest, step(processes.get(i)));
                }
                processes.removeIf(process -> process.pump.isClosed());
                time.pass(rest, this::isDisturbed);
            } catch (SimDisk.Crash e) {
                // Noticed below, as it is when a helper's task was ended by it.
            }
            if (disk.hasCrashed()) {
                tally.count(Happening.KILLED_IN_A_CALL);
                killAll();
            }
            if (processes.isEmpty()) {
                if (last) {
                    return;
                }
                start();
            }
        }
    }

    private long step(SimProcess process) {
        if (process.isWoken() || process.restNanos() == 0) {
            process.step();
            promises.checkBounds(process);
            if (process.pump.isClosed()) {
                process.end();
                promises.closed(process, process.closeNanos());
                return 0;
            }
        }
        return process.restNanos();
    }

    private boolean isDisturbed() {
        for (SimProcess process : processes) {
            if (process.isWoken()) {
                return true;
            }
        }
        return disk.hasCrashed();
    }

    // What happens.

    private void perform(Act act) {
        SplittableRandom random = new SplittableRandom(act.seed());
        switch (act.kind()) {
            case BURST -> burst(random);
            case TRICKLE -> trickle(1 + random.nextInt(20), 1 + random.nextLong(SECOND / 2));
            case PEER_DIES -> killPeer(random);
            case DNS_FAILS -> {
                world.network.failDns(true);
                time.after(random.nextLong(5 * SECOND), () -> world.network.failDns(false));
            }
            case HELPER_HANGS -> {
                SimProcess process = current();
                promises.helperHangs(process);
                process.helper.hang(true);
                time.after(random.nextLong(8 * SECOND), () -> process.helper.hang(false));
            }
            case DISK_ERROR -> failDisk(random);
            case DISK_FULL -> {
                promises.diskFails();
                disk.limitCapacity(disk.usedBytes() + random.nextLong(200_000));
                time.after(random.nextLong(8 * SECOND), () -> disk.limitCapacity(Long.MAX_VALUE));
            }
            case CLOCK_JUMPS -> {
                long millis = random.nextLong(-10_000_000, 10_000_000);
                tally.count(millis < 0 ? Happening.CLOCK_BACK : Happening.CLOCK_FORWARD);
                time.jump(millis);
            }
            case FLUSH -> {
                tally.count(Happening.FLUSHED);
                current().pump.flush(time.nanos() + random.nextLong(5 * SECOND));
                current().wake();
            }
            case KILL -> {
                tally.count(Happening.KILLED);
                killAll();
                rest(random);
            }
            case CRASH -> disk.crashAt(random.nextInt(60));
            case POWER_LOSS -> losePower(random);
            case CLOSE -> close(random.nextLong(5 * SECOND));
            case RECONFIGURE -> {
                tally.count(Happening.RECONFIGURED);
                promises.overlap();
                current().beginClose(random.nextLong(5 * SECOND));
                start();
            }
        }
    }

    private void burst(SplittableRandom random) {
        int most = new int[] {40, 200, 2_000, 8_000}[random.nextInt(4)];
        int flood = 1_000 + 2_000_000 / (most + 300);
        int few = random.nextInt(4) == 0 ? flood / 8 : 30;
        int upTo = random.nextInt(24) == 0 ? flood : few;
        int count = 1 + random.nextInt(plan.small ? 12 : upTo);
        int urgency = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            Severity severity = random.nextInt(8) < urgency ? LEVELS[random.nextInt(LEVELS.length)] : Severity.INFO;
            current().log(24 + random.nextInt(most), severity);
        }
    }

    private void trickle(int count, long nanos) {
        if (count > 0) {
            time.after(nanos, () -> {
                if (!processes.isEmpty() && !settled) {
                    current().log(100, Severity.INFO);
                }
                trickle(count - 1, nanos);
            });
        }
    }

    private void killPeer(SplittableRandom random) {
        SimPeer peer = world.peers().get(random.nextInt(4) == 0 ? 1 : 0);
        peer.die(random.nextBoolean());
        time.after(random.nextLong(8 * SECOND), peer::revive);
    }

    private void failDisk(SplittableRandom random) {
        promises.diskFails();
        long at = random.nextInt(80);
        boolean forEver = random.nextBoolean();
        disk.failAs((call, path, count) -> {
            if (count == at || (forEver && count > at)) {
                tally.count(Happening.DISK_ERROR);
                throw new IOException("simulated failure of " + call + " " + path.getFileName());
            }
        });
        time.after(random.nextLong(8 * SECOND), disk::mend);
    }

    private void losePower(SplittableRandom random) {
        tally.count(Happening.POWER_LOSS);
        promises.losePower(processes);
        world.peers().forEach(SimPeer::vanishSockets);
        killAll();
        disk.losePower(new Random(random.nextLong()));
        rest(random);
    }

    /** Nobody runs for a while. */
    private void rest(SplittableRandom random) {
        time.pass(random.nextLong(2 * SECOND), () -> false);
        start();
    }

    private void close(long timeoutNanos) {
        SimProcess closing = current();
        int before = lives;
        long begin = time.elapsed();
        closing.beginClose(timeoutNanos);
        runUntilClosed(closing, begin + timeoutNanos + SECOND);
        if (!last && lives == before) {
            // Another one may still be closing, which does not start one.
            start();
        }
        promises.checkCloseTime(time.elapsed() - begin, timeoutNanos);
        tally.count(time.elapsed() - begin < timeoutNanos ? Happening.CLOSED : Happening.CLOSED_AT_DEADLINE);
    }

    private void runUntilClosed(SimProcess closing, long atMost) {
        while (processes.contains(closing) && time.elapsed() < atMost) {
            runUntil(Math.min(atMost, time.elapsed() + Math.max(1, closing.restNanos())));
        }
    }

    // The end.

    private void settle() {
        settled = true;
        peers.calm();
        world.network.failDns(false);
        disk.mend();
        disk.limitCapacity(Long.MAX_VALUE);
        processes.forEach(process -> process.helper.hang(false));
        runWhile(() -> processes.size() > 1);
        probe();
        if (plan.onDisk) {
            close(5 * SECOND);
            probe();
            runWhile(promises::isAnyMissing);
        }
        // Drops are told once they have ceased for a while.
        runUntil(time.elapsed() + (promises.hasDrops() ? 3 * SECOND : 1));
        runWhile(promises::isAnyMissing);
        promises.check(current());
        tally.count(Happening.DNS_FAILED, world.network.failedLookups());
        tally.count(Happening.DISK_FULL, disk.timesFull());
        last = true;
        close(60 * SECOND);
        runWhile(() -> !processes.isEmpty());
        promises.checkTheEnd(disk);
    }

    /** A fresh event arrives once faults end; where events expire, another one if not the first. */
    private void probe() {
        runWhile(() -> promises.isAnyMissing() && time.elapsed() < plan.lengthNanos + 60 * SECOND);
        long end = time.elapsed() + PATIENCE;
        boolean arrived = false;
        while (!arrived && time.elapsed() < end) {
            boolean room = current().log(100, Severity.ERROR);
            int number = world.oracle.logged() - 1;
            long patience = plan.maxAge == null ? end : time.elapsed() + plan.maxAge.toNanos() + SECOND;
            runWhile(() -> room && !world.oracle.hasReceived(number) && time.elapsed() < patience);
            arrived = world.oracle.hasReceived(number);
            if (!room) {
                runUntil(time.elapsed() + SECOND);
            }
        }
        if (!arrived) {
            throw new AssertionError("no fresh event arrives: " + current().told);
        }
    }

    private void runWhile(BooleanSupplier waits) {
        long end = time.elapsed() + PATIENCE;
        while (waits.getAsBoolean() && time.elapsed() < end) {
            runUntil(Math.min(end, time.elapsed() + Math.max(1, processes.get(0).restNanos())));
        }
    }
}
