package dev.spillway.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells what became of numbered events: which are missing, altered, repeated, out of order, or were never logged.
 *
 * <p>Producers log {@link #payload}, a pure function of seed, thread and number, so a producer may be another JVM with
 * the same seed. Whoever receives a message hands it to {@link #accept}. Numbers of each thread run from 0.
 *
 * <pre>{@code
 * SequenceOracle oracle = SequenceOracle.seeded(42);
 * try (SyslogEndpoint endpoint = SyslogEndpoint.tls().onMessage(oracle::accept).start()) {
 *     for (int i = 0; i < 1000; i++) {
 *         logger.info(oracle.payload(0, i));
 *     }
 *     endpoint.awaitMessageCount(1000, Duration.ofSeconds(10));
 * }
 * oracle.report(1, 1000).assertComplete();
 * }</pre>
 *
 * <p>Safe for use by many threads; takes a bit for each event.
 */
public final class SequenceOracle {
    private static final int DEFAULT_MOST_FILLER = 64;
    private static final int MAX_THREADS = 65_536;
    private static final int MAX_NUMBER = 1 << 28;
    private static final int MAX_EXAMPLES = 20;

    private final SequencePayload payload;
    private final byte[] prefix;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final List<SequenceTrack> tracks = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private long received;
    private long spurious;
    private long altered;
    private long duplicates;
    private long runBytes;
    private long longestRunBytes;

    private SequenceOracle(SequencePayload payload) {
        this.payload = payload;
        this.prefix = payload.prefix().getBytes(StandardCharsets.US_ASCII);
    }

    /** An oracle of a seed; payloads have 8 to 64 characters besides their numbers. */
    public static SequenceOracle seeded(long seed) {
        return new SequenceOracle(new SequencePayload(seed, SequencePayload.CHECKSUM, DEFAULT_MOST_FILLER));
    }

    /** An oracle of a random seed, which {@link #toString()} tells. */
    public static SequenceOracle random() {
        return seeded(new SplittableRandom().nextLong());
    }

    /**
     * A new oracle of the same seed with other sizes.
     *
     * @param least characters besides the numbers, at least 8
     * @param most at least {@code least}
     */
    public SequenceOracle sized(int least, int most) {
        if (least < SequencePayload.CHECKSUM || most < least) {
            throw new IllegalArgumentException("sizes must be at least " + SequencePayload.CHECKSUM
                    + " and in order, were " + least + " and " + most);
        }
        return new SequenceOracle(new SequencePayload(payload.seed(), least, most));
    }

    /** The seed. */
    public long seed() {
        return payload.seed();
    }

    /**
     * The text to log: printable ASCII without a character that any format escapes.
     *
     * @param thread 0 to 65535
     * @param number 0 to 268435455
     */
    public String payload(int thread, int number) {
        if (thread < 0 || thread >= MAX_THREADS || number < 0 || number >= MAX_NUMBER) {
            throw new IllegalArgumentException("thread must be 0 to " + (MAX_THREADS - 1) + " and number 0 to "
                    + (MAX_NUMBER - 1) + ", were " + thread + " and " + number);
        }
        return payload.text(thread, number);
    }

    /** Takes a message as it arrived; the payload may stand anywhere in it. */
    public void accept(ReceivedMessage message) {
        accept(message.bytes());
    }

    /** Takes a message as it arrived; the payload may stand anywhere in it. */
    public void accept(byte[] message) {
        SequenceNumbers found = SequenceNumbers.find(message, prefix);
        boolean intact = found != null && isIntact(message, found);
        lock.lock();
        try {
            received++;
            if (found == null) {
                spurious++;
                example("spurious", message);
            } else if (intact) {
                arrived((int) found.thread(), (int) found.number(), message.length);
            } else {
                altered++;
                example("altered", message);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isIntact(byte[] message, SequenceNumbers found) {
        if (found.thread() >= MAX_THREADS || found.number() >= MAX_NUMBER) {
            return false;
        }
        byte[] expected = payload.bytes((int) found.thread(), found.number());
        int end = found.position() + expected.length;
        return end <= message.length && Arrays.equals(message, found.position(), end, expected, 0, expected.length);
    }

    private void arrived(int thread, int number, int bytes) {
        while (tracks.size() <= thread) {
            tracks.add(new SequenceTrack());
        }
        SequenceTrack track = tracks.get(thread);
        long violations = track.orderViolations();
        if (track.arrived(number)) {
            runBytes = 0;
        } else {
            duplicates++;
            runBytes += bytes;
            longestRunBytes = Math.max(longestRunBytes, runBytes);
        }
        if (track.orderViolations() > violations) {
            example("out of order: thread " + thread + " number " + number);
        }
    }

    private void example(String what, byte[] message) {
        example(what + ": " + new String(message, StandardCharsets.UTF_8));
    }

    private void example(String text) {
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(text);
        }
    }

    /** How many different events have arrived intact so far. */
    public long distinct() {
        lock.lock();
        try {
            return tracks.stream().mapToLong(SequenceTrack::distinct).sum();
        } finally {
            lock.unlock();
        }
    }

    /** The findings, if {@code threads} threads have issued {@code each} events each. */
    public SequenceReport report(int threads, int each) {
        int[] issued = new int[threads];
        Arrays.fill(issued, each);
        return report(issued);
    }

    /** The findings, if the threads have issued so many events. */
    public SequenceReport report(int[] issuedByThread) {
        lock.lock();
        try {
            return findings(issuedByThread);
        } finally {
            lock.unlock();
        }
    }

    private SequenceReport findings(int[] issuedByThread) {
        List<String> found = new ArrayList<>(examples);
        long missing = 0;
        long beyond = 0;
        long violations = 0;
        long span = 0;
        for (int thread = 0; thread < Math.max(issuedByThread.length, tracks.size()); thread++) {
            SequenceTrack track = thread < tracks.size() ? tracks.get(thread) : new SequenceTrack();
            int issued = thread < issuedByThread.length ? issuedByThread[thread] : 0;
            long lacking = track.missing(issued);
            if (lacking > 0) {
                found.add("missing: " + lacking + " of thread " + thread + ", first number " + track.nextMissing(0));
            }
            missing += lacking;
            beyond += track.beyond(issued);
            violations += track.orderViolations();
            span = Math.max(span, track.longestSpan());
        }
        long issued = Arrays.stream(issuedByThread).asLongStream().sum();
        return new SequenceReport(
                issued,
                received,
                missing,
                spurious + beyond,
                altered,
                duplicates,
                violations,
                span,
                longestRunBytes,
                found);
    }

    @Override
    public String toString() {
        return "SequenceOracle[seed " + payload.seed() + "]";
    }
}
