package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.delivery.PeerScript.End;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Framing;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Many runs of the pump among faults of all kinds, each run decided by its seed alone. */
final class CampaignTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int KERNEL = 16 * 1024;
    /**
     * All that can be under way unread: what we gathered, and both kernels' buffers. Twice, as the smallest messages take
     * half as much again in the buffer as on the wire.
     */
    private static final long WINDOW = 2 * (64 * 1024 + 2 * KERNEL);

    private static final long BUFFER = 512 * 1024;

    private final Map<End, Integer> ends = new EnumMap<>(End.class);
    private int crossed;
    private int lossy;

    @Test
    void nothingIsLostWhateverThePeersDo() {
        double scale = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
        int runs = (int) (10_000 * scale);
        long base = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            try {
                run(base + i);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("run(" + (base + i) + "L): " + e.getMessage(), e);
            }
        }
        assertThat(ends.keySet()).as("kinds of ends that happened").containsExactlyInAnyOrder(End.values());
        assertThat(crossed)
                .as("runs in which an end of the peer's crossed ours")
                .isLessThan(runs / 10 + 10);
        assertThat(lossy).isLessThanOrEqualTo(crossed);
    }

    private void run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PumpRig rig = new PumpRig(new RigSettings()
                .seed(seed)
                .bufferBytes(BUFFER)
                .reserveBytes(32 * 1024)
                .replayWindow(WINDOW)
                .overflow(random.nextInt(3) == 0 ? Overflow.DROP_OLDEST : Overflow.DROP)
                .framing(random.nextBoolean() ? Framing.NEWLINE : Framing.OCTET_COUNTING)
                .idleTimeout(Duration.ofSeconds(1 + random.nextInt(60)))
                .destinations(destinations(random)));
        for (SimPeer peer : new SimPeer[] {rig.first, rig.second}) {
            SplittableRandom its = random.split();
            peer.sendBuffer(KERNEL)
                    .receipts(style(its))
                    .does(number -> script(its))
                    .staysAway(its.nextInt(3) * SECOND);
        }
        long faults = 10 + random.nextInt(50);
        plan(rig, random, faults * SECOND);
        rig.run(Duration.ofSeconds(faults));
        calm(rig);

        rig.run(Duration.ofMinutes(1));
        assertThat(rig.log(100, Severity.ERROR)).as("room for a fresh event").isTrue();
        int probe = rig.oracle.logged() - 1;
        boolean alive = rig.runUntil(() -> rig.oracle.hasReceived(probe), Duration.ofMinutes(15));
        assertThat(alive).as("a fresh event arrives, %s", rig.told).isTrue();
        check(rig);
        rig.close(Duration.ofSeconds(5));
        assertThat(rig.first.openSockets() + rig.second.openSockets()).isZero();
    }

    private static SimReceipts.Style style(SplittableRandom random) {
        SimReceipts.Style[] styles = SimReceipts.Style.values();
        return styles[random.nextInt(styles.length)];
    }

    private static Destination[] destinations(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? new Destination[] {RigSettings.FIRST, RigSettings.SECOND}
                : new Destination[] {RigSettings.FIRST};
    }

    private void check(PumpRig rig) {
        rig.checkPromises();
        boolean crossing = rig.first.crossings() + rig.second.crossings() > 0;
        if (crossing) {
            crossed++;
            lossy += rig.oracle.missing() > evicted(rig) ? 1 : 0;
        } else {
            assertThat(rig.oracle.missing()).as("missing, %s", rig.told).isLessThanOrEqualTo(evicted(rig));
        }
        assertThat(rig.oracle.mostRepeatedBytes()).isLessThanOrEqualTo(Math.max(WINDOW, BUFFER / 2) + 8_192);
    }

    /** Events that were in the buffer and were dropped from it. */
    private static int evicted(PumpRig rig) {
        int refused = rig.oracle.logged() - rig.oracle.accepted();
        return (int) rig.dropped(DropReason.BUFFER_FULL) - refused;
    }

    private void plan(PumpRig rig, SplittableRandom random, long until) {
        int bursts = 1 + random.nextInt(20);
        int most = new int[] {40, 200, 2_000, 8_000}[random.nextInt(4)];
        for (int i = 0; i < bursts; i++) {
            int count = 1 + random.nextInt(300_000 / (most + 300));
            SplittableRandom sizes = random.split();
            rig.time.after(random.nextLong(until), () -> {
                for (int j = 0; j < count; j++) {
                    rig.log(24 + sizes.nextInt(most));
                }
            });
        }
        if (random.nextInt(4) == 0) {
            rig.time.after(random.nextLong(until), () -> rig.first.die(random.nextBoolean()));
            rig.time.after(random.nextLong(until), rig.first::revive);
        }
        if (random.nextInt(5) == 0) {
            rig.time.after(random.nextLong(until), () -> rig.helper.hang(true));
        }
        if (random.nextInt(5) == 0) {
            rig.time.after(random.nextLong(until), () -> rig.network.failDns(true));
        }
        if (random.nextInt(5) == 0) {
            rig.time.after(random.nextLong(until), () -> rig.pump.flush(rig.time.nanos() + 5 * SECOND));
        }
        if (random.nextInt(5) == 0) {
            rig.time.after(random.nextLong(until), () -> rig.time.jump(random.nextLong(-10_000_000, 10_000_000)));
        }
    }

    private static void calm(PumpRig rig) {
        rig.helper.hang(false);
        rig.network.failDns(false);
        for (SimPeer peer : new SimPeer[] {rig.first, rig.second}) {
            peer.always(PeerScript.readAll().buffer(KERNEL)).staysAway(0);
            peer.revive();
        }
    }

    private PeerScript script(SplittableRandom random) {
        PeerScript base = PeerScript.readAll().buffer(KERNEL).latency(1 + random.nextLong(40_000_000));
        switch (random.nextInt(10)) {
            case 0:
                return PeerScript.refuse();
            case 1:
                return PeerScript.blackHole();
            case 2, 3:
                return base;
            default:
                End end = End.values()[random.nextInt(End.values().length)];
                ends.merge(end, 1, Integer::sum);
                return switch (random.nextInt(3)) {
                    case 0 -> base.afterMessages(new int[] {0, 1, 2, 50, 900}[random.nextInt(5)], end);
                    case 1 -> base.afterBytes(random.nextLong(60_000), end);
                    default -> base.afterNanos(random.nextLong(20 * SECOND), end);
                };
        }
    }
}
