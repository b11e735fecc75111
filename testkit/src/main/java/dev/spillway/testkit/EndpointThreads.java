package dev.spillway.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Starts an endpoint's daemon threads and collects what they die of. */
final class EndpointThreads {
    /** What a thread does. */
    interface Task {
        void run() throws Exception;
    }

    private static final long JOIN_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    Thread start(String name, Task task) {
        Thread thread = new Thread(() -> runGuarded(task), "testkit-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void runGuarded(Task task) {
        try {
            task.run();
        } catch (Exception | Error e) {
            failures.add(e);
        }
    }

    void failed(Throwable cause) {
        failures.add(cause);
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Waits for a thread's end; not for its own, since a test's callback may close the endpoint. */
    static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(JOIN_MILLIS);
        while (thread.isAlive()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException(
                        "thread " + thread.getName() + " did not end within " + JOIN_MILLIS + " ms");
            }
            try {
                thread.join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
