package dev.spillway.examples.album.web;

import java.util.Map;

/** A request that gets an error page instead of what it asked for; the message is a sentence for the visitor. */
final class RequestRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String message;
    private final int status;
    private final transient Map<String, String> headers;

    RequestRefusedException(int status, String message) {
        this(status, message, Map.of());
    }

    RequestRefusedException(int status, String message, Map<String, String> headers) {
        super(message);
        this.message = message;
        this.status = status;
        this.headers = headers;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
