package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.Seed;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Framing;
import dev.spillway.internal.transport.HttpSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Many runs of the pump against HTTP endpoints that answer at random, each run decided by its seed alone. */
final class HttpCampaignTest {
    private static final long SECOND = 1_000_000_000L;
    /** A pause of 100 ms at least after each answer that was no good, at each of two destinations. */
    private static final int MOST_BAD_A_SECOND = 2 * 11;

    private final Set<Plot> seen = EnumSet.noneOf(Plot.class);

    private enum Plot {
        TAKEN,
        PASSING,
        LEFT_ALONE,
        LEFT_ALONE_UNTIL,
        FORBIDDEN,
        REFUSED,
        TOO_LARGE,
        CUT,
        BROKEN,
        STALLED,
        GARBAGE
    }

    /** A request and what it came to. */
    private record Told(SimHttp.Request request, HttpScript script) {}

    @Test
    void nothingIsLostThatMayNotBeWhateverIsAnswered() {
        double scale = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
        int runs = (int) (2_000 * scale);
        long base = Seed.choose();
        for (int i = 0; i < runs; i++) {
            try {
                run(base + i);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("run(" + (base + i) + "L): " + e.getMessage(), e);
            }
        }
        assertThat(seen).as("kinds of answers that were given").containsExactlyInAnyOrder(Plot.values());
    }

    private void run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int batchBytes = new int[] {1_024, 8_192, 65_536}[random.nextInt(3)];
        Duration linger = Duration.ofMillis(1 + random.nextInt(1_000));
        PumpRig rig = new PumpRig(new RigSettings()
                .seed(seed)
                .bufferBytes(512 * 1024)
                .reserveBytes(32 * 1024)
                .overflow(random.nextInt(3) == 0 ? Overflow.DROP_OLDEST : Overflow.DROP)
                .framing(Framing.NEWLINE)
                .http(new HttpSettings(batchBytes, linger, Duration.ofSeconds(5), random.nextBoolean(), List.of()))
                .idleTimeout(Duration.ofSeconds(1 + random.nextInt(60)))
                .destinations(destinations(random)));
        List<Told> told = new ArrayList<>();
        int badness = 1 + random.nextInt(10);
        SplittableRandom answers = random.split();
        rig.http.does(request -> tell(told, request, answer(request, answers, badness)));
        long trouble = 10 + random.nextInt(50);
        plan(rig, random, trouble * SECOND);
        rig.run(Duration.ofSeconds(trouble));
        rig.helper.hang(false);
        rig.network.failDns(false);
        rig.http.does(request -> tell(told, request, HttpScript.answer(204)));

        rig.run(Duration.ofMinutes(3));
        assertThat(rig.log(100, Severity.ERROR)).as("room for a fresh event").isTrue();
        int probe = rig.oracle.logged() - 1;
        boolean alive = rig.runUntil(() -> rig.oracle.hasReceived(probe), Duration.ofMinutes(15));
        assertThat(alive).as("a fresh event arrives, %s", rig.told).isTrue();
        rig.runUntil(() -> rig.pending() == 0, Duration.ofMinutes(1));
        check(rig, told);
        rig.close(Duration.ofSeconds(5));
        assertThat(rig.http.open()).isZero();
    }

    private static HttpScript tell(List<Told> told, SimHttp.Request request, HttpScript script) {
        told.add(new Told(request, script));
        return script;
    }

    private static Destination[] destinations(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? new Destination[] {RigSettings.HTTPS, RigSettings.SECOND_HTTPS}
                : new Destination[] {RigSettings.HTTPS};
    }

    private HttpScript answer(SimHttp.Request request, SplittableRandom random, int badness) {
        Plot[] plots = Plot.values();
        Plot plot = random.nextInt(10) < badness ? plots[random.nextInt(plots.length)] : Plot.TAKEN;
        if (plot == Plot.TOO_LARGE && request.lines().size() == 1) {
            plot = Plot.TAKEN;
        }
        seen.add(plot);
        HttpScript script = switch (plot) {
            case TAKEN -> HttpScript.answer(pick(random, 200, 202, 204));
            case PASSING -> HttpScript.answer(pick(random, 408, 429, 500, 502, 503, 504));
            case LEFT_ALONE -> HttpScript.answer(pick(random, 429, 503)).retryAfter("" + random.nextInt(4));
            case LEFT_ALONE_UNTIL ->
                HttpScript.answer(pick(random, 429, 503))
                        .retryAfter("Sun, 01 Mar 2026 12:00:3" + random.nextInt(10) + " GMT");
            case FORBIDDEN -> HttpScript.answer(pick(random, 401, 403, 302));
            case REFUSED -> HttpScript.answer(pick(random, 400, 404, 422));
            case TOO_LARGE -> HttpScript.answer(413);
            case CUT -> HttpScript.cut();
            case BROKEN -> HttpScript.refuse();
            case STALLED -> HttpScript.stall();
            case GARBAGE ->
                HttpScript.answer(pick(random, 0, 299, 399, 499, 600, 999)).saying("\u0000\u001b\uffff");
        };
        return script.delayNanos() == Long.MAX_VALUE ? script : script.after(random.nextLong(200_000_000));
    }

    private static int pick(SplittableRandom random, int... of) {
        return of[random.nextInt(of.length)];
    }

    private static void plan(PumpRig rig, SplittableRandom random, long until) {
        int bursts = 1 + random.nextInt(20);
        int most = pick(random, 40, 200, 2_000, 8_000);
        for (int i = 0; i < bursts; i++) {
            int count = 1 + random.nextInt(300_000 / (most + 300));
            SplittableRandom sizes = random.split();
            rig.time.after(random.nextLong(until), () -> {
                for (int j = 0; j < count; j++) {
                    rig.log(24 + sizes.nextInt(most));
                }
            });
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
    }

    private static void check(PumpRig rig, List<Told> told) {
        rig.checkPromises();
        assertThat(rig.pending()).isZero();
        int refused = rig.oracle.logged() - rig.oracle.accepted();
        long given = rig.dropped(DropReason.BUFFER_FULL) - refused + rig.dropped(DropReason.REJECTED);
        assertThat((long) rig.oracle.missing()).as("missing, %s", rig.told).isLessThanOrEqualTo(given);
        checkNames(told);
        checkRate(told);
    }

    /** What has the same name is the same, and what is sent again has the same name. */
    private static void checkNames(List<Told> told) {
        Map<String, List<String>> byName = new HashMap<>();
        Told before = null;
        for (Told each : told) {
            SimHttp.Request request = each.request;
            assertThat(byName.computeIfAbsent(request.name(), name -> request.lines()))
                    .isEqualTo(request.lines());
            boolean again = before != null
                    && before.script.status() != 413
                    && before.request.lines().get(0).equals(request.lines().get(0));
            if (again) {
                assertThat(request.name()).as("sent again").isEqualTo(before.request.name());
            }
            before = each;
        }
    }

    private static void checkRate(List<Told> told) {
        Deque<Long> lately = new ArrayDeque<>();
        for (Told each : told) {
            if (each.script.status() / 100 == 2) {
                continue;
            }
            long now = each.request.nanos();
            lately.add(now);
            while (now - lately.peek() > SECOND) {
                lately.remove();
            }
            assertThat(lately).as("bad answers within a second").hasSizeLessThanOrEqualTo(MOST_BAD_A_SECOND);
        }
    }
}
