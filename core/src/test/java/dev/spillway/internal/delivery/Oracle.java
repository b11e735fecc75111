package dev.spillway.internal.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows what was logged and judges what peers read. A message's bytes follow from its number and length, so that any
 * change to them shows; numbers grow in the order of logging.
 */
final class Oracle {
    private static final int FEWEST_BYTES = 24;
    /** Of a record in the buffer, beside the message: header and, at most, padding. */
    private static final int RECORD_OVERHEAD = 16 + 7;

    private int[] sizes = new int[256];
    private int[] owners = new int[256];
    private long[] times = new long[256];
    private int logged;
    private final BitSet accepted = new BitSet();
    private final BitSet received = new BitSet();
    private final BitSet excused = new BitSet();
    private final List<String> reports = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<Connection, Connection> connections = new HashMap<>();
    private Connection latest = new Connection(this, 0);
    private int outstanding;
    private int highest = -1;
    private int[] highestOf = {};
    private int disorder;
    private int disorderWithin;
    private long duplicates;
    private long mostRepeatedBytes;
    private int lastReceived = -1;

    /** What came over one connection. */
    private static final class Connection {
        private final Object peer;
        private final int number;
        private int last = -1;
        private long repeatedBytes;

        Connection(Object peer, int number) {
            this.peer = peer;
            this.number = number;
        }

        boolean is(Object itsPeer, int itsNumber) {
            return peer == itsPeer && number == itsNumber;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Connection that && is(that.peer, that.number);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(peer) + number;
        }
    }

    /** One more engine, which logs in an order of its own. */
    int newOwner() {
        highestOf = Arrays.copyOf(highestOf, highestOf.length + 1);
        highestOf[highestOf.length - 1] = -1;
        return highestOf.length - 1;
    }

    /** The next message to be logged. */
    byte[] next(int size, int owner, long nanos) {
        if (logged == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * logged);
            owners = Arrays.copyOf(owners, 2 * logged);
            times = Arrays.copyOf(times, 2 * logged);
        }
        sizes[logged] = Math.max(size, FEWEST_BYTES);
        owners[logged] = owner;
        times[logged] = nanos;
        logged++;
        return message(logged - 1, sizes[logged - 1]);
    }

    static byte[] message(int number, int length) {
        byte[] bytes = new byte[length];
        bytes[0] = '#';
        int at = digits(number, bytes, 1);
        at = digits(length, bytes, at + 1);
        Arrays.fill(bytes, at + 1, length, (byte) ('a' + number % 26));
        bytes[at] = ' ';
        return bytes;
    }

    /** Writes a number, and a space before it unless it is the first; returns where it ends. */
    private static int digits(int number, byte[] target, int from) {
        int count = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            count++;
        }
        int rest = number;
        for (int at = from + count - 1; at >= from; at--) {
            target[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        if (from > 1) {
            target[from - 1] = ' ';
        }
        return from + count;
    }

    /** The message that was made last is in the buffer. */
    void accept() {
        accepted.set(logged - 1);
        outstanding++;
    }

    /** Whether an event was promised and has not arrived. */
    boolean isOutstanding(int number) {
        return accepted.get(number) && !received.get(number) && !excused.get(number);
    }

    int ownerOf(int number) {
        return owners[number];
    }

    long timeOf(int number) {
        return times[number];
    }

    /** An event may be missing: nothing was promised of it. */
    void excuse(int number) {
        if (!excused.get(number)) {
            excused.set(number);
            outstanding -= accepted.get(number) && !received.get(number) ? 1 : 0;
        }
    }

    /** @param peer who received it, as opposed to others */
    void received(Object peer, int connection, byte[] message) {
        if (message.length > 8 && message[0] == 's') {
            reports.add(new String(message, StandardCharsets.UTF_8));
            return;
        }
        int number = numberOf(message);
        if (number < 0 || number >= logged || !accepted.get(number)) {
            faults.add("spurious: " + head(message));
        } else if (!Arrays.equals(message, message(number, sizes[number]))) {
            faults.add("altered: " + head(message));
        } else {
            count(number, message.length, peer, connection);
        }
    }

    private void count(int number, int length, Object peer, int connection) {
        Connection its = connection(peer, connection);
        if (connection > 0 && number <= its.last && owners[number] == owners[its.last]) {
            faults.add("out of order within connection " + connection + ": " + number + " after " + its.last);
        }
        its.last = number;
        lastReceived = number;
        if (received.get(number)) {
            duplicates++;
            its.repeatedBytes += length + RECORD_OVERHEAD - 7;
            mostRepeatedBytes = Math.max(mostRepeatedBytes, its.repeatedBytes);
        } else {
            received.set(number);
            if (!excused.get(number)) {
                outstanding--;
                countOrder(number, owners[number]);
            }
        }
    }

    private void countOrder(int number, int owner) {
        disorder += number < highest ? 1 : 0;
        highest = Math.max(highest, number);
        disorderWithin += number < highestOf[owner] ? 1 : 0;
        highestOf[owner] = Math.max(highestOf[owner], number);
    }

    private Connection connection(Object peer, int number) {
        if (!latest.is(peer, number)) {
            latest = connections.computeIfAbsent(new Connection(peer, number), its -> its);
        }
        return latest;
    }

    /** The number of an event, by its message; negative if it is none of ours. */
    static int numberOf(byte[] message) {
        int number = 0;
        for (int at = 1; at < message.length && message[at] != ' ' && number < 100_000_000; at++) {
            number = number * 10 + message[at] - '0';
        }
        return message.length > 0 && message[0] == '#' ? number : -1;
    }

    private static String head(byte[] message) {
        return new String(message, 0, Math.min(40, message.length), StandardCharsets.UTF_8);
    }

    /** What was received that was never logged, or not like this, or in another order within one connection. */
    List<String> faults() {
        return faults;
    }

    /** Messages that are in the buffer, or were, and never reached a peer's process. */
    int missing() {
        BitSet missing = (BitSet) accepted.clone();
        missing.andNot(received);
        return missing.cardinality();
    }

    /** How many of {@link #missing} were promised. */
    int outstanding() {
        return outstanding;
    }

    /** How many of {@link #missing} come after one that was received. */
    int gaps() {
        BitSet missing = (BitSet) accepted.clone();
        missing.andNot(received);
        missing.clear(0, Math.max(0, received.nextSetBit(0)));
        return missing.cardinality();
    }

    int accepted() {
        return accepted.cardinality();
    }

    int logged() {
        return logged;
    }

    int distinct() {
        return received.cardinality();
    }

    boolean hasReceived(int number) {
        return received.get(number);
    }

    long duplicates() {
        return duplicates;
    }

    /** How many messages arrived for the first time after a later one had. */
    int disorder() {
        return disorder;
    }

    /** How many of them were logged by the same engine. */
    int disorderWithin() {
        return disorderWithin;
    }

    /** Bytes in the buffer of what one connection repeated, at most. */
    long mostRepeatedBytes() {
        return mostRepeatedBytes;
    }

    int lastReceived() {
        return lastReceived;
    }

    List<String> reports() {
        return reports;
    }
}
