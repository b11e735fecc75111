package dev.spillway.examples.collector.access;

import dev.spillway.examples.collector.web.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every path. What is not public needs a session; the API takes a token instead. Requests of other sites'
 * pages are refused, whatever they show. Safe for use by many threads.
 */
public final class Access {

    private static final Set<String> WITHOUT_SESSION = Set.of("/page/session", "/page/setup", "/page/login");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final boolean login;
    private final Account account;
    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Attempts attempts;

    private Access(AccessSettings settings, Path directory, Clock clock) throws IOException {
        this.login = settings.login();
        this.account = Account.open(directory, settings.rounds());
        this.sessions = Sessions.open(directory.resolve("sessions.json"), clock);
        this.tokens = ApiTokens.open(directory, clock);
        this.attempts = new Attempts(clock);
        if (settings.password() != null) {
            adopt(settings.password());
        } else if (login && !account.hasPassword()) {
            account.offerSetup();
            // Somebody may have deleted the password to choose another; that ends what the old one has begun.
            sessions.endAll();
        }
    }

    /**
     * Reads what earlier runs have stored.
     *
     * @param directory where password, sessions and tokens are kept
     * @throws IOException if a file cannot be used; the message names it
     */
    public static Access open(AccessSettings settings, Path directory, Clock clock) throws IOException {
        return new Access(settings, directory, clock);
    }

    private void adopt(String password) throws IOException {
        if (!account.matches(password)) {
            account.choose(password);
            sessions.endAll();
        }
    }

    /** Code with which the password may be chosen; empty once there is one, or if there is no login. */
    public Optional<String> setupCode() {
        return account.setupCode();
    }

    /**
     * Adds the check and the paths of the login.
     *
     * @param isPublic tells paths that anybody may read
     */
    public void addTo(RoutesConfig routes, Predicate<String> isPublic) {
        routes.before(context -> {
            if (!isPublic.test(context.path())) {
                check(context);
            }
        });
        new LoginPaths(login, account, sessions, attempts).addTo(routes);
        new TokenPaths(tokens).addTo(routes);
    }

    private void check(Context context) {
        context.header("Cache-Control", "no-store");
        if (Origins.isForeign(context)) {
            throw Refusal.forbidden("pages of other sites may not ask here");
        }
        String token = context.path().startsWith("/api/") ? tokenOf(context) : null;
        if (token != null) {
            if (!tokens.has(token)) {
                throw Refusal.unauthorized("X-Papertrail-Token is not known");
            }
            return;
        }
        boolean isOpen = WITHOUT_SESSION.contains(context.path()) || isAllowed(context);
        if (!isOpen) {
            throw Refusal.unauthorized("log in, or show X-Papertrail-Token to paths of the API");
        }
        if (!READING.contains(context.req().getMethod()) && !Origins.isOwn(context)) {
            throw Refusal.forbidden("only this server's own page may change things without a token");
        }
    }

    /** Whether the request comes from somebody who is logged in, or who need not. */
    public boolean isAllowed(Context context) {
        if (!login) {
            return true;
        }
        String id = SessionCookie.read(context);
        return id != null && sessions.isOpen(id);
    }

    private static @Nullable String tokenOf(Context context) {
        String token = context.header("X-Papertrail-Token");
        if (token != null && !token.isEmpty()) {
            return token;
        }
        String authorization = context.header("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
