package dev.spillway.logback;

import org.jspecify.annotations.Nullable;

/**
 * The message templates that an application uses again and again, taken apart: those seen first, at most 512. One is
 * taken apart when the very same object comes a second time, so a text that is made anew for each event leaves nothing
 * behind. Safe for use by many threads; nobody waits.
 */
final class MessageTemplates {
    private static final int SLOTS = 512;
    private static final int PROBES = 4;
    private static final int LONGEST = 500;

    /** A template seen once, as a String, or one taken apart. Races are harmless: both are immutable. */
    private final @Nullable Object[] known = new Object[SLOTS];

    /** A template taken apart; null if it is not known, or not yet. */
    @Nullable MessageTemplate get(String template) {
        int length = template.length();
        if (length == 0 || length > LONGEST) {
            return null;
        }
        int first = slot(template, length);
        for (int i = 0; i < PROBES; i++) {
            int slot = (first + i) & (SLOTS - 1);
            Object found = known[slot];
            if (found == template) {
                found = new MessageTemplate(template);
                known[slot] = found;
            }
            if (found instanceof MessageTemplate taken && taken.isOf(template)) {
                return taken;
            }
            if (found == null || (found instanceof String && i == PROBES - 1)) {
                known[slot] = template;
                return null;
            }
        }
        return null;
    }

    /** Not by the hash code, which would have to be computed of a text that is new. */
    private static int slot(String template, int length) {
        int ends = template.charAt(0) * 31 + template.charAt(length - 1);
        return (ends * 31 + template.charAt(length / 2)) * 31 + length;
    }
}
