package dev.spillway.internal.buffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Loggers append while the pump reads: what it sees is whole, once there, and stays in its order. The pump is one of the
 * loggers, as it is when it tells of drops: jcstress leaves out tests of three actors on a machine of two cores.
 */
final class LoggersAndReader {
    private LoggersAndReader() {}

    /** Two claims in one segment. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, 12", "12, 12", "2, 21", "21, 21"},
            expect = ACCEPTABLE,
            desc = "whole, once, in one order")
    @Outcome(expect = FORBIDDEN, desc = "missing, altered, repeated or in another order")
    public static class InOneSegment {
        private final SmallBuffer buffer = new SmallBuffer(2, 2);

        @Actor
        public void logger() {
            buffer.append(1);
        }

        @Actor
        public void pump(II_Result seen) {
            buffer.append(2);
            seen.r1 = buffer.read(0);
        }

        @Arbiter
        public void afterwards(II_Result seen) {
            seen.r2 = buffer.read(seen.r1);
        }
    }

    /** Both fill a segment, and each may make the next one. */
    @JCStressTest
    @State
    @Outcome(
            id = {"3, 312", "312, 312", "32, 321", "321, 321"},
            expect = ACCEPTABLE,
            desc = "whole, once, in one order")
    @Outcome(expect = FORBIDDEN, desc = "missing, altered, repeated or in another order")
    public static class InSegmentsOfTheirOwn {
        private final SmallBuffer buffer = new SmallBuffer(3, 1);

        public InSegmentsOfTheirOwn() {
            buffer.append(3);
        }

        @Actor
        public void logger() {
            buffer.append(1);
        }

        @Actor
        public void pump(II_Result seen) {
            buffer.append(2);
            seen.r1 = buffer.read(0);
        }

        @Arbiter
        public void afterwards(II_Result seen) {
            seen.r2 = buffer.read(seen.r1);
        }
    }

    /** A logger appends twice. */
    @JCStressTest
    @State
    @Outcome(
            id = {"0, 12", "1, 12", "12, 12"},
            expect = ACCEPTABLE,
            desc = "in the order of the calls")
    @Outcome(expect = FORBIDDEN, desc = "missing, altered, repeated or in another order")
    public static class InTheOrderOfItsCalls {
        private final SmallBuffer buffer = new SmallBuffer(2, 2);

        @Actor
        public void logger() {
            buffer.append(1);
            buffer.append(2);
        }

        @Actor
        public void pump(II_Result seen) {
            seen.r1 = buffer.read(0);
        }

        @Arbiter
        public void afterwards(II_Result seen) {
            seen.r2 = buffer.read(seen.r1);
        }
    }
}
