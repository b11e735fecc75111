package dev.spillway.internal.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/** A helper whose tasks run one after the other, each after a simulated delay, or hang for ever. */
final class SimHelper implements Helper {
    private static final int MOST_THREADS = 4;

    private final SimTime time;
    private final Runnable wake;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int worker;
    private int hanging;
    private boolean busy;
    private long delayNanos = 1_000_000;
    private boolean hangs;

    SimHelper(SimTime time, Runnable wake) {
        this.time = time;
        this.wake = wake;
    }

    /** How long each task takes from now on. */
    void delay(long nanos) {
        delayNanos = nanos;
    }

    /** Whether tasks that begin from now on never end. */
    void hang(boolean forEver) {
        hangs = forEver;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        begin();
    }

    private void begin() {
        Runnable task = busy ? null : waiting.poll();
        if (task == null) {
            return;
        }
        busy = true;
        if (!hangs) {
            int its = worker;
            time.after(delayNanos, () -> end(task, its));
        }
    }

    private void end(Runnable task, int its) {
        task.run();
        wake.run();
        if (its == worker) {
            busy = false;
            begin();
        } else {
            hanging--;
        }
    }

    @Override
    public void abandonCurrent() {
        if (hanging + 1 < MOST_THREADS) {
            hanging++;
            worker++;
            busy = false;
            begin();
        }
    }

    /** Tasks that were left behind and have not ended. */
    int abandoned() {
        return hanging;
    }
}
