package dev.spillway.internal.format;

import dev.spillway.Severity;

/** Takes finished messages. */
public interface MessageSink {

    /**
     * Takes one message. The bytes are the message alone, without framing; they are copied before this returns.
     *
     * @param structuredDataAt where in the message STRUCTURED-DATA begins (at its {@code -} or its first {@code [}),
     *     counted from {@code offset}; 0 if the format has none
     * @param epochMillis the event's time
     * @param last whether this is the event's only or last message: the one that stands for it in the books
     * @return whether it was taken; if not, the event's further messages are not offered
     */
    boolean append(
            byte[] bytes,
            int offset,
            int length,
            int structuredDataAt,
            Severity severity,
            long epochMillis,
            boolean last);
}
