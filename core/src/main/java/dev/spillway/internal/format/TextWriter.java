package dev.spillway.internal.format;

import dev.spillway.EventReader;

/**
 * Writes the text of an event: logger, message and stack trace, or the message alone where the framework's layout made
 * it. Confined to one thread at a time.
 */
final class TextWriter implements TextPart {
    private final Utf8Buffer out;
    private final Escaping escaping;
    private final LoggerNames loggerNames;
    private final StackTraceWriter stackTraces;
    private final TextPieces message;

    TextWriter(Utf8Buffer out, Escaping escaping, LoggerNames loggerNames) {
        this.out = out;
        this.escaping = escaping;
        this.loggerNames = loggerNames;
        message = new TextPieces(out, escaping);
        stackTraces = new StackTraceWriter(out, escaping);
    }

    @Override
    public int borderAt() {
        return 0;
    }

    @Override
    public int scratchCapacity() {
        return message.scratchCapacity();
    }

    /** Writes an event's text at the end of the buffer. */
    @Override
    public <E> void write(EventReader<E> reader, E event) {
        if (reader.isRendered()) {
            message.write(reader, event);
            return;
        }
        int start = out.length();
        String logger = reader.loggerName(event);
        if (logger != null && !logger.isEmpty()) {
            loggerNames.write(logger, out);
        }
        message.write(reader, event);
        Throwable thrown = reader.throwable(event);
        if (thrown != null && !out.isCut()) {
            if (out.length() > start) {
                out.text("\n", escaping);
            }
            stackTraces.write(thrown);
        }
    }
}
