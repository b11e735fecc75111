package dev.spillway.examples.album.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A whole answer to one request: status, type of content, bytes, and headers beside those that every answer has. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

    private static final String NO_STORE = "no-store";

    static Reply page(int status, Html page) {
        return new Reply(
                status,
                "text/html;charset=utf-8",
                page.markup().getBytes(StandardCharsets.UTF_8),
                Map.of("Cache-Control", NO_STORE));
    }

    /** Sends the browser on to a path of this site with a GET. */
    static Reply seeOther(String path) {
        return new Reply(303, "", new byte[0], Map.of("Location", path, "Cache-Control", NO_STORE));
    }

    /** Content that a browser may keep, if it asks each time whether it is still the same. */
    static Reply revalidated(String contentType, byte[] body, String etag) {
        return new Reply(200, contentType, body, Map.of("ETag", etag, "Cache-Control", "no-cache"));
    }

    static Reply notModified(String etag) {
        return new Reply(304, "", new byte[0], Map.of("ETag", etag, "Cache-Control", "no-cache"));
    }
}
