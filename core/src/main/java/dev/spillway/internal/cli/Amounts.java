package dev.spillway.internal.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {
    private static final long KILO = 1024;

    private Amounts() {}

    /** A number of bytes, with the unit that suits it. */
    static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " bytes";
        }
        double amount = bytes;
        String unit = "";
        for (String next : new String[] {"KB", "MB", "GB", "TB"}) {
            if (amount < KILO) {
                break;
            }
            amount /= KILO;
            unit = next;
        }
        return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, unit);
    }

    /** A time that has passed, in the one or two units that matter. */
    static String age(long millis) {
        long seconds = Math.max(0, millis) / 1_000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }

    /** A number of things. */
    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
