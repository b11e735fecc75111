package dev.spillway.examples.collector.access;

import dev.spillway.examples.collector.web.Json;
import dev.spillway.examples.collector.web.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /page/session}, {@code setup}, {@code login}, {@code logout} and {@code password}. Safe for use by many threads. */
final class LoginPaths {

    private final boolean login;
    private final Account account;
    private final Sessions sessions;
    private final Attempts attempts;

    LoginPaths(boolean login, Account account, Sessions sessions, Attempts attempts) {
        this.login = login;
        this.account = account;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    void addTo(RoutesConfig routes) {
        Json.get(routes, "/page/session", this::session);
        Json.post(routes, "/page/setup", this::setUp);
        Json.post(routes, "/page/login", this::logIn);
        Json.post(routes, "/page/logout", this::logOut);
        Json.post(routes, "/page/password", this::changePassword);
    }

    /** What the page has to show: the forms of {@code setup} or {@code login}, or, when {@code in}, everything. */
    private Map<String, Object> session(Context context) {
        String id = SessionCookie.read(context);
        boolean isIn = !login || (id != null && sessions.isOpen(id));
        return state(isIn ? "in" : account.setupCode().isPresent() ? "setup" : "login");
    }

    private Map<String, Object> state(String state) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("state", state);
        answer.put("login", login);
        return answer;
    }

    private Map<String, Object> setUp(Context context) throws IOException {
        String code = Json.required(context, "code");
        String password = Json.required(context, "password");
        requireFit(password);
        if (account.setupCode().isEmpty()) {
            throw Refusal.conflict("there is nothing to set up");
        }
        begin(context);
        if (!account.setUp(code.strip(), password)) {
            throw Refusal.forbidden("the code is wrong; it stands on the collector's console and in DIR/setup-code");
        }
        attempts.succeeded(context.ip());
        return enter(context);
    }

    private static void requireFit(String password) {
        String mistake = Account.mistakeIn(password);
        if (mistake != null) {
            throw Refusal.badRequest(mistake);
        }
    }

    private Map<String, Object> logIn(Context context) throws IOException {
        String password = Json.required(context, "password");
        if (!account.hasPassword()) {
            throw Refusal.conflict("no password has been chosen yet");
        }
        requirePassword(context, password);
        return enter(context);
    }

    private void requirePassword(Context context, String password) {
        begin(context);
        if (!account.matches(password)) {
            throw Refusal.unauthorized("the password is wrong");
        }
        attempts.succeeded(context.ip());
    }

    private void begin(Context context) {
        Duration wait = attempts.begin(context.ip());
        if (!wait.isZero()) {
            throw Refusal.tooMany(
                    "too many wrong passwords; try again in "
                            + wait.plusMillis(999).toSeconds() + " s",
                    wait);
        }
    }

    private Map<String, Object> enter(Context context) throws IOException {
        SessionCookie.set(context, sessions.begin());
        return state("in");
    }

    private Map<String, Object> logOut(Context context) throws IOException {
        String id = SessionCookie.read(context);
        if (id != null) {
            sessions.end(id);
        }
        SessionCookie.remove(context);
        return state(login ? "login" : "in");
    }

    /** Ends all other sessions too: whoever changes a password may have reason to. */
    private Map<String, Object> changePassword(Context context) throws IOException {
        String old = Json.required(context, "old");
        String password = Json.required(context, "password");
        requireFit(password);
        requirePassword(context, old);
        account.choose(password);
        sessions.endAll();
        return enter(context);
    }
}
