package dev.spillway.examples.collector.web;

import dev.spillway.examples.collector.query.QueryMistake;
import java.time.Duration;
import java.util.Map;

/** A request that is not answered, and what its sender is told instead. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final long retrySeconds;
    private final transient Map<String, Object> body;

    private Refusal(int status, long retrySeconds, Map<String, Object> body) {
        super(String.valueOf(body.get("message")));
        this.status = status;
        this.retrySeconds = retrySeconds;
        this.body = body;
    }

    private Refusal(int status, String message) {
        this(status, 0, Map.of("message", message));
    }

    /** 400: the request has to be another one. */
    public static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    /** 400: a query that cannot be understood, and where. */
    public static Refusal mistake(QueryMistake mistake) {
        return new Refusal(400, 0, Map.of("message", "q: " + mistake.getMessage(), "position", mistake.position()));
    }

    /** 401: whoever asks has to say who it is. */
    public static Refusal unauthorized(String message) {
        return new Refusal(401, message);
    }

    /** 403: whoever asks may not. */
    public static Refusal forbidden(String message) {
        return new Refusal(403, message);
    }

    /** 404. */
    public static Refusal notFound(String what) {
        return new Refusal(404, what + " not found");
    }

    /** 409: too late, or too early. */
    public static Refusal conflict(String message) {
        return new Refusal(409, message);
    }

    /** 429: it may be asked again after a while. */
    public static Refusal tooMany(String message, Duration wait) {
        return new Refusal(429, wait.plusMillis(999).toSeconds(), Map.of("message", message));
    }

    /** 502: another server did not do its part. */
    public static Refusal badGateway(String message) {
        return new Refusal(502, message);
    }

    /** Status of the answer. */
    public int status() {
        return status;
    }

    /** Seconds after which to ask again, 0 for no such time. */
    long retrySeconds() {
        return retrySeconds;
    }

    /** Body of the answer. */
    Map<String, Object> body() {
        return body;
    }
}
