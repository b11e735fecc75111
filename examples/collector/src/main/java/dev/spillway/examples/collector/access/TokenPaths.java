package dev.spillway.examples.collector.access;

import dev.spillway.examples.collector.web.Json;
import dev.spillway.examples.collector.web.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /page/tokens}: lists, makes and revokes tokens of the API. Safe for use by many threads. */
final class TokenPaths {

    private static final int LONGEST_NAME = 100;

    private final ApiTokens tokens;

    TokenPaths(ApiTokens tokens) {
        this.tokens = tokens;
    }

    void addTo(RoutesConfig routes) {
        Json.get(routes, "/page/tokens", this::list);
        Json.post(routes, "/page/tokens", this::make);
        Json.delete(routes, "/page/tokens/{id}", this::revoke);
    }

    private List<Map<String, Object>> list(Context context) {
        return tokens.list().stream().map(TokenPaths::row).toList();
    }

    private Map<String, Object> make(Context context) throws IOException {
        String name = Json.required(context, "name");
        if (name.length() > LONGEST_NAME) {
            throw Refusal.badRequest("name has at most " + LONGEST_NAME + " characters");
        }
        ApiTokens.Made made = tokens.make(name);
        Map<String, Object> row = row(made.token());
        row.put("token", made.secret());
        return row;
    }

    private Map<String, Object> revoke(Context context) throws IOException {
        String id = context.pathParam("id");
        boolean isNumber = !id.isEmpty() && id.length() < 19 && id.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber || !tokens.revoke(Long.parseLong(id))) {
            throw Refusal.notFound("token");
        }
        return Map.of("message", "done");
    }

    private static Map<String, Object> row(ApiTokens.Token token) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", token.id());
        row.put("name", token.name());
        row.put("made", token.made());
        return row;
    }
}
