package dev.spillway.internal.format;

import dev.spillway.EventReader;

/** Writes an event's message and, in a section of its own, its stack trace. Confined to one thread at a time. */
final class JsonTextWriter implements TextPart {
    private final Utf8Buffer out;
    private final StackTraceWriter stackTraces;
    private final TextPieces message;
    private int borderAt;

    JsonTextWriter(Utf8Buffer out) {
        this.out = out;
        message = new TextPieces(out, Escaping.JSON);
        stackTraces = new StackTraceWriter(out, Escaping.JSON);
    }

    @Override
    public int borderAt() {
        return borderAt;
    }

    @Override
    public int scratchCapacity() {
        return message.scratchCapacity();
    }

    @Override
    public <E> void write(EventReader<E> reader, E event) {
        borderAt = 0;
        message.write(reader, event);
        Throwable thrown = reader.isRendered() ? null : reader.throwable(event);
        if (thrown == null || out.isCut()) {
            return;
        }
        int at = out.length();
        out.bytes(Enclosure.JSON.border());
        if (!out.isCut()) {
            borderAt = at;
            stackTraces.write(thrown);
        }
    }
}
