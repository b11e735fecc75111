package dev.spillway.internal.format;

import java.util.function.Supplier;

/** A value whose {@code toString()} does what a test wants. */
record Hostile(Supplier<String> text) {
    @Override
    public String toString() {
        return text.get();
    }
}
