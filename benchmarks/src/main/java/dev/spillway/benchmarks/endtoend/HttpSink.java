package dev.spillway.benchmarks.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A sink over HTTP or HTTPS. */
final class HttpSink implements SinkServer {
    private static final int CHUNK = 64 * 1024;
    private static final int BACKLOG = 16;

    private final @Nullable SSLContext context;
    private final Executor threads;
    private final Reader reader;
    private final int port;
    private HttpServer server;

    HttpSink(@Nullable SSLContext context, Executor threads, Reader reader) throws IOException {
        this.context = context;
        this.threads = threads;
        this.reader = reader;
        server = open(0);
        port = server.getAddress().getPort();
    }

    private HttpServer open(int wanted) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
        HttpServer opened;
        if (context == null) {
            opened = HttpServer.create(address, BACKLOG);
        } else {
            HttpsServer secured = HttpsServer.create(address, BACKLOG);
            secured.setHttpsConfigurator(new HttpsConfigurator(context));
            opened = secured;
        }
        opened.createContext("/", this::answer);
        opened.setExecutor(threads);
        opened.start();
        return opened;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            reader.read(zipped ? new GZIPInputStream(body, CHUNK) : body);
            // Loki has no content to answer with, the others are content with an empty answer.
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().startsWith("/loki") ? 204 : 200, -1);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void goAway() {
        server.stop(0);
    }

    @Override
    public void comeBack() throws IOException {
        server = open(port);
    }
}
