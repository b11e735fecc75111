package dev.spillway.internal.format;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The names of loggers as messages show them: shortened, encoded and followed by {@code ": "}. Those seen first are
 * kept, at most 4,096.
 *
 * <p>A table of our own, since a {@code ConcurrentHashMap} may take a monitor to add an entry, and a logging thread must
 * not.
 */
final class LoggerNames {
    private static final int MAX_SHOWN = 36;
    private static final int SLOTS = 4096;
    private static final int PROBES = 8;
    /** In characters as given, and in bytes as shown; below every limit of a text, so that one is written whole. */
    private static final int LONGEST_KEPT = 256;

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);
    private final Escaping escaping;

    LoggerNames(Escaping escaping) {
        this.escaping = escaping;
    }

    private static final class Entry {
        final String name;
        final byte[] shown;

        Entry(String name, byte[] shown) {
            this.name = name;
            this.shown = shown;
        }
    }

    /** Writes a logger's name. */
    void write(String name, Utf8Buffer out) {
        if (name.length() > LONGEST_KEPT) {
            encode(name, out);
            return;
        }
        int hash = name.hashCode();
        int slot = hash ^ (hash >>> 16);
        for (int i = 0; i < PROBES; i++) {
            int at = (slot + i) & (SLOTS - 1);
            Entry entry = entries.get(at);
            if (entry == null) {
                entry = keep(at, name);
            }
            if (entry.name.equals(name)) {
                if (entry.shown.length > LONGEST_KEPT) {
                    break;
                }
                out.bytes(entry.shown);
                return;
            }
        }
        encode(name, out);
    }

    private Entry keep(int at, String name) {
        Utf8Buffer shown = new Utf8Buffer();
        shown.restart(0);
        encode(name, shown);
        Entry entry = new Entry(name, Arrays.copyOf(shown.array(), shown.length()));
        Entry other = entries.compareAndExchange(at, null, entry);
        return other == null ? entry : other;
    }

    private void encode(String name, Utf8Buffer out) {
        out.text(shorten(name), escaping);
        out.pair(':', ' ');
    }

    /** Reduces packages to their first letter, from the left, until the name has at most 36 characters or no more. */
    static String shorten(String name) {
        if (name.length() <= MAX_SHOWN) {
            return name;
        }
        StringBuilder shown = new StringBuilder();
        int excess = name.length() - MAX_SHOWN;
        int from = 0;
        int dot = name.indexOf('.');
        while (dot >= 0 && excess > 0) {
            int kept = Math.min(dot, from + 1);
            if (kept < dot && Character.isSurrogatePair(name.charAt(from), name.charAt(kept))) {
                kept++;
            }
            shown.append(name, from, kept).append('.');
            excess -= dot - kept;
            from = dot + 1;
            dot = name.indexOf('.', from);
        }
        return shown.append(name, from, name.length()).toString();
    }
}
