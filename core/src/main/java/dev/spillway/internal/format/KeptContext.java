package dev.spillway.internal.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was written for a thread's name and its diagnostic context, for the events to come that have the same: most do, as
 * a context is set once for a request. Kept when it comes a second time. Confined to one thread at a time.
 */
final class KeptContext {
    private static final int LONGEST = 1024;

    private @Nullable String thread;
    private @Nullable Object mdc;
    private byte[] bytes = {};
    /** -1 if it came only once so far. */
    private int length = -1;

    /** Whether this holds what is written for a thread and a context, which an object stands for. */
    boolean isOf(@Nullable String otherThread, Object otherMdc) {
        return length >= 0 && isSame(otherThread, otherMdc);
    }

    private boolean isSame(@Nullable String otherThread, Object otherMdc) {
        return mdc == otherMdc && Objects.equals(thread, otherThread);
    }

    /** How many bytes were written. */
    int length() {
        return length;
    }

    /** Writes the same again. */
    void write(Utf8Buffer out) {
        out.bytes(bytes, length);
    }

    /** Takes what stands in a buffer from {@code start} on, if it is the second time. */
    void keep(@Nullable String newThread, Object newMdc, Utf8Buffer written, int start) {
        boolean again = isSame(newThread, newMdc);
        int newLength = written.length() - start;
        thread = newThread;
        mdc = newMdc;
        if (!again || newLength > LONGEST) {
            length = -1;
            return;
        }
        if (bytes.length < newLength) {
            bytes = new byte[newLength];
        }
        System.arraycopy(written.array(), start, bytes, 0, newLength);
        length = newLength;
    }
}
