package dev.spillway.examples.album.demo;

import java.io.PrintStream;

/** The launcher's output: each line behind the name of the program that it comes from. Safe for use by many threads. */
final class Console {

    private static final int NAME_WIDTH = 9;

    private final PrintStream out;
    private final boolean color;

    Console(PrintStream out, boolean color) {
        this.out = out;
        this.color = color;
    }

    /** Prints what the launcher itself has to say. */
    void say(String line) {
        pass("demo", line);
    }

    /** Prints a line of one of the programs. */
    void pass(String name, String line) {
        String prefix = name + " ".repeat(Math.max(0, NAME_WIDTH - name.length())) + " | ";
        out.println(color ? "\u001b[2m" + prefix + "\u001b[0m" + line : prefix + line);
    }
}
