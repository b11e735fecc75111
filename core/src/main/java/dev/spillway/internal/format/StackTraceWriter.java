package dev.spillway.internal.format;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes stack traces as {@link Throwable#printStackTrace()} does, with LF between the lines and none at the end. Stops
 * where the buffer is cut, and survives exceptions whose methods throw. Confined to one thread at a time.
 */
final class StackTraceWriter {
    /** Bounds our recursion; only exceptions suppressed by suppressed exceptions nest. */
    private static final int MAX_NESTING = 100;

    private static final StackTraceElement[] NO_FRAMES = {};

    private final Utf8Buffer out;
    private final Escaping escaping;

    StackTraceWriter(Utf8Buffer out, Escaping escaping) {
        this.out = out;
        this.escaping = escaping;
    }

    /** Writes the trace at the end of the buffer. */
    void write(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        text(SafeText.of(thrown));
        writeBody(thrown, NO_FRAMES, "", seen);
    }

    /** Writes what follows the first line: frames, suppressed exceptions, and one after the other the causes. */
    private void writeBody(Throwable first, StackTraceElement[] outerFrames, String prefix, Set<Throwable> seen) {
        Throwable thrown = first;
        StackTraceElement[] enclosing = outerFrames;
        while (!out.isCut()) {
            seen.add(thrown);
            StackTraceElement[] frames = frames(thrown, prefix);
            writeFrames(frames, enclosing, prefix);
            for (Throwable suppressed : thrown.getSuppressed()) {
                writeSuppressed(suppressed, frames, prefix.concat("\t"), seen);
            }
            Throwable cause = cause(thrown, prefix);
            if (cause == null || !writeCaption(prefix, "Caused by: ", cause, seen)) {
                return;
            }
            enclosing = frames;
            thrown = cause;
        }
    }

    private void writeSuppressed(Throwable thrown, StackTraceElement[] enclosing, String prefix, Set<Throwable> seen) {
        if (out.isCut() || !writeCaption(prefix, "Suppressed: ", thrown, seen)) {
            return;
        }
        if (prefix.length() < MAX_NESTING) {
            writeBody(thrown, enclosing, prefix, seen);
        } else {
            line(prefix, "\t... nested deeper than ", String.valueOf(MAX_NESTING));
        }
    }

    /** Writes the first line of an exception within another; returns whether it was not seen before. */
    private boolean writeCaption(String prefix, String caption, Throwable thrown, Set<Throwable> seen) {
        line(prefix, caption, "");
        boolean isNew = !seen.contains(thrown);
        if (isNew) {
            text(SafeText.of(thrown));
        } else {
            text("[CIRCULAR REFERENCE: ");
            text(SafeText.of(thrown));
            text("]");
        }
        return isNew;
    }

    private void writeFrames(StackTraceElement[] frames, StackTraceElement[] enclosing, String prefix) {
        int unique = frames.length;
        int outer = enclosing.length;
        while (unique > 0 && outer > 0 && Objects.equals(frames[unique - 1], enclosing[outer - 1])) {
            unique--;
            outer--;
        }
        for (int i = 0; i < unique && !out.isCut(); i++) {
            line(prefix, "\tat ", String.valueOf(frames[i]));
        }
        if (unique < frames.length) {
            line(prefix, "\t... ", String.valueOf(frames.length - unique).concat(" more"));
        }
    }

    private StackTraceElement[] frames(Throwable thrown, String prefix) {
        try {
            return Objects.requireNonNullElse(thrown.getStackTrace(), NO_FRAMES);
        } catch (Throwable hostile) {
            // The application's class may throw what it likes; its message is worth more than its frames.
            line(prefix, "\t", SafeText.threw("getStackTrace()", hostile));
            return NO_FRAMES;
        }
    }

    private @Nullable Throwable cause(Throwable thrown, String prefix) {
        try {
            return thrown.getCause();
        } catch (Throwable hostile) {
            // As with the frames.
            line(prefix, "\t", SafeText.threw("getCause()", hostile));
            return null;
        }
    }

    private void line(String prefix, String lead, String rest) {
        text("\n");
        text(prefix);
        text(lead);
        text(rest);
    }

    private void text(String text) {
        out.text(text, escaping);
    }
}
