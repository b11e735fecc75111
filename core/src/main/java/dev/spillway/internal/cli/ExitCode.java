package dev.spillway.internal.cli;

/** How the process ends, as docs/spool.md has it. */
final class ExitCode {
    static final int OK = 0;
    /** Something is damaged, was not delivered, or cannot be read. */
    static final int TROUBLE = 1;
    /** The command line, the directory, the slot or an option makes no sense. */
    static final int USAGE = 2;

    private ExitCode() {}
}
