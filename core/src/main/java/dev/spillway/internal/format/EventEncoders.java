package dev.spillway.internal.format;

import dev.spillway.EventReader;
import dev.spillway.internal.format.FormatSettings.Format;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events into messages, RFC 5424, RFC 3164 or JSON, on the threads that log them.
 *
 * <p>Safe for use by many threads at once, platform or virtual, and from within itself (a value's {@code toString()} may
 * log): nobody waits. Scratch space comes from a fixed number of slots, taken and given back by one atomic operation
 * each; who finds them empty makes new scratch space.
 */
public final class EventEncoders {
    private static final int PROBES = 4;
    /** References are this far apart, so that threads with different slots do not share a cache line. */
    private static final int STRIDE = 16;

    private final Layout layout;
    private final IntSupplier sequenceIds;
    private final AtomicReferenceArray<@Nullable EventEncoder> slots;
    private final int mask;

    /**
     * Prepares for events.
     *
     * @param settings what messages look like
     * @param sequenceIds gives each RFC 5424 or JSON message its number, see {@link SequenceIds}; used by many threads at once
     * @throws IllegalArgumentException if {@code maxMessageSize} is below 480 or leaves no room for a text, or
     *     {@code facility}, {@code structuredDataId} or {@code structuredData} cannot be used; the message says which,
     *     why, and what is allowed
     */
    public EventEncoders(FormatSettings settings, IntSupplier sequenceIds) {
        this.sequenceIds = sequenceIds;
        layout = settings.format() == Format.JSON ? new JsonLayout(settings) : new SyslogLayout(settings);
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), 64);
        int count = Integer.highestOneBit(processors) * 8;
        slots = new AtomicReferenceArray<>(count * STRIDE);
        mask = count - 1;
    }

    /** Whether the class path has what {@link Format#JSON} needs: Jackson, in a version that has what we use of it. */
    public static boolean canWriteJson() {
        ClassLoader loader = EventEncoders.class.getClassLoader();
        try {
            Class.forName("com.fasterxml.jackson.databind.json.JsonMapper", false, loader);
            Class.forName("com.fasterxml.jackson.core.util.JsonRecyclerPools", false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Encodes an event into one or more messages and passes each to the sink, the last one marked as such.
     *
     * <p>What the reader or the sink throws comes out of here; what the event's values throw is written in their place.
     *
     * @param reader how to read the event
     * @param sink takes the messages, on this thread, before this returns
     */
    public <E> Outcome encode(EventReader<E> reader, E event, MessageSink sink) {
        int stripe = (int) Thread.currentThread().getId();
        for (int i = 0; i < PROBES; i++) {
            int slot = ((stripe + i) & mask) * STRIDE;
            EventEncoder encoder = slots.getAndSet(slot, null);
            if (encoder != null) {
                return encode(reader, event, sink, encoder, slot);
            }
        }
        EventEncoder encoder = layout.encoder(sequenceIds);
        return encode(reader, event, sink, encoder, (stripe & mask) * STRIDE);
    }

    private <E> Outcome encode(EventReader<E> reader, E event, MessageSink sink, EventEncoder encoder, int slot) {
        try {
            return encoder.encode(reader, event, sink);
        } finally {
            if (encoder.isWorthKeeping()) {
                slots.setRelease(slot, encoder);
            }
        }
    }
}
