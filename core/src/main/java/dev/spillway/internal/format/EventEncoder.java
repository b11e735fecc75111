package dev.spillway.internal.format;

import dev.spillway.EventReader;
import dev.spillway.Severity;

/**
 * Encodes one event at a time into scratch space of its own. Confined to one thread at a time; holds nothing of an event
 * afterwards but the names of its fields, its thread's name and its diagnostic context, for the next one that has the same.
 */
final class EventEncoder {
    private static final int LARGEST_KEPT = 64 << 10;

    private final Utf8Buffer out;
    private final Enclosure enclosure;
    private final int tailAt;
    private final int textLimit;
    private final EventPart tail;
    private final TextPart text;
    private final MessageWriter messages;

    /**
     * An encoder.
     *
     * @param out what all parts write to
     * @param maxHead how much room is needed before the tail
     * @param textLimit how many bytes of text are encoded before the rest of an event is cut off
     */
    EventEncoder(
            Utf8Buffer out,
            Enclosure enclosure,
            int maxHead,
            int textLimit,
            EventPart tail,
            TextPart text,
            MessageWriter messages) {
        this.out = out;
        this.enclosure = enclosure;
        this.tailAt = maxHead + MessageWriter.MAX_PART_MARK + enclosure.longest();
        this.textLimit = textLimit;
        this.tail = tail;
        this.text = text;
        this.messages = messages;
    }

    /** Encodes an event and passes its messages to a sink. */
    <E> Outcome encode(EventReader<E> reader, E event, MessageSink sink) {
        Severity severity = reader.severity(event);
        long epochMicros = reader.epochMicros(event);
        out.restart(tailAt);
        tail.write(reader, event);
        int tailEnd = out.length();
        out.bytes(enclosure.open());
        out.limit(out.length() + textLimit);
        text.write(reader, event);
        return messages.write(tailAt, tailEnd, text.borderAt(), severity, epochMicros, sink);
    }

    /** Whether this is small enough to be kept for another event. */
    boolean isWorthKeeping() {
        return out.capacity() <= LARGEST_KEPT && text.scratchCapacity() <= LARGEST_KEPT / Character.BYTES;
    }
}
