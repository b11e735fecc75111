package dev.spillway;

import org.jspecify.annotations.Nullable;

/**
 * How the text of an option becomes its value.
 *
 * @param <T> the type of the value, compared by {@code equals}
 */
interface ValueType<T> {

    /** The value of a text that has no blanks around it and is not empty. */
    T parse(String text) throws RefusedValueException;

    /** What is allowed, in words that follow "allowed is". */
    String allowed();

    /** What stands between two values of an option that is repeated; null if it cannot be. */
    default @Nullable String separator() {
        return null;
    }

    /** The text as a message may show it: in one line, not too long, and without secrets. */
    default String shown(String text) {
        return ShownText.of(text);
    }
}
