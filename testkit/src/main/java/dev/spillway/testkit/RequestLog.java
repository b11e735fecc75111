package dev.spillway.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps an endpoint's requests, in the order in which they were read. */
final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();

    // Guarded by lock.
    private final List<ReceivedRequest> kept = new ArrayList<>();

    void add(ReceivedRequest request) {
        lock.lock();
        try {
            kept.add(request);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedRequest> requests() {
        lock.lock();
        try {
            return List.copyOf(kept);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            kept.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, and returns whether there are so many requests. */
    boolean await(int wanted, Duration atMost) {
        return BoundedWait.until(() -> kept.size() >= wanted, lock, grown, atMost);
    }
}
