package dev.spillway.examples.album.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Keeps other sites from sending this site's forms with a visitor's browser. */
final class SameSite {

    private SameSite() {}

    /** Refuses a request whose browser says that a page of another site sent it; tools say nothing and pass. */
    static void check(Request request) throws RequestRefusedException {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null) {
            return;
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (!origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            throw new RequestRefusedException(403, "This form was sent by another site.");
        }
    }
}
