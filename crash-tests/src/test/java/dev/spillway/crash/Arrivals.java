package dev.spillway.crash;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.SequenceReport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What arrived of the events of several processes. Each has logging threads with numbers of its own, the later process
 * the larger ones. Safe for use by many threads.
 */
final class Arrivals {
    private static final int MAX_NUMBER = 1 << 28;

    private final SequenceOracle oracle;
    private final int threadsEach;
    private final byte[] prefix;

    // Guarded by this.
    private long[] highest = {};
    private int newestProcess;
    private long olderAfterNewer;
    private long repeated;
    private long repeatedBytes;

    /** @param threadsEach logging threads of each process */
    Arrivals(Payloads payloads, int threadsEach) {
        this.oracle = payloads.oracle();
        this.threadsEach = threadsEach;
        this.prefix = ("#" + Long.toHexString(payloads.seed()) + "-").getBytes(StandardCharsets.US_ASCII);
    }

    void accept(ReceivedMessage message) {
        accept(message.bytes());
    }

    void accept(byte[] bytes) {
        oracle.accept(bytes);
        int at = indexBehindPrefix(bytes);
        if (at > 0) {
            long thread = number(bytes, at);
            while (bytes[at] != '-') {
                at++;
            }
            note((int) thread, number(bytes, at + 1), bytes.length);
        }
    }

    /** Whether a message holds an event of these processes. */
    boolean isOurs(ReceivedMessage message) {
        return indexBehindPrefix(message.bytes()) > 0;
    }

    private int indexBehindPrefix(byte[] bytes) {
        for (int at = 0; at + prefix.length <= bytes.length; at++) {
            if (bytes[at] == '#' && Arrays.equals(bytes, at, at + prefix.length, prefix, 0, prefix.length)) {
                return at + prefix.length;
            }
        }
        return -1;
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int at = from; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    private synchronized void note(int thread, long number, int bytes) {
        if (thread >= highest.length) {
            int known = highest.length;
            highest = Arrays.copyOf(highest, Math.max(thread + 1, known * 2));
            Arrays.fill(highest, known, highest.length, -1);
        }
        if (number <= highest[thread]) {
            repeated++;
            repeatedBytes += bytes;
            return;
        }
        highest[thread] = number;
        int process = thread / threadsEach;
        olderAfterNewer += process < newestProcess ? 1 : 0;
        newestProcess = Math.max(newestProcess, process);
    }

    /** How many different events have arrived. */
    long distinct() {
        return oracle.distinct();
    }

    /** Arrivals of events that had arrived before. */
    synchronized long repeated() {
        return repeated;
    }

    /** Bytes of such arrivals. */
    synchronized long repeatedBytes() {
        return repeatedBytes;
    }

    /** First arrivals of a process's event after the first arrival of a later process's event. */
    synchronized long olderAfterNewer() {
        return olderAfterNewer;
    }

    /** The highest number of a thread that has arrived; -1 for none. */
    synchronized long highest(int thread) {
        return thread < highest.length ? highest[thread] : -1;
    }

    /** Whether every event that was reported has arrived. */
    boolean hasAll(int[] reportedByThread) {
        return oracle.report(reportedByThread).missing() == 0;
    }

    /**
     * Demands that whatever was reported has arrived, and whatever arrived was logged, unaltered and in order.
     *
     * @return how many events arrived whose calls were never reported as returned
     */
    long assertComplete(int[] reportedByThread) {
        int[] anything = new int[reportedByThread.length];
        Arrays.fill(anything, MAX_NUMBER);
        long spurious = oracle.report(anything).spurious();
        SequenceReport report = oracle.report(reportedByThread);
        if (report.missing() + report.altered() + report.orderViolations() + spurious + olderAfterNewer() > 0) {
            throw new AssertionError(
                    report + "\n  " + spurious + " spurious, " + olderAfterNewer() + " after those of a later process");
        }
        return report.spurious() - spurious;
    }
}
