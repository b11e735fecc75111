package dev.spillway.internal.delivery;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Does what may block, so that the pump never does. {@link #execute} wakes the pump after each task. */
interface Helper extends Executor {

    /**
     * Leaves the task that runs now to itself, and goes on with the next ones. It is not interrupted, as it need not be the
     * one that the caller waits for: the disk's, which would lose its files by that, may be slow and stand before it.
     */
    void abandonCurrent();

    /** Starts a task and returns where its result will be. */
    default <T> Answer<T> ask(Callable<T> task) {
        Answer<T> answer = new Answer<>();
        execute(() -> answer.run(task));
        return answer;
    }

    /** What a task came to; read by the pump, written once by the helper. */
    final class Answer<T> {
        private @Nullable T value;
        private @Nullable Throwable failure;
        private volatile boolean done;

        private void run(Callable<T> task) {
            try {
                value = task.call();
            } catch (Throwable e) {
                // Whatever it was, the pump has to hear that there is no result.
                failure = e;
            }
            done = true;
        }

        boolean isDone() {
            return done;
        }

        @Nullable T value() {
            return value;
        }

        @Nullable Throwable failure() {
            return failure;
        }
    }
}
