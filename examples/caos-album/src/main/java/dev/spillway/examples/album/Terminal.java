package dev.spillway.examples.album;

import java.io.Console;
import java.util.Map;

/** Tells whether somebody is looking at the output, and in colour. */
final class Terminal {

    private Terminal() {}

    /** Returns true on a terminal, unless the environment has {@code NO_COLOR}. */
    static boolean showsColors(Map<String, String> environment) {
        return !environment.containsKey("NO_COLOR") && isTerminal();
    }

    // Up to Java 21 there is a console on a terminal only; from 22 on there always is one, and it can tell.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
