package dev.spillway.internal.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The application's objects as text, whatever their methods do. */
final class SafeText {
    private SafeText() {}

    /** The object's {@code toString()}, or in brackets what that threw. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        try {
            return Objects.requireNonNullElse(value.toString(), "null");
        } catch (Throwable thrown) {
            // Also errors: a value that refers to itself overflows the stack, and the event must survive that.
            return threw("toString()", thrown);
        }
    }

    /** Says that a method of the application threw. */
    static String threw(String method, Throwable thrown) {
        // No operator: its call site is linked at its first use, and if the stack is too short for that, never again.
        return "["
                .concat(method)
                .concat(" threw ")
                .concat(thrown.getClass().getName())
                .concat("]");
    }
}
