package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.query.QueryMistake;
import java.util.Map;

/** A request that cannot be answered, and what the client is told. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, Object> body;

    private ApiError(int status, Map<String, Object> body) {
        super(String.valueOf(body.get("message")));
        this.status = status;
        this.body = body;
    }

    static ApiError badRequest(String message) {
        return new ApiError(400, Map.of("message", message));
    }

    static ApiError mistake(QueryMistake mistake) {
        return new ApiError(400, Map.of("message", "q: " + mistake.getMessage(), "position", mistake.position()));
    }

    static ApiError notFound(String what) {
        return new ApiError(404, Map.of("message", what + " not found"));
    }

    static ApiError unauthorized() {
        return new ApiError(401, Map.of("message", "X-Papertrail-Token missing or wrong"));
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        return body;
    }
}
