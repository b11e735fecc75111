package dev.spillway;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text that is logged again and again, such as what a message template has between its anchors: looked at once, and
 * copied from then on. Immutable.
 */
public final class ConstantText {
    private final String text;
    private final byte @Nullable [] plain;

    /** Looks at a text. */
    public ConstantText(String text) {
        this.text = text;
        plain = text.chars().allMatch(ConstantText::isPlain) ? text.getBytes(StandardCharsets.US_ASCII) : null;
    }

    private static boolean isPlain(int character) {
        return character >= ' ' && character <= '~' && character != '"' && character != '\\';
    }

    /** How many bytes it takes where its characters are written as they are in every format, or else -1. */
    public int plainLength() {
        return plain == null ? -1 : plain.length;
    }

    /**
     * Copies those bytes.
     *
     * @throws IllegalStateException if {@link #plainLength()} is -1
     * @throws IndexOutOfBoundsException if {@code target} has no room for them
     */
    public void copyTo(byte[] target, int at) {
        if (plain == null) {
            throw new IllegalStateException("not plain");
        }
        System.arraycopy(plain, 0, target, at, plain.length);
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }
}
