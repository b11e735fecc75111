package dev.spillway.examples.collector.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.spillway.examples.collector.store.EventIndex;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Papertrail's API, version 1: {@code events/search.json}, {@code systems.json}, {@code groups.json}, {@code
 * searches.json} and {@code accounts.json}. A client shows the token as {@code X-Papertrail-Token}, or as the password
 * of Basic authentication. Safe for use by many threads.
 */
public final class PapertrailApi {

    private static final String ROOT = "/api/v1/";
    private static final int MOST_BODY_BYTES = 64 * 1024;
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private final ApiToken token;
    private final EventIndex index;
    private final EventsApi events;
    private final SettingsApi settings;

    /** The API over an index and a catalog, with times in a zone. */
    public PapertrailApi(ApiToken token, EventIndex index, Catalog catalog, ZoneId zone) {
        this.token = token;
        this.index = index;
        Systems systems = new Systems(index);
        this.events = new EventsApi(index, systems, catalog, zone);
        this.settings = new SettingsApi(systems, catalog, zone);
    }

    /** Adds the paths. */
    public void addTo(RoutesConfig routes) {
        routes.before("/api/*", this::authenticate);
        routes.exception(ApiError.class, (e, context) -> {
            context.status(e.status());
            answer(context, e.body());
        });
        get(routes, "events/search.json", events::search);
        get(routes, "accounts.json", context -> account());
        get(routes, "systems.json", settings::systems);
        get(routes, "systems/{id}.json", settings::system);
        post(routes, "systems/{id}/join.json", settings::join);
        post(routes, "systems/{id}/leave.json", settings::leave);
        get(routes, "groups.json", settings::groups);
        get(routes, "groups/{id}.json", settings::group);
        post(routes, "groups.json", settings::addGroup);
        routes.put(ROOT + "groups/{id}.json", context -> answer(context, settings.changeGroup(context)));
        routes.delete(ROOT + "groups/{id}.json", context -> answer(context, settings.deleteGroup(context)));
        get(routes, "searches.json", settings::searches);
        get(routes, "searches/{id}.json", settings::search);
        post(routes, "searches.json", settings::addSearch);
        routes.put(ROOT + "searches/{id}.json", context -> answer(context, settings.changeSearch(context)));
        routes.delete(ROOT + "searches/{id}.json", context -> answer(context, settings.deleteSearch(context)));
    }

    private static void get(RoutesConfig routes, String path, Answer answer) {
        routes.get(ROOT + path, context -> answer(context, answer.to(context)));
    }

    private static void post(RoutesConfig routes, String path, Answer answer) {
        routes.post(ROOT + path, context -> answer(context, answer.to(context)));
    }

    private static void answer(Context context, Object body) {
        try {
            context.contentType("application/json; charset=utf-8").result(JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + body, e);
        }
    }

    private void authenticate(Context context) {
        if (!token.is(context.header("X-Papertrail-Token")) && !token.is(passwordOf(context))) {
            throw ApiError.unauthorized();
        }
    }

    private static @Nullable String passwordOf(Context context) {
        String authorization = context.header("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The month's volume; nothing is refused beyond the plan, so there is no hard limit. */
    private Map<String, Object> account() {
        long used = index.monthBytes();
        long plan = index.settings().monthlyBytes();
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("log_data_transfer_used", used);
        account.put("log_data_transfer_used_percent", 100.0 * used / plan);
        account.put("log_data_transfer_plan_limit", plan);
        account.put("month", YearMonth.now(ZoneId.of("UTC")).toString());
        return account;
    }

    /** A value of {@code object[name]} in a form, of {@code {"object": {"name": …}}} in JSON, or null. */
    static @Nullable String field(Context context, String object, String name) {
        if (String.valueOf(context.contentType()).startsWith("application/json")) {
            JsonNode value = body(context).path(object).path(name);
            return value.isValueNode() ? value.asText() : null;
        }
        return context.formParam(object + "[" + name + "]");
    }

    /** A value of the query, of a form, or of a JSON object. */
    static @Nullable String field(Context context, String name) {
        String inQuery = context.queryParam(name);
        if (inQuery != null) {
            return inQuery;
        }
        if (String.valueOf(context.contentType()).startsWith("application/json")) {
            JsonNode value = body(context).path(name);
            return value.isValueNode() ? value.asText() : null;
        }
        return context.formParam(name);
    }

    private static JsonNode body(Context context) {
        if (context.contentLength() > MOST_BODY_BYTES) {
            throw ApiError.badRequest("a body has at most " + MOST_BODY_BYTES + " bytes");
        }
        try {
            return JSON.readTree(context.body());
        } catch (JsonProcessingException e) {
            throw ApiError.badRequest("the body is no JSON");
        }
    }

    @FunctionalInterface
    private interface Answer {
        Object to(Context context) throws IOException;
    }
}
