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
 * The pump gives up a logger's claim, releases the segment and wants its memory again, into which the logger may still
 * write.
 */
@JCStressTest
@State
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "whole, and what was accepted")
@Outcome(expect = FORBIDDEN, desc = "altered, or not what was accepted")
public class HeldMemory {
    private final SmallBuffer buffer = new SmallBuffer(2, 1);
    private int first;
    private int others;
    private int read;

    @Actor
    public void logger() {
        first = buffer.append(1);
    }

    @Actor
    public void pump() {
        int seen = buffer.readWithoutPatience(0);
        for (int digit = 2; digit <= 4; digit++) {
            others += buffer.append(digit);
            seen = buffer.confirm(seen);
        }
        read = seen;
    }

    @Arbiter
    public void afterwards(II_Result result) {
        int digits = buffer.confirm(read);
        int sum = 0;
        for (int rest = digits; rest > 0; rest /= 10) {
            sum += rest % 10;
        }
        result.r1 = sum - first - others;
        result.r2 = (int) buffer.buffer().pendingEvents();
    }
}
