package dev.spillway.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link HttpsEndpoint} answers to one request, or does to it.
 *
 * <p>One of the static methods chooses the plot, the other methods vary it. Instances are immutable.
 *
 * <pre>{@code
 * HttpsEndpoint.https()
 *         .answers(HttpAnswer.status(429).andRetryAfter(Duration.ofSeconds(1)), HttpAnswer.resetAfterReading())
 *         .start();
 * }</pre>
 *
 * <p>An endpoint takes a request's messages, or it does not: a client may send those again that were not taken, and must
 * not lose them. By default they are taken with a status of 2xx, even if the answer is cut, and when the connection is
 * reset, half closed or stalls after reading; {@link #andTaking()} and {@link #andTakingNothing()} make it otherwise.
 */
public final class HttpAnswer {
    /** What happens in place of, or after, a head. */
    enum Plot {
        WHOLE,
        CUT_BODY,
        ENDLESS_BODY,
        GARBAGE,
        HALF_CLOSE,
        RESET,
        STALL
    }

    /** A header of the answer. */
    record Header(String name, String value) {}

    private static final int LEAST_STATUS = 200;
    private static final int GREATEST_STATUS = 599;
    private static final int LEAST_REDIRECT = 300;
    private static final int GREATEST_REDIRECT = 399;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Plot plot;
    private final boolean reads;
    private final boolean takes;
    private final int status;
    private final List<Header> headers;
    private final byte[] body;
    private final Duration delay;

    private HttpAnswer(
            Plot plot, boolean reads, boolean takes, int status, List<Header> headers, byte[] body, Duration delay) {
        this.plot = plot;
        this.reads = reads;
        this.takes = takes;
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.delay = delay;
    }

    private static HttpAnswer plot(Plot plot, boolean reads, boolean takes) {
        return new HttpAnswer(plot, reads, takes, LEAST_STATUS, List.of(), new byte[0], Duration.ZERO);
    }

    private HttpAnswer with(Plot other) {
        return new HttpAnswer(other, reads, takes, status, headers, body, delay);
    }

    /** Takes the messages and answers 200 without a body. The default. */
    public static HttpAnswer ok() {
        return status(LEAST_STATUS);
    }

    /**
     * Reads the request and answers with a status, without a body. The messages are taken with 2xx.
     *
     * @param code 200 to 599
     */
    public static HttpAnswer status(int code) {
        between(LEAST_STATUS, GREATEST_STATUS, "code", code);
        return new HttpAnswer(Plot.WHOLE, true, code < LEAST_REDIRECT, code, List.of(), new byte[0], Duration.ZERO);
    }

    /**
     * Reads the request and sends the client elsewhere.
     *
     * @param code 300 to 399
     * @param location the value of the header {@code Location}
     */
    public static HttpAnswer redirect(int code, String location) {
        between(LEAST_REDIRECT, GREATEST_REDIRECT, "code", code);
        return status(code).andHeader("Location", location);
    }

    /** Reads the request's head only, then resets the connection (RST): nothing is taken. */
    public static HttpAnswer resetBeforeReading() {
        return plot(Plot.RESET, false, false);
    }

    /** Reads the whole request, takes its messages, then resets the connection (RST) without an answer. */
    public static HttpAnswer resetAfterReading() {
        return plot(Plot.RESET, true, true);
    }

    /** Reads the request's head only and never answers: the connection stays open until the client ends it. */
    public static HttpAnswer stallBeforeReading() {
        return plot(Plot.STALL, false, false);
    }

    /** Reads the whole request, takes its messages and never answers: the connection stays open. */
    public static HttpAnswer stallAfterReading() {
        return plot(Plot.STALL, true, true);
    }

    /**
     * Reads the whole request, takes its messages, then ends its own side of the connection (FIN, without close_notify)
     * and no more: the other side stays open until the client ends it.
     */
    public static HttpAnswer halfCloseAfterReading() {
        return plot(Plot.HALF_CLOSE, true, true);
    }

    /**
     * Reads the request, sends bytes that are no HTTP, and closes the connection. Nothing is taken. On HTTP/2 the bytes
     * are no TLS either.
     */
    public static HttpAnswer garbage() {
        return plot(Plot.GARBAGE, true, false);
    }

    /**
     * The same with a further header.
     *
     * @throws IllegalArgumentException if a name or value cannot stand in a header
     */
    public HttpAnswer andHeader(String name, String value) {
        if (!isPrintable(name) || !isPrintable(value) || name.isEmpty()) {
            throw new IllegalArgumentException("a header must be printable ASCII, was " + name + ": " + value);
        }
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpAnswer(plot, reads, takes, status, more, body, delay);
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /**
     * The same with the header {@code Retry-After} as a number of seconds.
     *
     * @param wait cut to whole seconds
     */
    public HttpAnswer andRetryAfter(Duration wait) {
        return andHeader("Retry-After", Long.toString(wait.toSeconds()));
    }

    /** The same with the header {@code Retry-After} as a date (RFC 9110 section 10.2.3), cut to whole seconds. */
    public HttpAnswer andRetryAfter(Instant time) {
        return andHeader("Retry-After", HTTP_DATE.format(time));
    }

    /** The same with a body, as UTF-8. */
    public HttpAnswer andBody(String text) {
        return new HttpAnswer(plot, reads, takes, status, headers, text.getBytes(StandardCharsets.UTF_8), delay);
    }

    /** The same, but the head promises more of the body than comes before the connection ends. */
    public HttpAnswer andCutBody() {
        return with(Plot.CUT_BODY);
    }

    /** The same, but the body never ends. */
    public HttpAnswer andEndlessBody() {
        return with(Plot.ENDLESS_BODY);
    }

    /** The same, but later; whether messages are taken is settled before. */
    public HttpAnswer after(Duration wait) {
        return new HttpAnswer(plot, reads, takes, status, headers, body, wait);
    }

    /**
     * The same, but answered before the body is read, which is then cut off, as servers do that refuse by the head.
     * Nothing is taken.
     */
    public HttpAnswer andNotReading() {
        return new HttpAnswer(plot, false, false, status, headers, body, delay);
    }

    /**
     * The same, but the messages are taken, whatever the client is told: a server may fail after it has stored them.
     *
     * @throws IllegalStateException if the request isn't read
     */
    public HttpAnswer andTaking() {
        if (!reads) {
            throw new IllegalStateException("what is not read cannot be taken");
        }
        return new HttpAnswer(plot, true, true, status, headers, body, delay);
    }

    /** The same, but the messages are not taken, whatever the client is told. */
    public HttpAnswer andTakingNothing() {
        return new HttpAnswer(plot, reads, false, status, headers, body, delay);
    }

    private static void between(int least, int greatest, String name, int value) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + greatest + ", was " + value);
        }
    }

    Plot plot() {
        return plot;
    }

    boolean reads() {
        return reads;
    }

    boolean takes() {
        return takes;
    }

    int status() {
        return status;
    }

    List<Header> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    Duration delay() {
        return delay;
    }

    /** What it is, in a few words, such as {@code 429} or {@code RESET after reading}. */
    @Override
    public String toString() {
        String text = switch (plot) {
            case WHOLE -> Integer.toString(status);
            case CUT_BODY, ENDLESS_BODY -> status + " " + plot;
            case GARBAGE -> plot.name();
            case HALF_CLOSE, RESET, STALL -> plot + (reads ? " after reading" : " before reading");
        };
        return takes ? text + ", taken" : text;
    }
}
