package dev.spillway.internal.transport;

import org.jspecify.annotations.Nullable;

/** Messages that are sent in one request, while they come together and afterwards. */
final class HttpBatch implements AutoCloseable {
    /** What stands between two messages, at most. */
    private static final int OVERHEAD = 12;

    private final BatchBook book;
    private final HttpBody body;
    private final long from;
    private final long firstNanos;
    /** Where it has to end, as it did before; -1 if it may end anywhere. */
    private final long plannedEnd;

    private final long limitBytes;
    private long end;
    private int messages;
    private long messageBytes;
    private boolean full;
    private @Nullable String name;

    /** @param limitBytes of the body, uncompressed; one message may be more */
    HttpBatch(BatchBook book, HttpBody body, long from, long limitBytes, long nowNanos) {
        this.book = book;
        this.body = body;
        this.from = from;
        this.firstNanos = nowNanos;
        this.plannedEnd = book.endOf(from);
        this.limitBytes = limitBytes;
    }

    /** Whether there is room for a message; if there is not, none is taken after it either. */
    boolean hasRoomFor(Message message) {
        boolean room;
        if (messages == 0) {
            room = true;
        } else if (plannedEnd >= 0) {
            room = message.position() < plannedEnd;
        } else {
            room = book.mayJoin(from, message.position())
                    && body.plainLength() + message.length() + OVERHEAD <= limitBytes;
        }
        full |= !room;
        return room && !full;
    }

    /**
     * Adds a message.
     *
     * @param bytes the first {@code length} of them are sent for it
     */
    void add(Message message, byte[] bytes, int length) {
        body.add(bytes, length);
        end = message.end();
        messages++;
        messageBytes += Math.min(message.length(), length);
        full = end == plannedEnd || (plannedEnd < 0 && body.plainLength() >= limitBytes);
    }

    boolean isFull() {
        return full;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - firstNanos;
    }

    /** Ends it and gives it its name; nothing may be added any more. */
    String seal() {
        body.finish();
        String given = book.note(from, end, messages, messageBytes);
        name = given;
        return given;
    }

    HttpBody body() {
        return body;
    }

    long from() {
        return from;
    }

    long end() {
        return end;
    }

    int messages() {
        return messages;
    }

    @Override
    public void close() {
        body.close();
    }

    @Override
    public String toString() {
        return messages + " messages" + (name == null ? "" : " of batch " + name);
    }
}
