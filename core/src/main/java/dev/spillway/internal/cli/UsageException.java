package dev.spillway.internal.cli;

/** The command line asks for something that there is not; the message says what, and what there is. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
