package dev.spillway.examples.album.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Turns the site's replies, its refusals and its failures into responses, each under its request's id. */
final class Answering extends Handler.Abstract {

    private static final Logger log = LoggerFactory.getLogger("album");
    private static final String POLICY = "default-src 'none'; img-src 'self' blob:; style-src 'self'; "
            + "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final AlbumSite site;

    Answering(AlbumSite site) {
        this.site = site;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        MDC.put(RequestIds.KEY, RequestIds.of(request));
        try {
            write(request, reply(request), response, callback);
        } finally {
            MDC.remove(RequestIds.KEY);
        }
        return true;
    }

    /** Answers what the server refuses before the site sees it, such as a malformed request. */
    static boolean refuse(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer error ? error : 500;
        String message = HttpStatus.isServerError(status)
                ? "Something went wrong here. It has been logged."
                : "The album did not understand this request.";
        write(request, Reply.page(status, Pages.error(status, message)), response, callback);
        return true;
    }

    private Reply reply(Request request) {
        try {
            return site.answer(request);
        } catch (RequestRefusedException e) {
            Reply page = Reply.page(e.status(), Pages.error(e.status(), e.getMessage()));
            return e.headers().isEmpty()
                    ? page
                    : new Reply(page.status(), page.contentType(), page.body(), e.headers());
        } catch (Exception e) {
            log.error("unexpected error at {} {}", request.getMethod(), AccessLog.harmless(target(request)), e);
            return Reply.page(
                    500,
                    Pages.error(
                            500,
                            "Something went wrong here. It has been logged under the id " + RequestIds.of(request)
                                    + "."));
        }
    }

    private static String target(Request request) {
        return request.getHttpURI().getPathQuery();
    }

    private static void write(Request request, Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        var headers = response.getHeaders();
        headers.put(RequestIds.HEADER, RequestIds.of(request));
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "same-origin");
        reply.headers().forEach(headers::put);
        if (!reply.contentType().isEmpty()) {
            headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
        }
        if (reply.status() != HttpStatus.NOT_MODIFIED_304) {
            headers.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        }
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }
}
