package dev.spillway.internal.buffer;

import java.time.Duration;

/**
 * The buffer's bounds and what happens at them.
 *
 * @param bufferBytes memory for waiting messages
 * @param maxMessageSize largest message, in bytes
 * @param reserveBytes the last part of {@code bufferBytes}, kept for urgent messages
 * @param maxBlockTime how long {@link Overflow#BLOCK} waits
 */
public record BufferSettings(
        long bufferBytes, int maxMessageSize, long reserveBytes, Overflow overflow, Duration maxBlockTime) {

    /** What happens to a message for which there is no room. */
    public enum Overflow {
        DROP,
        DROP_OLDEST,
        BLOCK
    }
}
