package dev.spillway.jul;

import java.util.logging.ErrorManager;
import org.jspecify.annotations.Nullable;

/**
 * The error manager that a handler has until it is given another one. Prints each message as a line on {@code System.err},
 * where the JDK's prints the first alone: the endpoint of a handler may be down at its start and again a week later.
 */
final class ErrorPrinter extends ErrorManager {
    private final String prefix;

    /** @param name the engine's, which begins each line */
    ErrorPrinter(String name) {
        prefix = "spillway " + name + ": ";
    }

    // What it calls is safe for use by many threads; a monitor would be one more that a logging thread may wait for.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void error(@Nullable String message, @Nullable Exception exception, int code) {
        System.err.println(prefix + (message == null ? String.valueOf(exception) : message));
    }
}
