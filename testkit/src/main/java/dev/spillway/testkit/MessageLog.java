package dev.spillway.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts the messages of all connections, and keeps them unless a consumer takes them. */
final class MessageLog {
    private final @Nullable Consumer<ReceivedMessage> consumer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition reached = lock.newCondition();

    // Guarded by lock.
    private final List<ReceivedMessage> kept = new ArrayList<>();
    private long forgotten;
    private long count;
    private long awaited = Long.MAX_VALUE;

    MessageLog(@Nullable Consumer<ReceivedMessage> consumer) {
        this.consumer = consumer;
    }

    boolean keeps() {
        return consumer == null;
    }

    void checkKeeps() {
        if (!keeps()) {
            throw new IllegalStateException("messages are handed to the consumer of onMessage, none are kept");
        }
    }

    void add(ReceivedMessage message) {
        if (consumer != null) {
            consumer.accept(message);
        }
        lock.lock();
        try {
            if (consumer == null) {
                kept.add(message);
            }
            count++;
            // A signal for each message would wake a waiting test a million times.
            if (count >= awaited) {
                awaited = Long.MAX_VALUE;
                reached.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedMessage> messages() {
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
            forgotten += kept.size();
            kept.clear();
            count = 0;
            // What was awaited may have been reckoned from the former count.
            awaited = Long.MAX_VALUE;
            reached.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a message, and returns the first one.
     *
     * @throws IllegalStateException if a consumer takes the messages
     */
    Optional<ReceivedMessage> awaitOne(Predicate<ReceivedMessage> wanted, Duration atMost) {
        checkKeeps();
        lock.lock();
        try {
            long left = atMost.toNanos();
            long seen = 0;
            while (true) {
                // Counted from the first message ever: others may have come in the place of those forgotten meanwhile.
                for (seen = Math.max(seen, forgotten); seen < forgotten + kept.size(); seen++) {
                    ReceivedMessage message = kept.get((int) (seen - forgotten));
                    if (wanted.test(message)) {
                        return Optional.of(message);
                    }
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                awaited = Math.min(awaited, count + 1);
                left = reached.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, and returns whether there are so many messages. */
    boolean await(long wanted, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (count < wanted && left > 0) {
                awaited = Math.min(awaited, wanted);
                left = reached.awaitNanos(left);
            }
            return count >= wanted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return count >= wanted;
        } finally {
            lock.unlock();
        }
    }
}
