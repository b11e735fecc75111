package dev.spillway.internal.format;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of params as they are written (RFC 5424 section 6.3.3), and which of the diagnostic context are. Those seen
 * first are kept, at most 64, since an application uses the same few in each event; others are made each time, without
 * garbage. Confined to one thread at a time.
 */
final class ParamNames {
    private static final int SLOTS = 64;
    private static final int PROBES = 4;
    private static final int MAX_SHOWN = 32;
    /** In characters as given. */
    private static final int LONGEST_KEPT = 128;

    private final @Nullable Set<String> mdcIncludes;
    private final Set<String> mdcExcludes;
    private final @Nullable Entry[] kept = new Entry[SLOTS];
    private final byte[] made = new byte[1 + MAX_SHOWN + 2];
    /** What was found last: whoever asks about a name writes it next. */
    private @Nullable Entry last;

    ParamNames(@Nullable Set<String> mdcIncludes, Set<String> mdcExcludes) {
        this.mdcIncludes = mdcIncludes;
        this.mdcExcludes = mdcExcludes;
    }

    private static final class Entry {
        final String name;
        final byte[] opening;
        final boolean ofMdc;

        Entry(String name, byte[] opening, boolean ofMdc) {
            this.name = name;
            this.opening = opening;
            this.ofMdc = ofMdc;
        }
    }

    /** Whether an entry of the diagnostic context with this name is written. */
    boolean isOfMdc(String name) {
        Entry entry = find(name);
        return entry == null ? takesFromMdc(name) : entry.ofMdc;
    }

    /** Writes a space, the name in characters that are allowed, and what opens the value. */
    void open(String name, Utf8Buffer out) {
        Entry entry = find(name);
        if (entry == null) {
            out.bytes(made, make(name));
        } else {
            out.bytes(entry.opening, entry.opening.length);
        }
    }

    private @Nullable Entry find(String name) {
        if (last == null || !last.name.equals(name)) {
            last = search(name);
        }
        return last;
    }

    private @Nullable Entry search(String name) {
        int hash = name.hashCode();
        int slot = hash ^ (hash >>> 16);
        for (int i = 0; i < PROBES; i++) {
            int at = (slot + i) & (SLOTS - 1);
            Entry entry = kept[at];
            if (entry == null) {
                return name.length() > LONGEST_KEPT ? null : keep(at, name);
            }
            if (entry.name.equals(name)) {
                return entry;
            }
        }
        return null;
    }

    private Entry keep(int at, String name) {
        Entry entry = new Entry(name, Arrays.copyOf(made, make(name)), takesFromMdc(name));
        kept[at] = entry;
        return entry;
    }

    private boolean takesFromMdc(String name) {
        return (mdcIncludes == null || mdcIncludes.contains(name)) && !mdcExcludes.contains(name);
    }

    private int make(String name) {
        int at = 0;
        made[at++] = ' ';
        int length = Math.min(name.length(), MAX_SHOWN);
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            made[at++] = (byte) (SafeNames.isNameCharacter(c) ? c : '_');
        }
        if (length == 0) {
            made[at++] = '_';
        }
        made[at++] = '=';
        made[at++] = '"';
        return at;
    }
}
