package dev.spillway.internal.transport.http;

import dev.spillway.internal.transport.tls.TlsContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** HTTP by OkHttp 5, or 4.12 where the application has that. This class is only loaded where a destination needs it. */
public final class OkHttpClients implements HttpClients {
    private static final String PROXY_CREDENTIALS = "Proxy-Authorization";

    private final Dispatcher dispatcher;
    private final Executor calls;
    private final Runnable end;
    private final Runnable wake;
    private final HttpTimeouts timeouts;

    /**
     * How long things may take.
     *
     * @param connect a connection to be made
     * @param write an endpoint to take nothing
     * @param read an endpoint to send nothing of its answer
     */
    public record HttpTimeouts(Duration connect, Duration write, Duration read) {}

    /**
     * @param dispatcher runs the requests
     * @param calls where it runs them
     * @param end ends that
     * @param wake wakes the pump
     */
    public OkHttpClients(Dispatcher dispatcher, Executor calls, Runnable end, Runnable wake, HttpTimeouts timeouts) {
        this.dispatcher = dispatcher;
        this.calls = calls;
        this.end = end;
        this.wake = wake;
        this.timeouts = timeouts;
    }

    @Override
    public HttpClient client(
            String host, List<InetAddress> addresses, @Nullable TlsContext tls, @Nullable HttpProxy proxy) {
        ConnectionPool pool = new ConnectionPool(1, Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(pool)
                .dns(name -> addresses)
                .socketFactory(new Sockets(proxy))
                .proxy(proxy(proxy))
                .connectTimeout(timeouts.connect())
                .writeTimeout(timeouts.write())
                // The transport watches over the request as a whole. OkHttp's callTimeout must stay unset: where it
                // ends
                // while an answer is closed, OkHttp 5.1 throws a ClassCastException.
                .readTimeout(timeouts.read())
                // A token must not follow a redirect to somebody else.
                .followRedirects(false)
                .followSslRedirects(false)
                // To another address of the host, or on a new connection if an idle one was closed meanwhile.
                .retryOnConnectionFailure(true);
        if (proxy != null && proxy.greeting() == null && proxy.user() != null && proxy.password() != null) {
            String credentials =
                    Credentials.basic(proxy.user().reveal(), proxy.password().reveal(), StandardCharsets.UTF_8);
            builder.proxyAuthenticator((route, response) -> authenticated(response, credentials));
        }
        if (tls == null) {
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).protocols(List.of(Protocol.HTTP_1_1));
        } else {
            // What to enable, and that the name is verified within the handshake, is set on each socket.
            ConnectionSpec whatTheSocketHas = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                    .allEnabledTlsVersions()
                    .allEnabledCipherSuites()
                    .build();
            builder.connectionSpecs(List.of(whatTheSocketHas))
                    .sslSocketFactory(new TlsSockets(tls, host), tls.trustManager());
            if (!tls.settings().verifyHostname()) {
                // Otherwise OkHttp verifies the name too: a second wall, should a JSSE provider pass over the first.
                builder.hostnameVerifier((name, session) -> true);
            }
        }
        return new OkHttp(builder.build(), calls, wake);
    }

    /** What OkHttp is told of it, which looks an HTTP proxy up by itself, with our answer. */
    private static Proxy proxy(@Nullable HttpProxy proxy) {
        return proxy == null || proxy.greeting() != null
                ? Proxy.NO_PROXY
                : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
    }

    /** Asked before the first request already; null if the proxy has refused what it was told. */
    private static @Nullable Request authenticated(Response response, String credentials) {
        return response.request().header(PROXY_CREDENTIALS) != null
                ? null
                : response.request()
                        .newBuilder()
                        .header(PROXY_CREDENTIALS, credentials)
                        .build();
    }

    @Override
    public void close() {
        // Closing a connection may wait for it.
        calls.execute(dispatcher::cancelAll);
        end.run();
    }
}
