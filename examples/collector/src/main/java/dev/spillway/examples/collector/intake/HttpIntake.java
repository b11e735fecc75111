package dev.spillway.examples.collector.intake;

import dev.spillway.examples.collector.syslog.FrameReader;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Syslog messages as the bodies of requests, on the paths that Papertrail takes them at: {@code /v1/logs} is one event,
 * {@code /v1/logs/bulk} one event a line, {@code /v1/logs/logplex} one event in each octet-counted frame. The answer is
 * 200 once every event of the request is kept, and what answers anything else may have been kept in part.
 *
 * <p>Safe for use by many threads.
 */
public final class HttpIntake {

    private static final int MOST_AT_ONCE = 8;
    private static final int MOST_BYTES = 64 * 1024 * 1024;
    private static final int KEEP_EVERY_CHARACTERS = 1024 * 1024;
    private static final String LOGPLEX = "application/logplex-1";

    private final Intake intake;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    public HttpIntake(Intake intake) {
        this.intake = intake;
    }

    /** Adds the paths. A token stands in a header or at the path's end. */
    public void addTo(RoutesConfig routes) {
        routes.post("/v1/logs", context -> take(context, FrameReader::ofWhole));
        routes.post("/v1/logs/bulk", context -> take(context, FrameReader::ofLines));
        routes.post("/v1/logs/bulk/{token}", context -> take(context, FrameReader::ofLines));
        routes.post("/v1/logs/logplex", this::takeFrames);
        routes.post("/v1/logs/logplex/{token}", this::takeFrames);
    }

    private void takeFrames(Context context) {
        String type = context.contentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(LOGPLEX)) {
            answer(context, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be " + LOGPLEX);
            return;
        }
        take(context, FrameReader::new);
    }

    private void take(Context context, Framing framing) {
        if (context.header("Origin") != null) {
            answer(context, HttpStatus.FORBIDDEN, "pages of other sites may not send events");
        } else if (!intake.tokens().accept(tokenOf(context))) {
            answer(context, HttpStatus.UNAUTHORIZED, "token missing or not known");
        } else if (!places.tryAcquire()) {
            context.header("Retry-After", "1");
            answer(context, HttpStatus.SERVICE_UNAVAILABLE, "too many requests at once");
        } else {
            try {
                takeAll(context, framing);
            } finally {
                places.release();
            }
        }
    }

    private void takeAll(Context context, Framing framing) {
        Body body;
        try {
            body = new Body(decoded(context), MOST_BYTES);
        } catch (IOException e) {
            answer(context, HttpStatus.BAD_REQUEST, "the body cannot be read: " + e.getMessage());
            return;
        } catch (UnsupportedOperationException e) {
            answer(context, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding must be gzip or none");
            return;
        }
        try {
            FrameReader frames = framing.read(body, intake.limits().messageBytes());
            keepAll(frames, body, context.ip());
            answer(context, HttpStatus.OK, "kept");
        } catch (StoreFailure e) {
            intake.notices().tell("http: a request was refused, the log cannot be written (" + e.getMessage() + ").");
            context.header("Retry-After", "5");
            answer(context, HttpStatus.SERVICE_UNAVAILABLE, "events cannot be kept now");
        } catch (Body.TooLong e) {
            answer(context, HttpStatus.CONTENT_TOO_LARGE, "a body has at most " + MOST_BYTES + " bytes, decompressed");
        } catch (IOException e) {
            answer(context, HttpStatus.BAD_REQUEST, "the body cannot be read: " + e.getMessage());
        }
    }

    private void keepAll(FrameReader frames, Body body, String sender) throws IOException {
        List<ReceivedEvent> events = new ArrayList<>();
        long characters = 0;
        for (String message = frames.next(); message != null; message = frames.next()) {
            if (body.hasFailed()) {
                // The failure has cut this message short, and the next call throws it.
                continue;
            }
            ReceivedEvent received = intake.receiveTrusted(sender, message);
            if (received != null) {
                events.add(received);
            }
            characters += message.length();
            if (characters >= KEEP_EVERY_CHARACTERS) {
                keep(events);
                events.clear();
                characters = 0;
            }
        }
        keep(events);
    }

    private void keep(List<ReceivedEvent> events) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        try {
            intake.store().keep(events);
        } catch (IOException e) {
            throw new StoreFailure(e);
        }
    }

    private static InputStream decoded(Context context) throws IOException {
        InputStream raw = context.req().getInputStream();
        String encoding = context.header("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return raw;
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return new GZIPInputStream(raw, 16 * 1024);
        }
        throw new UnsupportedOperationException(encoding);
    }

    /** Bearer, Basic with the token as password, or the path's end. */
    private static @Nullable String tokenOf(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return passwordOf(authorization.substring(6).strip());
        }
        return context.pathParamMap().get("token");
    }

    private static @Nullable String passwordOf(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static void answer(Context context, HttpStatus status, String message) {
        context.status(status).json(Map.of("message", message));
    }

    /** How a body is cut into messages. */
    @FunctionalInterface
    private interface Framing {
        FrameReader read(InputStream body, int maxBytes);
    }

    /** The store's failure, told from that of the request's body. */
    private static final class StoreFailure extends IOException {
        private static final long serialVersionUID = 1L;

        StoreFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
