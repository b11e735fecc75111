package dev.spillway.internal.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.SmallBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The pump drops the oldest segment while others look or log. */
final class DroppedOldest {
    private DroppedOldest() {}

    private static ReplayWindow window(SmallBuffer buffer, Ledger ledger) {
        return new ReplayWindow(buffer.buffer(), ledger, new Batches(buffer.buffer(), 0), Long.MAX_VALUE);
    }

    /** Somebody reads the books, which are exact as no log call is running. */
    @JCStressTest
    @State
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "the books close")
    @Outcome(expect = FORBIDDEN, desc = "an event is missing or counted twice")
    public static class WhileTheBooksAreRead {
        private final SmallBuffer buffer = new SmallBuffer(2, 2);
        private final Ledger ledger = new Ledger();
        private final ReplayWindow window;

        public WhileTheBooksAreRead() {
            for (int digit = 1; digit <= 3; digit++) {
                buffer.append(digit);
            }
            window = window(buffer, ledger);
        }

        @Actor
        public void pump() {
            window.dropOldestSegment(0);
        }

        @Actor
        public void onlooker(I_Result result) {
            Ledger.Balance balance = ledger.balance(buffer.buffer());
            result.r1 = (int) (balance.pending() + balance.dropped().getOrDefault(DropReason.BUFFER_FULL, 0L));
        }
    }

    /** Somebody logs: what is accepted is in the buffer, behind what was not dropped. */
    @JCStressTest
    @State
    @Outcome(
            id = {"45, 2, 345", "4, 2, 34"},
            expect = ACCEPTABLE,
            desc = "the oldest two are gone")
    @Outcome(expect = FORBIDDEN, desc = "something else is gone, altered or repeated")
    public static class WhileSomebodyLogs {
        private final SmallBuffer buffer = new SmallBuffer(2, 2);
        private final Ledger ledger = new Ledger();
        private final ReplayWindow window;

        public WhileSomebodyLogs() {
            for (int digit = 1; digit <= 3; digit++) {
                buffer.append(digit);
            }
            window = window(buffer, ledger);
        }

        @Actor
        public void logger(III_Result result) {
            int fourth = buffer.append(4);
            int fifth = buffer.append(5);
            result.r1 = fifth == 0 ? fourth : fourth * 10 + fifth;
        }

        @Actor
        public void pump() {
            window.dropOldestSegment(0);
        }

        @Arbiter
        public void afterwards(III_Result result) {
            result.r2 = (int) ledger.dropped(DropReason.BUFFER_FULL);
            result.r3 = buffer.readFromTheOldest();
        }
    }
}
