package dev.spillway.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** All connections that an endpoint accepted, in the order in which it did, with their threads. */
final class ConnectionSet {
    private record Member(SyslogConnection connection, Thread thread) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    // Guarded by lock.
    private final List<Member> members = new ArrayList<>();

    /** Adds a connection and starts its thread, before any other sees it. */
    void add(Function<Integer, SyslogConnection> create, Function<SyslogConnection, Thread> start) {
        lock.lock();
        try {
            SyslogConnection connection = create.apply(members.size() + 1);
            members.add(new Member(connection, start.apply(connection)));
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Member> members() {
        lock.lock();
        try {
            return List.copyOf(members);
        } finally {
            lock.unlock();
        }
    }

    List<SyslogConnection> connections() {
        return members().stream().map(Member::connection).toList();
    }

    /** Waits, and returns whether there are so many connections. */
    boolean await(int wanted, Duration atMost) {
        return BoundedWait.until(() -> members.size() >= wanted, lock, added, atMost);
    }

    void wakeUp() {
        members().forEach(member -> member.connection().wire().wakeUp());
    }

    void awaitPause() {
        members().forEach(member -> member.connection().wire().awaitPause());
    }

    void order(Wire.Order order) {
        members().forEach(member -> member.connection().wire().order(order));
    }

    /** Waits for the threads' end, unless called on one of them: two consumers would wait for each other. */
    void join() {
        List<Member> all = members();
        Thread caller = Thread.currentThread();
        if (all.stream().noneMatch(member -> member.thread() == caller)) {
            all.forEach(member -> EndpointThreads.join(member.thread()));
        }
    }
}
