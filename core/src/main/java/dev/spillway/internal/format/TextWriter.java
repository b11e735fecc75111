package dev.spillway.internal.format;

import dev.spillway.EventReader;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text of an event: logger, message and stack trace, or the message alone where the framework's layout made
 * it. Confined to one thread at a time.
 */
final class TextWriter implements TextPart {
    private final Utf8Buffer out;
    private final Escaping escaping;
    private final LoggerNames loggerNames;
    private final StackTraceWriter stackTraces;
    private final StringBuilder scratch = new StringBuilder(256);

    TextWriter(Utf8Buffer out, Escaping escaping, LoggerNames loggerNames) {
        this.out = out;
        this.escaping = escaping;
        this.loggerNames = loggerNames;
        stackTraces = new StackTraceWriter(out, escaping);
    }

    @Override
    public int borderAt() {
        return 0;
    }

    /** How many characters the builder holds that readers fill. */
    @Override
    public int scratchCapacity() {
        return scratch.capacity();
    }

    /** Writes an event's text at the end of the buffer. */
    @Override
    public <E> void write(EventReader<E> reader, E event) {
        scratch.setLength(0);
        if (reader.isRendered()) {
            CharSequence text = stable(reader.message(event, scratch));
            out.text(text, lengthWithoutLineBreak(text), escaping);
            return;
        }
        int start = out.length();
        String logger = reader.loggerName(event);
        if (logger != null && !logger.isEmpty()) {
            loggerNames.write(logger, out);
        }
        out.text(stable(reader.message(event, scratch)), escaping);
        Throwable thrown = reader.throwable(event);
        if (thrown != null && !out.isCut()) {
            if (out.length() > start) {
                out.text("\n", escaping);
            }
            stackTraces.write(thrown);
        }
    }

    /** A text that answers the same whenever it is asked, which a CharSequence of the application may not. */
    static CharSequence stable(@Nullable CharSequence text) {
        if (text instanceof String || text instanceof StringBuilder) {
            return text;
        }
        return text == null ? "" : SafeText.of(text);
    }

    static int lengthWithoutLineBreak(CharSequence text) {
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\n') {
            length--;
            if (length > 0 && text.charAt(length - 1) == '\r') {
                length--;
            }
        }
        return length;
    }
}
