package dev.spillway.examples.album;

/** A wrong command line; the message is one sentence that names the option, its value and what is allowed. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String message;

    UsageException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
