package dev.spillway.examples.album.web;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logs one line for each request once it is answered, such as {@code GET /albums/4 HTTP/1.1 200 12ms}. */
final class AccessLog implements RequestLog {

    private static final Logger log = LoggerFactory.getLogger("access");
    private static final int MAX_TARGET_LENGTH = 1000;

    private final LongSupplier nanoTime;

    AccessLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void log(Request request, Response response) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - request.getHeadersNanoTime());
        MDC.put(RequestIds.KEY, RequestIds.of(request));
        try {
            log.info(
                    "{} {} {} {} {}ms",
                    harmless(request.getMethod()),
                    harmless(request.getHttpURI().getPathQuery()),
                    request.getConnectionMetaData().getHttpVersion().asString(),
                    response.getStatus(),
                    millis);
        } finally {
            MDC.remove(RequestIds.KEY);
        }
    }

    /** Returns what a client sent as one printable word: anything else becomes {@code %XX}, and a long one is cut. */
    static String harmless(String sent) {
        StringBuilder word = new StringBuilder(sent.length());
        for (int i = 0; i < sent.length() && word.length() < MAX_TARGET_LENGTH; i++) {
            char c = sent.charAt(i);
            if (c > ' ' && c < 0x7f) {
                word.append(c);
            } else if (c <= 0xff) {
                word.append(String.format("%%%02X", (int) c));
            } else {
                word.append(String.format("%%u%04X", (int) c));
            }
        }
        return word.length() < MAX_TARGET_LENGTH ? word.toString() : word + "...";
    }
}
