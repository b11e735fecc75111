package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.StartException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The web server: the live page, and beside it what others add. The page is a few fixed files and the stream of events,
 * nothing that a log line could be part of as markup.
 */
public final class PageServer implements AutoCloseable {

    private static final int MOST_THREADS = 80;
    private static final int FEWEST_THREADS = 4;

    static final List<String> FILES = List.of(
            "account.js",
            "address.js",
            "ansi.js",
            "api.js",
            "dashboard.css",
            "dashboard.js",
            "dialogs.js",
            "dom.js",
            "door.js",
            "english.js",
            "feed.js",
            "forms.js",
            "graph.js",
            "groups.js",
            "icon.svg",
            "index.html",
            "jump.js",
            "keys.js",
            "korean.js",
            "live.js",
            "marks.js",
            "mute.js",
            "page.css",
            "page.js",
            "rows.css",
            "rows.js",
            "searchbox.js",
            "searches.js",
            "status.js",
            "theme.js",
            "viewer.js",
            "window.js",
            "words.js");

    private static final Map<String, String> PATHS =
            FILES.stream().collect(Collectors.toMap(PageServer::pathOf, file -> file));

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-cache");

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final ServerSocketChannel channel;
    private final InetAddress address;
    private final int port;
    private final EventStream stream;
    private final SSLContext tls;
    private final Consumer<RoutesConfig> others;
    private final Javalin javalin;

    private PageServer(ServerSocketChannel channel, SSLContext tls, EventStream stream, Consumer<RoutesConfig> others) {
        this.channel = channel;
        this.address = channel.socket().getInetAddress();
        this.port = channel.socket().getLocalPort();
        this.stream = stream;
        this.tls = tls;
        this.others = others;
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for a free one
     * @param tls what the server shows to those that speak TLS to this port
     * @param stream of events, ended with the server
     * @param others adds what else the port serves beside the page
     * @throws StartException if the port cannot be had
     */
    public static PageServer start(
            InetAddress address, int port, SSLContext tls, EventStream stream, Consumer<RoutesConfig> others)
            throws StartException {
        PageServer server = new PageServer(bind(address, port), tls, stream, others);
        server.javalin.start();
        return server;
    }

    /** Binds before the web server starts, since that would log a taken port in its own words. */
    private static ServerSocketChannel bind(InetAddress address, int port) throws StartException {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw StartException.port("--http-port", port, address, e);
        }
    }

    /** Whether the path is one of the page's own files, which say nothing of any event. */
    public static boolean isFile(String path) {
        return PATHS.containsKey(path);
    }

    /** Port that it listens on. */
    public int port() {
        return port;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        config.jetty.addConnector(this::connector);
        config.routes.before(this::guard);
        PATHS.forEach((path, file) -> {
            byte[] content = read(file);
            config.routes.get(path, context -> context.contentType(typeOf(file)).result(content));
        });
        config.routes.get("/events", stream::serve);
        others.accept(config.routes);
    }

    /** Takes both on one port: whoever begins with a TLS handshake speaks HTTPS, all others HTTP. */
    private Connector connector(Server server, HttpConfiguration http) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSslContext(tls);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        DetectorConnectionFactory detector =
                new DetectorConnectionFactory(new SslConnectionFactory(context, plain.getProtocol()));
        ServerConnector connector = new ServerConnector(server, detector, plain);
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    /** A foreign page may point a name of its own at this address; on loopback only loopback's names are answered. */
    private void guard(Context context) {
        HEADERS.forEach(context::header);
        if (address.isLoopbackAddress() && !isLoopbackName(context.header("Host"))) {
            throw new ForbiddenResponse("This page answers to localhost only.");
        }
    }

    private static boolean isLoopbackName(@Nullable String host) {
        return host != null && LOOPBACK_NAMES.contains(host.replaceFirst(":\\d+$", ""));
    }

    private static String pathOf(String file) {
        return file.equals("index.html") ? "/" : "/" + file;
    }

    private static String typeOf(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no type for " + file);
        };
    }

    private static byte[] read(String file) {
        try (InputStream in = PageServer.class.getResourceAsStream("/page/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks page/" + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every browser's stream and frees the port. */
    @Override
    public void close() {
        stream.stop();
        javalin.stop();
    }
}
