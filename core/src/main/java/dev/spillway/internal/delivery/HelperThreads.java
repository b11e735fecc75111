package dev.spillway.internal.delivery;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The helper's thread, started when there is something to do and ended when there is not for a while. If DNS hangs it is
 * left behind and another one takes over, up to a few.
 */
final class HelperThreads implements Helper {
    private static final int MOST = 4;
    private static final long IDLE_MILLIS = 10_000;

    private final String name;
    private final Runnable wakePump;

    // Guarded by lock, which no logging thread ever takes.
    private final Object lock = new Object();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Set<Thread> leftBehind = new HashSet<>();
    private @Nullable EngineThread worker;
    private int alive;
    private boolean closed;

    HelperThreads(String name, Runnable wakePump) {
        this.name = name;
        this.wakePump = wakePump;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            tasks.add(task);
            if (worker == null) {
                startWorker();
            }
            lock.notifyAll();
        }
    }

    @Override
    public void abandonCurrent() {
        synchronized (lock) {
            if (worker != null && alive < MOST) {
                leftBehind.add(worker);
                worker = null;
                lock.notifyAll();
                if (!tasks.isEmpty()) {
                    startWorker();
                }
            }
        }
    }

    private void startWorker() {
        EngineThread next = new EngineThread(name, this::work);
        // Throws if the system has no thread to give; then the next task tries again.
        next.start();
        worker = next;
        alive++;
    }

    private void work() {
        boolean inOrder = false;
        try {
            Runnable task = next();
            while (task != null) {
                try {
                    task.run();
                } finally {
                    wakePump.run();
                }
                task = next();
            }
            inOrder = true;
        } finally {
            if (!inOrder) {
                replaceMe();
            }
        }
    }

    /** A task threw: this thread ends with it, but what waits behind it must not. */
    private void replaceMe() {
        synchronized (lock) {
            alive--;
            leftBehind.remove(Thread.currentThread());
            if (worker == Thread.currentThread()) {
                worker = null;
                if (!closed && !tasks.isEmpty()) {
                    startWorker();
                }
            }
        }
    }

    /** The next task for the calling worker; null if it is to end. */
    private @Nullable Runnable next() {
        synchronized (lock) {
            long deadline = System.nanoTime() + IDLE_MILLIS * 1_000_000;
            while (!closed && worker == Thread.currentThread() && tasks.isEmpty()) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0 || !await(millis)) {
                    break;
                }
            }
            boolean mine = worker == Thread.currentThread();
            Runnable task = mine && !closed ? tasks.poll() : null;
            if (task == null) {
                alive--;
                leftBehind.remove(Thread.currentThread());
                worker = mine ? null : worker;
            }
            return task;
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private boolean await(long millis) {
        try {
            lock.wait(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Ends the threads, as soon as what they do lets them. */
    void close() {
        synchronized (lock) {
            closed = true;
            tasks.clear();
            if (worker != null) {
                worker.interrupt();
            }
            leftBehind.forEach(Thread::interrupt);
            lock.notifyAll();
        }
    }
}
