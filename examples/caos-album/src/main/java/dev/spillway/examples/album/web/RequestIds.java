package dev.spillway.examples.album.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/** Gives each request the id under which its events are found in the log. */
final class RequestIds {

    /** The MDC key. */
    static final String KEY = "requestId";

    /** The header that brings an id in and takes it back out. */
    static final String HEADER = "X-Request-Id";

    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    /** Returns the request's id: the same at each call, the sender's own where it is harmless. */
    static String of(Request request) {
        if (request.getAttribute(KEY) instanceof String known) {
            return known;
        }
        String sent = request.getHeaders().get(HEADER);
        String id = sent != null && SANE.matcher(sent).matches() ? sent : make();
        request.setAttribute(KEY, id);
        return id;
    }

    private static String make() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
