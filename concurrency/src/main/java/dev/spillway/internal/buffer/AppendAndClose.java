package dev.spillway.internal.buffer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A logger appends, over the end of a segment, while the buffer is closed: what is not refused is there. */
@JCStressTest
@State
@Outcome(
        id = {"0, 0", "1, 1", "12, 12"},
        expect = ACCEPTABLE,
        desc = "refused or there")
@Outcome(expect = FORBIDDEN, desc = "accepted and not there, or there and refused")
public class AppendAndClose {
    private final SmallBuffer buffer = new SmallBuffer(4, 1);
    private final LiveSegment first = buffer.active();

    @Actor
    public void logger(II_Result result) {
        int accepted = buffer.append(1);
        result.r1 = buffer.append(2) == 0 ? accepted : accepted * 10 + 2;
    }

    @Actor
    public void pump() {
        ChainEnd.putBehind(first);
    }

    @Arbiter
    public void afterwards(II_Result result) {
        result.r2 = buffer.read(0);
    }
}
