package dev.spillway.internal.transport.http;

import java.util.List;

/**
 * A POST.
 *
 * @param url may hold a token, so it is never shown
 * @param headers in order; values may hold a token
 * @param body its first {@code length} bytes are sent; not changed until the request is over
 */
public record HttpRequest(String url, List<Header> headers, byte[] body, int length) {

    /** A header field (RFC 9110 section 5). */
    public record Header(String name, String value) {
        /** Never the value, which may be a secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    public HttpRequest {
        headers = List.copyOf(headers);
    }

    /** Never the URL's path, a header's value or the body. */
    @Override
    public String toString() {
        return "a request of " + length + " bytes with " + headers;
    }
}
