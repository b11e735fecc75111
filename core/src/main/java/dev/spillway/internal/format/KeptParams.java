package dev.spillway.internal.format;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The params that the last event of an encoder began with, as they were written: the next one mostly begins with the same. They are
 * written again in one piece, up to the first that differs. Confined to one thread at a time.
 */
final class KeptParams {
    private static final int MOST = 16;
    /** In bytes for all of them as they are written, and in characters for a name or value. */
    private static final int LONGEST = 1024;

    private final @Nullable String[] names = new String[MOST];
    private final @Nullable String[] values = new String[MOST];
    private final boolean[] ofMdc = new boolean[MOST];
    /** Where each ends in {@link #bytes}. */
    private final int[] ends = new int[MOST];

    private final byte[] bytes = new byte[LONGEST];
    private int count;

    private int start;
    private int matched;
    private boolean matching;
    private boolean closed;

    /** Begins with an event whose params are written from {@code newStart} on. */
    void begin(int newStart) {
        start = newStart;
        matched = 0;
        matching = true;
        closed = false;
    }

    /** Whether all params so far are those of the last event; none of them is written yet then. */
    boolean isMatching() {
        return matching;
    }

    /**
     * Whether the next param is that of the last event too, and so is not to be written.
     *
     * @param isOfMdc whether the diagnostic context has it, where others are left out than elsewhere
     */
    boolean matches(String name, @Nullable Object value, boolean isOfMdc) {
        if (matching
                && matched < count
                && ofMdc[matched] == isOfMdc
                && Objects.equals(names[matched], name)
                && Objects.equals(values[matched], value)) {
            matched++;
            return true;
        }
        return false;
    }

    /** Writes the params that were the same; returns how many bytes. */
    int writeMatched(Utf8Buffer out) {
        int length = end(matched);
        out.bytes(bytes, length);
        matching = false;
        count = matched;
        return length;
    }

    /** Takes note of a param that was written up to here, or left out, unless its value may change. */
    void written(String name, @Nullable Object value, boolean isOfMdc, Utf8Buffer out) {
        int end = out.length() - start;
        if (!(value instanceof String text)
                || closed
                || count == MOST
                || end > LONGEST
                || name.length() > LONGEST
                || text.length() > LONGEST) {
            closed = true;
            return;
        }
        int from = end(count);
        System.arraycopy(out.array(), start + from, bytes, from, end - from);
        names[count] = name;
        values[count] = text;
        ofMdc[count] = isOfMdc;
        ends[count++] = end;
    }

    private int end(int params) {
        return params == 0 ? 0 : ends[params - 1];
    }
}
