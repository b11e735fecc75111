package dev.spillway.internal.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/** A helper whose tasks run one after the other, each after a simulated delay, or hang until they are let go. */
final class SimHelper implements Helper {
    private static final int MOST_THREADS = 4;

    private final SimTime time;
    private final Runnable wake;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Queue<Runnable> hung = new ArrayDeque<>();
    private int worker;
    private int hanging;
    private boolean busy;
    private long delayNanos = 1_000_000;
    private boolean hangs;
    private int everHung;
    private boolean dead;

    SimHelper(SimTime time, Runnable wake) {
        this.time = time;
        this.wake = wake;
    }

    /** How long each task takes from now on. */
    void delay(long nanos) {
        delayNanos = nanos;
    }

    /** Whether tasks that begin from now on hang; if not, those that do are let go. */
    void hang(boolean on) {
        hangs = on;
        while (!on && !hung.isEmpty()) {
            time.after(delayNanos, hung.remove());
        }
    }

    /** Lets tasks that begin from now on end, while those that hang go on hanging. */
    void stopHanging() {
        hangs = false;
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
        int its = worker;
        if (hangs) {
            everHung++;
            hung.add(() -> end(task, its));
        } else {
            time.after(delayNanos, () -> end(task, its));
        }
    }

    /** Ends with its process: nothing that was begun comes to its end. */
    void kill() {
        dead = true;
    }

    private void end(Runnable task, int its) {
        if (dead) {
            return;
        }
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

    /** Tasks that hung, whatever became of them. */
    int everHung() {
        return everHung;
    }

    /** Tasks that were left behind and have not ended. */
    int abandoned() {
        return hanging;
    }
}
