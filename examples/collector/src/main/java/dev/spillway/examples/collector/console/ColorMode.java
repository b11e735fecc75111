package dev.spillway.examples.collector.console;

import picocli.CommandLine.Help.Ansi;

/** When the console is in colour. */
public enum ColorMode {
    /** On a terminal, unless {@code NO_COLOR} is set. */
    auto,
    always,
    never;

    /** Whether to print in colour here and now. */
    public boolean isOn() {
        return this == always || (this == auto && Ansi.AUTO.enabled());
    }
}
