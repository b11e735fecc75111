package dev.spillway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * An HTTPS server on 127.0.0.1 that takes log messages, records what it receives and answers as a test wants it to.
 *
 * <p>It takes bodies of any path, plain or with gzip: octet-counted frames as {@code application/logplex-1}, a JSON array
 * as {@code application/json}, and lines as any other type. It speaks HTTP/1.1 and, on TLS, HTTP/2. What it does with
 * each request is an {@link HttpAnswer}: those of a sequence first, then the same for all, or what a function chooses.
 * What concerns the connection before HTTP, such as a handshake that stalls, is {@link SyslogEndpoint}'s to play.
 *
 * <pre>{@code
 * try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
 *     Path caFile = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
 *     ship(endpoint.uri("/v1/logs"), caFile, "hello");
 *     assertThat(endpoint.awaitMessages(1, Duration.ofSeconds(5)).get(0).text()).endsWith("hello");
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Its threads are those of MockWebServer, with names that begin so; they end with
 * {@link #close()}, which has to be called.
 */
public final class HttpsEndpoint implements Endpoint {
    private final @Nullable TestCertificates clientAuthority;
    private final MockWebServer server = new MockWebServer();
    private final ReopeningServerSocket sockets;
    private final RequestDispatcher dispatcher;
    private final AnswerScript script = new AnswerScript();
    private final RequestLog requests = new RequestLog();
    private final MessageLog log;
    private final int port;
    private volatile @Nullable ServerCertificate certificate;

    HttpsEndpoint(HttpsEndpointBuilder builder) throws IOException {
        ServerLogs.silence();
        clientAuthority = builder.clientAuthority;
        log = new MessageLog(builder.consumer);
        script.then(builder.answers);
        script.each(builder.each);
        if (builder.chooser != null) {
            script.choose(builder.chooser);
        }
        sockets = new ReopeningServerSocket();
        dispatcher = new RequestDispatcher(server, sockets, script, requests, log, builder.maxBodyBytes);
        server.setServerSocketFactory(new SingleServerSocketFactory(sockets));
        server.setDispatcher(dispatcher);
        if (builder.tls) {
            useTls(builder);
        }
        server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), builder.port);
        port = sockets.getLocalPort();
    }

    private void useTls(HttpsEndpointBuilder builder) {
        ServerCertificate chosen = builder.certificate;
        use(chosen == null ? TestCertificates.create().loopback() : chosen);
        if (clientAuthority != null) {
            server.requireClientAuth();
        }
        if (!builder.http2) {
            server.setProtocols(List.of(Protocol.HTTP_1_1));
        }
    }

    private void use(ServerCertificate presented) {
        certificate = presented;
        SSLContext context = clientAuthority == null
                ? presented.serverContext()
                : presented.serverContext(clientAuthority.authority());
        server.useHttps(context.getSocketFactory());
    }

    /** An endpoint for HTTPS. */
    public static HttpsEndpointBuilder https() {
        return new HttpsEndpointBuilder(true);
    }

    /** An endpoint for HTTP without TLS, HTTP/1.1 only. */
    public static HttpsEndpointBuilder http() {
        return new HttpsEndpointBuilder(false);
    }

    /** The port, the same before and after a restart. */
    public int port() {
        return port;
    }

    /**
     * Its address as {@code https://localhost:port/path}, or {@code http://}.
     *
     * @param path such as {@code /v1/logs}
     */
    public URI uri(String path) {
        return URI.create((certificate == null ? "http" : "https") + "://localhost:" + port + path);
    }

    /**
     * The certificate it presents.
     *
     * @throws IllegalStateException if this is an endpoint without TLS
     */
    public ServerCertificate certificate() {
        ServerCertificate presented = certificate;
        if (presented == null) {
            throw new IllegalStateException("only an HTTPS endpoint has a certificate, this is for HTTP");
        }
        return presented;
    }

    /**
     * Presents another certificate from the next connection on, and takes up no TLS session from before.
     *
     * @throws IllegalStateException if this is an endpoint without TLS
     */
    public void present(ServerCertificate next) {
        if (certificate == null) {
            throw new IllegalStateException("only an HTTPS endpoint has a certificate, this is for HTTP");
        }
        use(next);
    }

    /**
     * All messages taken since the start or the last {@link #clear()}, in the order of their arrival. A message that was
     * sent again is here again.
     *
     * @throws IllegalStateException if a consumer takes the messages
     */
    public List<ReceivedMessage> messages() {
        log.checkKeeps();
        return log.messages();
    }

    /** How many messages were taken since the start or the last {@link #clear()}. */
    public long messageCount() {
        return log.count();
    }

    /**
     * Waits for a message with a certain text in it, and returns the first one since the start or the last
     * {@link #clear()}.
     *
     * @throws AssertionError if there is none in the end
     * @throws IllegalStateException if a consumer takes the messages
     */
    public ReceivedMessage awaitMessage(String part, Duration atMost) {
        return log.awaitOne(message -> message.text().contains(part), atMost)
                .orElseThrow(() -> new AssertionError(
                        "expected a message with \"" + part + "\" within " + atMost + ", but " + description()));
    }

    /**
     * Waits until so many messages have been taken, and returns all that have.
     *
     * @throws AssertionError if there are fewer in the end
     */
    public List<ReceivedMessage> awaitMessages(int count, Duration atMost) {
        awaitMessageCount(count, atMost);
        return messages();
    }

    /**
     * Waits until so many messages have been taken; also where a consumer takes them.
     *
     * @throws AssertionError if there are fewer in the end
     */
    public void awaitMessageCount(long count, Duration atMost) {
        if (!log.await(count, atMost)) {
            throw new AssertionError("expected " + count + " messages within " + atMost + ", but " + description());
        }
    }

    /** All requests since the start or the last {@link #clear()}, whatever was answered, in the order of their reading. */
    public List<ReceivedRequest> requests() {
        return dispatcher.requests();
    }

    /**
     * Waits until so many requests have been read, and returns all that have.
     *
     * @throws AssertionError if there are fewer in the end
     */
    public List<ReceivedRequest> awaitRequests(int count, Duration atMost) {
        if (!requests.await(count, atMost)) {
            throw new AssertionError("expected " + count + " requests within " + atMost + ", but " + description());
        }
        return requests();
    }

    /** How many connections were accepted since the start. */
    public int connectionCount() {
        return sockets.connections().size();
    }

    /**
     * Waits until so many connections have been accepted.
     *
     * @throws AssertionError if there are fewer in the end
     */
    public void awaitConnections(int count, Duration atMost) {
        if (!sockets.await(count, atMost)) {
            throw new AssertionError("expected " + count + " connections within " + atMost + ", but " + description());
        }
    }

    /** What the consumer of messages and the function that chooses answers threw. Empty, unless something is wrong. */
    @Override
    public List<Throwable> failures() {
        return dispatcher.failures();
    }

    /** Forgets messages and requests; numbers go on. */
    @Override
    public void clear() {
        log.clear();
        requests.clear();
    }

    /** Adds to the sequence: each of these is for one of the next requests. */
    public void answerNext(HttpAnswer... answers) {
        script.then(List.of(answers));
    }

    /** Changes what is answered to each request after those of the sequence. */
    public void answer(HttpAnswer each) {
        script.each(each);
    }

    /** Has a function choose the answers after those of the sequence, as {@link HttpsEndpointBuilder#choosing} does. */
    public void choosing(Function<ReceivedRequest, HttpAnswer> chooser) {
        script.choose(chooser);
    }

    /** Closes the port, so that new connections are refused; present ones live on. */
    public void refuse() {
        try {
            sockets.refuse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all connections with FIN, without close_notify, as a server does that is tired of idle ones. */
    public void endConnections() {
        sockets.connections().forEach(ReopeningServerSocket::end);
    }

    /** Closes the port and resets all connections (RST). */
    public void die() {
        refuse();
        sockets.connections().forEach(ReopeningServerSocket::reset);
    }

    /**
     * Opens the same port again, after {@link #refuse()} or {@link #die()}; does nothing if it is open.
     *
     * @throws UncheckedIOException if another process has taken the port
     * @throws IllegalStateException if the endpoint is closed
     */
    public void restart() {
        try {
            sockets.reopen();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be opened again", e);
        }
    }

    /** Closes the port and all connections; the threads end soon after. Further calls do nothing more. */
    @Override
    public void close() {
        dispatcher.release();
        try {
            sockets.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            endConnections();
            server.close();
        }
    }

    private String description() {
        StringBuilder text = new StringBuilder("took " + log.count() + " messages on " + this);
        List<ReceivedRequest> all = requests();
        text.append(", ").append(connectionCount()).append(" connections, ");
        text.append(all.size()).append(" requests");
        all.stream()
                .skip(Math.max(0, all.size() - 5))
                .forEach(one -> text.append("\n  ").append(one));
        failures().forEach(failure -> text.append("\n  failure: ").append(failure));
        return text.toString();
    }

    @Override
    public String toString() {
        return "HttpsEndpoint[" + (certificate == null ? "HTTP" : "HTTPS") + ", port " + port + "]";
    }
}
