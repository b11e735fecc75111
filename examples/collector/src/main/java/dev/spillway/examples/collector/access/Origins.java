package dev.spillway.examples.collector.access;

import io.javalin.http.Context;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From where a browser sends a request: {@code Sec-Fetch-Site}, which no page can set, or else {@code Origin}. Other
 * ports of the same host are foreign too.
 */
final class Origins {

    private static final Pattern SCHEME = Pattern.compile("^https?://");

    private Origins() {}

    /** Whether a page of this server has sent it, for certain. */
    static boolean isOwn(Context context) {
        String site = context.header("Sec-Fetch-Site");
        return site == null ? isOwn(context.header("Origin"), context) : site.equals("same-origin");
    }

    /** Whether a page of another server has sent it, for certain. */
    static boolean isForeign(Context context) {
        String site = context.header("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = context.header("Origin");
        return origin != null && !isOwn(origin, context);
    }

    private static boolean isOwn(@Nullable String origin, Context context) {
        return origin != null && SCHEME.matcher(origin).replaceFirst("").equals(context.header("Host"));
    }
}
