package dev.spillway.internal.format;

import dev.spillway.ConstantText;
import dev.spillway.EventReader;
import dev.spillway.TextOutput;
import org.jspecify.annotations.Nullable;

/**
 * Writes the message of an event at the end of a buffer, piece by piece if its reader can. Confined to one thread at a
 * time.
 */
final class TextPieces implements TextOutput {
    private final Utf8Buffer out;
    private final Escaping escaping;
    private final StringBuilder scratch = new StringBuilder(256);

    TextPieces(Utf8Buffer out, Escaping escaping) {
        this.out = out;
        this.escaping = escaping;
    }

    /** How many characters the builder holds that readers fill. */
    int scratchCapacity() {
        return scratch.capacity();
    }

    <E> void write(EventReader<E> reader, E event) {
        if (reader.isRendered()) {
            CharSequence text = message(reader, event);
            out.text(text, lengthWithoutLineBreak(text), escaping);
            return;
        }
        int start = out.length();
        if (!reader.writeMessage(event, this)) {
            out.rewind(start);
            out.text(message(reader, event), escaping);
        }
    }

    private <E> CharSequence message(EventReader<E> reader, E event) {
        scratch.setLength(0);
        return stable(reader.message(event, scratch));
    }

    /** A text that answers the same whenever it is asked, which a CharSequence of the application may not. */
    private static CharSequence stable(@Nullable CharSequence text) {
        if (text instanceof String || text instanceof StringBuilder) {
            return text;
        }
        return text == null ? "" : SafeText.of(text);
    }

    private static int lengthWithoutLineBreak(CharSequence text) {
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\n') {
            length--;
            if (length > 0 && text.charAt(length - 1) == '\r') {
                length--;
            }
        }
        return length;
    }

    @Override
    public void append(ConstantText text) {
        out.constant(text, escaping);
    }

    @Override
    public void append(String text) {
        out.text(text, escaping);
    }

    @Override
    public void append(char character) {
        scratch.setLength(0);
        out.text(scratch.append(character), escaping);
    }

    @Override
    public void append(long number) {
        out.number(number);
    }

    @Override
    public void append(double number) {
        scratch.setLength(0);
        out.text(scratch.append(number), escaping);
    }

    @Override
    public void append(float number) {
        scratch.setLength(0);
        out.text(scratch.append(number), escaping);
    }
}
