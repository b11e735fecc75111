package dev.spillway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link HttpsEndpoint}; each method returns the builder.
 *
 * <pre>{@code
 * HttpsEndpoint endpoint = HttpsEndpoint.https()
 *         .answers(HttpAnswer.status(503), HttpAnswer.resetBeforeReading())
 *         .maxBodyBytes(100_000)
 *         .start();
 * }</pre>
 *
 * <p>Confined to one thread. It may start several endpoints.
 */
public final class HttpsEndpointBuilder {
    private static final int MAX_PORT = 65_535;

    final boolean tls;
    final List<HttpAnswer> answers = new ArrayList<>();
    HttpAnswer each = HttpAnswer.ok();
    int port;
    long maxBodyBytes = Long.MAX_VALUE;
    boolean http2 = true;

    @Nullable Function<ReceivedRequest, HttpAnswer> chooser;

    @Nullable ServerCertificate certificate;

    @Nullable TestCertificates clientAuthority;

    @Nullable Consumer<ReceivedMessage> consumer;

    HttpsEndpointBuilder(boolean tls) {
        this.tls = tls;
    }

    /**
     * The port on 127.0.0.1.
     *
     * @param number 0 to 65535; 0, the default, takes a free one
     */
    public HttpsEndpointBuilder port(int number) {
        if (number < 0 || number > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + MAX_PORT + ", was " + number);
        }
        port = number;
        return this;
    }

    /** The certificate to present; by default one for loopback by an authority of its own. For HTTPS only. */
    public HttpsEndpointBuilder certificate(ServerCertificate presented) {
        certificate = presented;
        return this;
    }

    /**
     * Demands a certificate of every client (mutual TLS). For HTTPS only.
     *
     * @param authority who must have signed it
     */
    public HttpsEndpointBuilder demandClientCertificate(TestCertificates authority) {
        clientAuthority = authority;
        return this;
    }

    /** Speaks HTTP/1.1 only; by default the client may choose HTTP/2 too, by ALPN. */
    public HttpsEndpointBuilder http1Only() {
        http2 = false;
        return this;
    }

    /** Adds to the sequence: the first is for the first request, and so on. */
    public HttpsEndpointBuilder answers(HttpAnswer... next) {
        answers.addAll(List.of(next));
        return this;
    }

    /** What is answered to each request after those of the sequence; by default {@link HttpAnswer#ok()}. */
    public HttpsEndpointBuilder answer(HttpAnswer all) {
        each = all;
        return this;
    }

    /**
     * Has a function choose the answers after those of the sequence, such as a random one from a seed and the request's
     * number. It is called after the request has been read, on the connections' threads; an answer that does not read
     * takes nothing. What the function throws is answered 500, and is one of the {@link HttpsEndpoint#failures()}.
     */
    public HttpsEndpointBuilder choosing(Function<ReceivedRequest, HttpAnswer> function) {
        chooser = function;
        return this;
    }

    /**
     * Answers 413 to longer bodies, whatever else is scripted.
     *
     * @param bytes without compression, at least 0
     */
    public HttpsEndpointBuilder maxBodyBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("maxBodyBytes must be at least 0, was " + bytes);
        }
        maxBodyBytes = bytes;
        return this;
    }

    /**
     * Hands each message that is taken to a consumer instead of keeping it; {@link HttpsEndpoint#messages()} is refused
     * then, and requests keep no bodies. The consumer is called on the connections' threads; what it throws is answered
     * 500, and is one of the {@link HttpsEndpoint#failures()}.
     */
    public HttpsEndpointBuilder onMessage(Consumer<ReceivedMessage> taker) {
        consumer = taker;
        return this;
    }

    /**
     * Starts the endpoint: when this returns, the port is open.
     *
     * @throws UncheckedIOException if the port cannot be opened
     */
    public HttpsEndpoint start() {
        try {
            return new HttpsEndpoint(this);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be opened", e);
        }
    }
}
