package dev.spillway.internal.format;

import dev.spillway.EventReader;
import dev.spillway.Severity;
import java.util.function.IntSupplier;

/**
 * Encodes one event at a time into scratch space of its own. Confined to one thread at a time; holds nothing of an event
 * afterwards.
 */
final class EventEncoder {
    private static final int LARGEST_KEPT = 64 << 10;

    private final Utf8Buffer out = new Utf8Buffer();
    private final int tailAt;
    private final int textLimit;
    private final StructuredDataWriter structuredData;
    private final TextWriter text;
    private final MessageWriter messages;

    EventEncoder(FormatSettings settings, MessageLayout layout, LoggerNames loggerNames, IntSupplier sequenceIds) {
        tailAt = layout.maxHead() + MessageLayout.MAX_PART_MARK;
        textLimit = layout.textLimit();
        structuredData = new StructuredDataWriter(settings, layout, out);
        text = new TextWriter(out, layout.escaping(), loggerNames);
        Timestamp timestamp =
                new Timestamp(layout.isNumbered() ? null : settings.timeZone().getRules());
        messages = new MessageWriter(settings, layout, sequenceIds, new Header(layout, timestamp), out);
    }

    /** Encodes an event and passes its messages to a sink. */
    <E> Outcome encode(EventReader<E> reader, E event, MessageSink sink) {
        Severity severity = reader.severity(event);
        long epochMicros = reader.epochMicros(event);
        out.restart(tailAt);
        structuredData.write(reader, event);
        out.ascii(' ');
        int textAt = out.length();
        out.limit(textAt + textLimit);
        text.write(reader, event);
        return messages.write(tailAt, textAt, severity, epochMicros, sink);
    }

    /** Whether this is small enough to be kept for another event. */
    boolean isWorthKeeping() {
        return out.capacity() <= LARGEST_KEPT && text.scratchCapacity() <= LARGEST_KEPT / Character.BYTES;
    }
}
