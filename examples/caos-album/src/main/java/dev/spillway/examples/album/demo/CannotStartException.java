package dev.spillway.examples.album.demo;

/** The demo cannot go on; the message says to the user why and what to do. */
final class CannotStartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String message;

    CannotStartException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
