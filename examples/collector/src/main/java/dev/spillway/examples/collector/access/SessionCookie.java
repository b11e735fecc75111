package dev.spillway.examples.collector.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

/**
 * The cookie with a session's id. Its name holds the port, since browsers keep one jar for all ports of a host; and says
 * whether it came by HTTPS, since browsers let no cookie that came by HTTP take the place of one that did.
 */
final class SessionCookie {

    private SessionCookie() {}

    static @Nullable String read(Context context) {
        return context.cookie(nameFor(context));
    }

    static void set(Context context, String id) {
        context.cookie(cookie(context, id, Math.toIntExact(Sessions.LIFE.toSeconds())));
    }

    static void remove(Context context) {
        context.cookie(cookie(context, "", 0));
    }

    private static Cookie cookie(Context context, String value, int seconds) {
        Cookie cookie = new Cookie(nameFor(context), value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(isSecure(context));
        cookie.setSameSite(SameSite.STRICT);
        return cookie;
    }

    private static String nameFor(Context context) {
        String name = "collector-" + context.req().getServerPort();
        return isSecure(context) ? "__Host-" + name : name;
    }

    /** By HTTPS, to us or to a proxy before us; who lies about that spoils only the cookie of its own. */
    private static boolean isSecure(Context context) {
        return context.req().isSecure() || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    }
}
