package dev.spillway.crash;

import java.util.Locale;

/** Prints what was measured, for people and for {@code docs/measurements.md}. */
final class Figures {
    private Figures() {}

    static void print(String what, Object... values) {
        System.out.println("figure: " + String.format(Locale.ROOT, what, values));
    }
}
