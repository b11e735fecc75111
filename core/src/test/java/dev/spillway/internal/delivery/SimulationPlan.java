package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.SimDisk;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Framing;
import dev.spillway.internal.transport.HttpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All that a seed decides of a {@link Simulation}: settings, and what happens when. Each act has a seed of its own, so
 * that a run without some of the acts is the same in all else.
 */
final class SimulationPlan {
    static final Path DIRECTORY = Path.of("/spool");
    /** What a kernel holds of one connection, at each end. */
    static final int KERNEL = 16 * 1024;
    /**
     * All that can be under way unread: what we gathered, and both kernels' buffers. Twice, as the smallest messages take
     * half as much again in the buffer as on the wire.
     */
    static final long WINDOW = 2 * (64 * 1024 + 2 * KERNEL);

    static final long MEMORY = 512 * 1024;
    static final long SECOND = 1_000_000_000L;
    private static final int SEGMENT = 64 * 1024;

    /** What somebody or something does to the process, or to the world. */
    enum Kind {
        BURST,
        TRICKLE,
        PEER_DIES,
        DNS_FAILS,
        HELPER_HANGS,
        DISK_ERROR,
        DISK_FULL,
        CLOCK_JUMPS,
        FLUSH,
        KILL,
        CRASH,
        POWER_LOSS,
        CLOSE,
        RECONFIGURE
    }

    /** One of them, at a time since the begin. */
    record Act(int number, long nanos, Kind kind, long seed) {}

    final long seed;
    /** Whether little happens, in a short time: most faults need no more to show, and many more such runs are made. */
    final boolean small;

    final boolean onDisk;
    final boolean syncs;
    final boolean overHttp;
    final long spillLimit;
    final Overflow overflow;
    final Duration maxAge;
    final int httpBadness;
    final long lengthNanos;
    final List<Act> acts = new ArrayList<>();
    private final Framing framing;
    private final Destination[] destinations;
    private final Duration idleTimeout;
    private final HttpSettings http;

    SimulationPlan(long seed, boolean small) {
        SplittableRandom random = new SplittableRandom(seed);
        this.seed = seed;
        this.small = small;
        onDisk = random.nextInt(5) > 0;
        syncs = onDisk && random.nextBoolean();
        overHttp = random.nextInt(4) == 0;
        spillLimit = (long) SEGMENT * (6 + random.nextInt(8));
        overflow = random.nextInt(3) == 0 ? Overflow.DROP_OLDEST : Overflow.DROP;
        maxAge = random.nextInt(12) == 0 ? Duration.ofSeconds(1 + random.nextInt(30)) : null;
        httpBadness = 1 + random.nextInt(10);
        framing = overHttp || random.nextBoolean() ? Framing.NEWLINE : Framing.OCTET_COUNTING;
        destinations = destinations(random.nextInt(3) == 0);
        idleTimeout = Duration.ofSeconds(1 + random.nextInt(60));
        http = new HttpSettings(
                new int[] {1_024, 8_192, 65_536}[random.nextInt(3)],
                Duration.ofMillis(1 + random.nextInt(1_000)),
                Duration.ofSeconds(5),
                random.nextBoolean(),
                List.of());
        lengthNanos = SECOND * (1 + random.nextInt(small ? 3 : 20));
        add(random, 1 + random.nextInt(small ? 3 : 8), Kind.BURST);
        add(random, random.nextInt(small ? 2 : 3), Kind.TRICKLE);
        int ends = Math.max(0, random.nextInt(small ? 3 : 6) - 1);
        for (int i = 0; i < ends; i++) {
            add(random, 1, Kind.values()[Kind.KILL.ordinal() + random.nextInt(5)]);
        }
        int faults = random.nextInt(small ? 3 : 6);
        for (int i = 0; i < faults; i++) {
            add(random, 1, Kind.values()[Kind.PEER_DIES.ordinal() + random.nextInt(7)]);
        }
        acts.sort(Comparator.comparingLong(Act::nanos));
    }

    private void add(SplittableRandom random, int count, Kind kind) {
        for (int i = 0; i < count; i++) {
            acts.add(new Act(acts.size(), random.nextLong(lengthNanos), kind, random.nextLong()));
        }
    }

    private Destination[] destinations(boolean two) {
        Destination one = overHttp ? RigSettings.HTTPS : RigSettings.FIRST;
        Destination other = overHttp ? RigSettings.SECOND_HTTPS : RigSettings.SECOND;
        return two ? new Destination[] {one, other} : new Destination[] {one};
    }

    /** Does without all acts but some. */
    SimulationPlan only(Set<Integer> numbers) {
        acts.removeIf(act -> !numbers.contains(act.number()));
        return this;
    }

    Framing framing() {
        return framing;
    }

    /** The settings of a process of this run. */
    RigSettings settings(SimDisk disk, int life) {
        RigSettings settings = new RigSettings()
                .seed(seed + life)
                .bufferBytes(MEMORY)
                .reserveBytes(32 * 1024)
                .replayWindow(WINDOW)
                .overflow(overflow)
                .framing(framing)
                .http(http)
                .maxAge(maxAge)
                .idleTimeout(idleTimeout)
                .destinations(destinations);
        return onDisk
                ? settings.spill(
                        disk, new SpillSettings(DIRECTORY, spillLimit, 0, syncs ? Duration.ofMillis(500) : null))
                : settings;
    }
}
