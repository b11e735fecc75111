package dev.spillway.internal.buffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The pump releases segments whose memory loggers take at once, or still hold. */
final class Reuse {
    private Reuse() {}

    /** One logger needs the segment that is released. */
    @JCStressTest
    @State
    @Outcome(
            id = {"23, 123, 0", "2, 12, 0"},
            expect = ACCEPTABLE,
            desc = "what was accepted is there")
    @Outcome(expect = FORBIDDEN, desc = "missing, altered or repeated, or the books do not close")
    public static class ByOneLogger {
        private final SmallBuffer buffer = new SmallBuffer(2, 1);
        private int confirmed;

        public ByOneLogger() {
            buffer.append(1);
        }

        @Actor
        public void logger(III_Result result) {
            int second = buffer.append(2);
            int third = buffer.append(3);
            result.r1 = third == 0 ? second : second * 10 + third;
        }

        @Actor
        public void pump() {
            confirmed = buffer.confirm(0);
        }

        @Arbiter
        public void afterwards(III_Result result) {
            result.r2 = buffer.confirm(confirmed);
            result.r3 = (int) buffer.buffer().pendingEvents();
        }
    }

    /** The pump wants to log, too, and there is a segment for one of the two unless the pump is quick. */
    @JCStressTest
    @State
    @Outcome(
            id = {"5, 123, 0", "5, 132, 0", "2, 12, 0", "3, 13, 0"},
            expect = ACCEPTABLE,
            desc = "what was accepted is there")
    @Outcome(expect = FORBIDDEN, desc = "missing, altered or repeated, or the books do not close")
    public static class ByOneOfTwoLoggers {
        private final SmallBuffer buffer = new SmallBuffer(2, 1);
        private int second;
        private int third;
        private int confirmed;

        public ByOneOfTwoLoggers() {
            buffer.append(1);
        }

        @Actor
        public void logger() {
            second = buffer.append(2);
        }

        @Actor
        public void pump() {
            confirmed = buffer.confirm(0);
            third = buffer.append(3);
            confirmed = buffer.confirm(confirmed);
        }

        @Arbiter
        public void afterwards(III_Result result) {
            result.r1 = second + third;
            result.r2 = buffer.confirm(confirmed);
            result.r3 = (int) buffer.buffer().pendingEvents();
        }
    }
}
