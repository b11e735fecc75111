package dev.spillway.internal.delivery;

import dev.spillway.internal.delivery.PeerScript.End;
import java.util.SplittableRandom;

/** What the endpoints of a {@link Simulation} do, connection by connection and request by request. */
final class SimulatedPeers {
    private static final long SECOND = 1_000_000_000L;
    private static final long KERNEL_TIMEOUT = 700 * SECOND;

    private final SimulationPlan plan;
    private final SimWorld world;
    private final Tally tally;
    private boolean calm;
    private int requests;

    SimulatedPeers(SimulationPlan plan, SimWorld world, Tally tally) {
        this.plan = plan;
        this.world = world;
        this.tally = tally;
        SplittableRandom random = new SplittableRandom(plan.seed ^ 0x5EED);
        for (SimPeer peer : world.peers()) {
            SimReceipts.Style[] styles = SimReceipts.Style.values();
            long its = random.nextLong();
            peer.sendBuffer(SimulationPlan.KERNEL)
                    .receipts(styles[random.nextInt(styles.length)])
                    .tally(tally)
                    .does(number -> script(new SplittableRandom(its + number)))
                    .staysAway(random.nextInt(3) * SECOND);
        }
    }

    void serve(SimProcess process) {
        process.http.does(this::answer);
    }

    /** From now on they do as they should; what hangs is found out by us, or at last by the kernel. */
    void calm() {
        calm = true;
        world.time.after(KERNEL_TIMEOUT, () -> world.peers().forEach(SimPeer::timeOutSockets));
        for (SimPeer peer : world.peers()) {
            peer.always(PeerScript.readAll().buffer(SimulationPlan.KERNEL)).staysAway(0);
            peer.revive();
        }
    }

    private static PeerScript script(SplittableRandom random) {
        PeerScript base = PeerScript.readAll()
                .buffer(SimulationPlan.KERNEL)
                .latency(1 + random.nextLong(40_000_000))
                .readAt(random.nextInt(6) == 0 ? 2_000 + random.nextLong(200_000) : 0);
        switch (random.nextInt(10)) {
            case 0:
                return PeerScript.refuse();
            case 1:
                return PeerScript.blackHole();
            case 2, 3, 4:
                return base;
            default:
                End end = End.values()[random.nextInt(End.values().length)];
                return switch (random.nextInt(3)) {
                    case 0 -> base.afterMessages(new int[] {0, 1, 2, 50, 900}[random.nextInt(5)], end);
                    case 1 -> base.afterBytes(random.nextLong(60_000), end);
                    default -> base.afterNanos(random.nextLong(20 * SECOND), end);
                };
        }
    }

    private HttpScript answer(SimHttp.Request request) {
        SplittableRandom random = new SplittableRandom(plan.seed ^ 0x477 ^ requests++);
        if (calm || random.nextInt(10) >= plan.httpBadness) {
            tally.count(Happening.HTTP_TAKEN);
            return HttpScript.answer(calm ? 204 : pick(random, 200, 202, 204));
        }
        HttpScript script = misfortune(request, random);
        return script.delayNanos() == Long.MAX_VALUE ? script : script.after(random.nextLong(200_000_000));
    }

    private HttpScript misfortune(SimHttp.Request request, SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> count(Happening.HTTP_LATER, HttpScript.answer(pick(random, 408, 429, 500, 502, 503, 504)));
            case 2 ->
                count(
                        Happening.HTTP_LATER,
                        HttpScript.answer(pick(random, 429, 503)).retryAfter("" + random.nextInt(4)));
            case 3 -> count(Happening.HTTP_FORBIDDEN, HttpScript.answer(pick(random, 401, 403, 302)));
            case 4 -> count(Happening.HTTP_REJECTED, HttpScript.answer(pick(random, 400, 404, 422)));
            case 5 ->
                request.lines().size() == 1
                        ? count(Happening.HTTP_TAKEN, HttpScript.answer(200))
                        : count(Happening.HTTP_TOO_LARGE, HttpScript.answer(413));
            case 6 -> count(Happening.HTTP_CUT, HttpScript.cut());
            case 7 -> count(Happening.HTTP_BROKEN, HttpScript.refuse());
            default -> count(Happening.HTTP_STALLED, HttpScript.stall());
        };
    }

    private HttpScript count(Happening what, HttpScript script) {
        tally.count(what);
        return script;
    }

    private static int pick(SplittableRandom random, int... of) {
        return of[random.nextInt(of.length)];
    }
}
