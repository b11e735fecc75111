package dev.spillway.acceptance;

import dev.spillway.testkit.ReceivedMessage;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What broken connections cost: for each connection, the bytes of messages that had arrived before. Messages are the same
 * if all their bytes are, the header's included. Safe for use by many threads.
 */
final class Replays {
    private final Set<ByteBuffer> seen = new HashSet<>();
    private final Map<Integer, Long> bytesByConnection = new HashMap<>();
    private long messages;

    synchronized void accept(ReceivedMessage message) {
        if (!seen.add(ByteBuffer.wrap(message.bytes()))) {
            messages++;
            bytesByConnection.merge(message.connection(), (long) message.bytes().length, Long::sum);
        }
    }

    /** Messages that had arrived before. */
    synchronized long messages() {
        return messages;
    }

    /** Bytes of such messages on the connection that had most of them. */
    synchronized long mostBytes() {
        return bytesByConnection.values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }
}
