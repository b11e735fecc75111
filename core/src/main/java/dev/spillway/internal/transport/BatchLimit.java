package dev.spillway.internal.transport;

/**
 * How much an endpoint takes at once, learnt from its refusals: half of what was too large, down to one message, which is
 * then shortened by halves. Grows again when things go well for a while.
 */
final class BatchLimit {
    /** No receiver of syslog takes less (RFC 5424 section 6.1). */
    private static final int SHORTEST = 480;

    private static final int FRUITFUL = 16;

    private final long largest;
    private long bytes;
    private int fruitful;
    private long shortenedAt = -1;
    private int shortenedTo;

    BatchLimit(long largest) {
        this.largest = largest;
        this.bytes = largest;
    }

    /** The limit of the next batch, in bytes of its body. */
    long bytes() {
        return bytes;
    }

    /** The limit of one message; {@link Integer#MAX_VALUE} unless it was too large before. */
    int messageBytes(Message message) {
        return message.position() == shortenedAt ? shortenedTo : Integer.MAX_VALUE;
    }

    void delivered() {
        if (bytes < largest && ++fruitful >= FRUITFUL) {
            fruitful = 0;
            bytes = Math.min(largest, bytes * 2);
        }
    }

    /**
     * A batch was too large.
     *
     * @param bodyBytes its length, uncompressed
     * @return whether there is something smaller to be tried
     */
    boolean refused(HttpBatch batch, long bodyBytes) {
        fruitful = 0;
        if (batch.messages() > 1) {
            bytes = Math.max(1, Math.min(bytes, bodyBytes) / 2);
            return true;
        }
        int shorter = (int) (bodyBytes / 2);
        shortenedAt = batch.from();
        shortenedTo = shorter;
        return shorter >= SHORTEST;
    }
}
