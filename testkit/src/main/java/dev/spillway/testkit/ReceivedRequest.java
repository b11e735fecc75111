package dev.spillway.testkit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived at an {@link HttpsEndpoint}.
 *
 * <pre>{@code
 * ReceivedRequest request = endpoint.awaitRequests(1, Duration.ofSeconds(5)).get(0);
 * assertThat(request.header("Content-Encoding")).contains("gzip");
 * assertThat(request.messages()).hasSize(3);
 * }</pre>
 *
 * <p>Immutable, but for the bytes.
 */
public final class ReceivedRequest {
    private static final List<String> BATCH_HEADERS = List.of("Idempotency-Key", "Logplex-Frame-Id");

    private final Head head;
    private final Body body;
    private final long arrivalNanos;
    private final @Nullable HttpAnswer answer;

    /** What stands before the body. */
    record Head(
            int number,
            int connection,
            String protocol,
            String method,
            String path,
            Map<String, List<String>> headers,
            Optional<String> tlsProtocol,
            Optional<String> sniName,
            Optional<String> clientName) {}

    /**
     * A body, taken apart.
     *
     * @param wireBytes its length as sent
     * @param bytes without compression
     * @param fault why it could not be taken apart
     */
    record Body(
            long wireBytes,
            byte[] bytes,
            List<ReceivedMessage> messages,
            @Nullable String fault) {}

    ReceivedRequest(Head head, Body body, long arrivalNanos, @Nullable HttpAnswer answer) {
        this.head = head;
        this.body = body;
        this.arrivalNanos = arrivalNanos;
        this.answer = answer;
    }

    static Map<String, List<String>> caseInsensitive(Map<String, List<String>> headers) {
        Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return Collections.unmodifiableMap(sorted);
    }

    ReceivedRequest answeredBy(HttpAnswer chosen) {
        return new ReceivedRequest(head, body, arrivalNanos, chosen);
    }

    ReceivedRequest withoutBody() {
        Body none = new Body(body.wireBytes(), new byte[0], List.of(), body.fault());
        return new ReceivedRequest(head, none, arrivalNanos, answer);
    }

    /** Its number: the endpoint's first is 1. */
    public int number() {
        return head.number();
    }

    /** The number of the connection it came by, from 1. */
    public int connection() {
        return head.connection();
    }

    /** {@code HTTP/1.1} or {@code HTTP/2}. */
    public String protocol() {
        return head.protocol();
    }

    /** Such as {@code POST}. */
    public String method() {
        return head.method();
    }

    /** The target as the client sent it: the path, and the query if there is one. */
    public String path() {
        return head.path();
    }

    /** All headers, in an order of their names that knows no case. */
    public Map<String, List<String>> headers() {
        return head.headers();
    }

    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return head.headers().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The id of the batch, from {@code Idempotency-Key} or {@code Logplex-Frame-Id}: the same when it is sent again. */
    public Optional<String> batchId() {
        return BATCH_HEADERS.stream()
                .map(this::header)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The TLS version, such as {@code TLSv1.3}; empty without TLS. */
    public Optional<String> tlsProtocol() {
        return head.tlsProtocol();
    }

    /** The host name that the client sent in its ClientHello (RFC 6066 section 3). */
    public Optional<String> sniName() {
        return head.sniName();
    }

    /** The subject of the client's certificate (RFC 2253), where it has presented one. */
    public Optional<String> clientName() {
        return head.clientName();
    }

    /** How many bytes of the body came by the wire, compressed as they were. */
    public long wireBytes() {
        return body.wireBytes();
    }

    /** The body without compression: not a copy, so not to be changed. Empty if a consumer takes the messages. */
    public byte[] body() {
        return body.bytes();
    }

    /** The messages in the body, in order, whether they were taken or not. Empty if a consumer takes them. */
    public List<ReceivedMessage> messages() {
        return body.messages();
    }

    /** Why the body could not be taken apart, such as an octet count that is wrong. The request is answered 400 then. */
    public Optional<String> fault() {
        return Optional.ofNullable(body.fault());
    }

    /** When its last byte had been read, in terms of {@link System#nanoTime()}. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /**
     * What was answered.
     *
     * @throws IllegalStateException as long as the answer is being chosen
     */
    public HttpAnswer answer() {
        if (answer == null) {
            throw new IllegalStateException("the answer to request " + number() + " is being chosen");
        }
        return answer;
    }

    @Override
    public String toString() {
        return "request " + number() + " by connection " + connection() + ": " + method() + " " + path() + " "
                + protocol() + ", " + wireBytes() + " bytes, "
                + fault().orElseGet(() -> messages().size() + " messages")
                + (answer == null ? "" : ": " + answer);
    }
}
