package dev.spillway.internal.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.spillway.internal.buffer.Cursor;
import dev.spillway.internal.buffer.SmallBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A logger publishes while the pump lies down: the pump sees the event, or is woken for it. */
@JCStressTest
@State
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the logger rang")
@Outcome(
        id = {"true, true", "true, false"},
        expect = ACCEPTABLE,
        desc = "the pump saw the event")
@Outcome(expect = FORBIDDEN, desc = "the pump sleeps, and nobody has rung")
public class LostWakeUp {
    private static final VarHandle STATE = state();

    private final SmallBuffer buffer = new SmallBuffer(1, 2);
    private final Cursor cursor = buffer.buffer().cursor();
    private final Doorbell doorbell = new Doorbell();

    /** Nobody parks here, as the permit of a thread does not say which of millions of runs it came from. */
    private static VarHandle state() {
        try {
            return MethodHandles.privateLookupIn(Doorbell.class, MethodHandles.lookup())
                    .findVarHandle(Doorbell.class, "state", AtomicInteger.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Actor
    public void logger() {
        buffer.append(1);
        doorbell.appended(false);
    }

    @Actor
    public void pump(ZZ_Result result) {
        doorbell.lieDown(Doorbell.ASLEEP);
        result.r1 = cursor.peek(0);
    }

    @Arbiter
    public void afterwards(ZZ_Result result) {
        result.r2 = ((AtomicInteger) STATE.get(doorbell)).get() != Doorbell.ASLEEP;
    }
}
