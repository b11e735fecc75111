package dev.spillway.examples.collector.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers in JSON with names in snake case, and the fields of requests in JSON or as forms. */
public final class Json {

    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private Json() {}

    /** What a path is answered with. */
    @FunctionalInterface
    public interface Answer {
        /** The answer's body, or a {@link Refusal}. */
        Object to(Context context) throws IOException;
    }

    /** Lets every path refuse by throwing a {@link Refusal}. */
    public static void addRefusals(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, context) -> {
            context.status(refusal.status());
            if (refusal.retrySeconds() > 0) {
                context.header("Retry-After", Long.toString(refusal.retrySeconds()));
            }
            answer(context, refusal.body());
        });
    }

    /** Adds a path to read from. */
    public static void get(RoutesConfig routes, String path, Answer answer) {
        routes.get(path, context -> answer(context, answer.to(context)));
    }

    /** Adds a path to write to. */
    public static void post(RoutesConfig routes, String path, Answer answer) {
        routes.post(path, context -> answer(context, answer.to(context)));
    }

    /** Adds a path to change what stands there. */
    public static void put(RoutesConfig routes, String path, Answer answer) {
        routes.put(path, context -> answer(context, answer.to(context)));
    }

    /** Adds a path to delete what stands there. */
    public static void delete(RoutesConfig routes, String path, Answer answer) {
        routes.delete(path, context -> answer(context, answer.to(context)));
    }

    private static void answer(Context context, Object body) {
        try {
            context.contentType("application/json; charset=utf-8").result(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + body.getClass(), e);
        }
    }

    /** A value of {@code object[name]} in a form, of {@code {"object": {"name": …}}} in JSON, or null. */
    public static @Nullable String field(Context context, String object, String name) {
        if (isJson(context)) {
            return text(body(context).path(object).path(name));
        }
        return context.formParam(object + "[" + name + "]");
    }

    /** A value of the query, of a form, or of a JSON object, or null. */
    public static @Nullable String field(Context context, String name) {
        String inQuery = context.queryParam(name);
        if (inQuery != null) {
            return inQuery;
        }
        return bodyField(context, name);
    }

    /** A value of a form or of a JSON object, or null; never of the query, which others may log. */
    public static @Nullable String bodyField(Context context, String name) {
        if (isJson(context)) {
            return text(body(context).path(name));
        }
        return context.formParam(name);
    }

    /** A value that must be there and not be blank. */
    public static String required(Context context, String name) {
        String value = bodyField(context, name);
        if (value == null || value.isBlank()) {
            throw Refusal.badRequest(name + " is missing");
        }
        return value;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static boolean isJson(Context context) {
        return String.valueOf(context.contentType()).startsWith("application/json");
    }

    private static JsonNode body(Context context) {
        if (context.contentLength() > MOST_BODY_BYTES) {
            throw Refusal.badRequest("a body has at most " + MOST_BODY_BYTES + " bytes");
        }
        try {
            return JSON.readTree(context.body());
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("the body is no JSON");
        }
    }
}
