package dev.spillway.internal.buffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Somebody voids a claim that its logger may just be publishing: one of the two wins, and the event is there once. */
final class HangingClaim {
    private HangingClaim() {}

    /** The pump's patience ends; the logger goes on in the same segment. */
    @JCStressTest
    @State
    @Outcome(id = "12, 2, 1", expect = ACCEPTABLE, desc = "published in time")
    @Outcome(id = "12, [3-9], 1", expect = ACCEPTABLE_INTERESTING, desc = "voided, and appended again")
    @Outcome(expect = FORBIDDEN, desc = "missing, altered, repeated, in another order, or a segment for ever in use")
    public static class VoidedByThePump {
        private final SmallBuffer buffer = new SmallBuffer(2, 16);
        private int seen;

        @Actor
        public void logger() {
            buffer.append(1);
            buffer.append(2);
        }

        @Actor
        public void pump() {
            seen = buffer.readWithoutPatience(0);
        }

        @Arbiter
        public void afterwards(III_Result result) {
            result.r1 = buffer.read(seen);
            result.r2 = buffer.claims();
            buffer.active().sealNow();
            result.r3 = buffer.active().isSettled() && buffer.buffer().pendingEvents() == 2 ? 1 : 0;
        }
    }

    /** The segment is sealed and settled, as it is when memory is written to disk at the end. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "in the copy")
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "voided, and appended to the next segment")
    @Outcome(expect = FORBIDDEN, desc = "missing or repeated")
    public static class SettledForACopy {
        private final SmallBuffer buffer = new SmallBuffer(2, 2);
        private final LiveSegment first = buffer.active();

        @Actor
        public void logger() {
            buffer.append(1);
        }

        @Actor
        public void pump(II_Result result) {
            first.sealNow();
            result.r1 = (int) first.settleNow();
        }

        @Arbiter
        public void afterwards(II_Result result) {
            result.r2 = first.isSettled() && buffer.buffer().pendingEvents() == 1 ? buffer.read(0) : -1;
        }
    }
}
