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

    private final List<Integer> sizes = new ArrayList<>();
    private final BitSet accepted = new BitSet();
    private final BitSet received = new BitSet();
    private final List<String> reports = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Connection> connections = new HashMap<>();
    private int highest = -1;
    private int disorder;
    private long duplicates;
    private int lastReceived = -1;

    private static final class Connection {
        int last = -1;
        long repeatedBytes;
        int repeated;
    }

    /** The next message to be logged. */
    byte[] next(int size) {
        int length = Math.max(size, FEWEST_BYTES);
        sizes.add(length);
        return message(sizes.size() - 1, length);
    }

    static byte[] message(int number, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ('a' + number % 26));
        byte[] head = ("#" + number + " " + length + " ").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    /** The message that was made last is in the buffer. */
    void accept() {
        accepted.set(sizes.size() - 1);
    }

    void received(SimPeer peer, int connection, byte[] message) {
        if (message.length > 8 && message[0] == 's') {
            reports.add(new String(message, StandardCharsets.UTF_8));
            return;
        }
        int number = numberOf(message);
        if (number < 0 || number >= sizes.size() || !accepted.get(number)) {
            faults.add("spurious: " + head(message));
        } else if (!Arrays.equals(message, message(number, sizes.get(number)))) {
            faults.add("altered: " + head(message));
        } else {
            count(number, message.length, peer, connection);
        }
    }

    private void count(int number, int length, SimPeer peer, int connection) {
        String key = System.identityHashCode(peer) + "/" + connection;
        Connection its = connections.computeIfAbsent(key, k -> new Connection());
        if (connection > 0 && number <= its.last) {
            faults.add("out of order within connection " + connection + ": " + number + " after " + its.last);
        }
        its.last = number;
        lastReceived = number;
        if (received.get(number)) {
            duplicates++;
            its.repeated++;
            its.repeatedBytes += length + RECORD_OVERHEAD - 7;
        } else {
            received.set(number);
            disorder += number < highest ? 1 : 0;
            highest = Math.max(highest, number);
        }
    }

    private static int numberOf(byte[] message) {
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
        return sizes.size();
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

    /** Bytes in the buffer of what one connection repeated, at most. */
    long mostRepeatedBytes() {
        return connections.values().stream()
                .mapToLong(connection -> connection.repeatedBytes)
                .max()
                .orElse(0);
    }

    int lastReceived() {
        return lastReceived;
    }

    List<String> reports() {
        return reports;
    }
}
