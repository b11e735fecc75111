package dev.spillway.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which answer each request gets: first a sequence, then the same one for all, or what a function says. */
final class AnswerScript {
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final Deque<HttpAnswer> sequence = new ArrayDeque<>();
    private @Nullable Function<ReceivedRequest, HttpAnswer> chooser;
    private HttpAnswer each = HttpAnswer.ok();

    void then(List<HttpAnswer> answers) {
        lock.lock();
        try {
            sequence.addAll(answers);
        } finally {
            lock.unlock();
        }
    }

    void each(HttpAnswer answer) {
        lock.lock();
        try {
            each = answer;
            chooser = null;
        } finally {
            lock.unlock();
        }
    }

    void choose(Function<ReceivedRequest, HttpAnswer> function) {
        lock.lock();
        try {
            chooser = function;
        } finally {
            lock.unlock();
        }
    }

    /** The answer to a request that has been read, or not; each call goes on in the sequence. */
    HttpAnswer next(ReceivedRequest request) {
        Function<ReceivedRequest, HttpAnswer> function;
        lock.lock();
        try {
            HttpAnswer next = sequence.poll();
            if (next != null) {
                return next;
            }
            if (chooser == null) {
                return each;
            }
            function = chooser;
        } finally {
            lock.unlock();
        }
        return function.apply(request);
    }

    /** Whether the next request's body is to be read. */
    boolean reads() {
        lock.lock();
        try {
            HttpAnswer next = sequence.peek();
            if (next != null) {
                return next.reads();
            }
            return chooser != null || each.reads();
        } finally {
            lock.unlock();
        }
    }
}
