package dev.spillway.benchmarks.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.spillway.testkit.TestCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in a process of its own that counts the numbered events of any shipper and keeps nothing else. It prints
 * {@code port} with its port; for each line {@code await <events> <seconds>} on its standard input it prints
 * {@code arrived} with an {@link Arrivals.Count}, and it ends with its input. Arguments: {@code tls}, {@code tcp},
 * {@code http} or {@code https}, and a directory for {@link #CA} and {@link #TRUST}.
 */
public final class NumberedSink {
    /** The name of the PEM file with the certificate to be trusted. */
    static final String CA = "ca.pem";
    /** The name of the PKCS #12 file with the certificate to be trusted. */
    static final String TRUST = "trust.p12";
    /** The password of the latter. */
    static final String PASSWORD = "changeit";

    private static final int CHUNK = 64 * 1024;
    private static final int BACKLOG = 16;

    private final Arrivals arrivals = new Arrivals();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "sink");
        thread.setDaemon(true);
        return thread;
    });

    private NumberedSink() {}

    /** Runs until the end of standard input. */
    public static void main(String[] arguments) throws Exception {
        // Small answers are not to wait for anything.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        NumberedSink sink = new NumberedSink();
        String protocol = arguments[0];
        SSLContext context = protocol.equals("tls") || protocol.equals("https") ? secured(Path.of(arguments[1])) : null;
        int port = protocol.startsWith("http") ? sink.serve(context) : sink.listen(context);
        System.out.println("port " + port);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", -1);
            Arrivals.Count count =
                    sink.arrivals.await(Long.parseLong(words[1]), TimeUnit.SECONDS.toNanos(Long.parseLong(words[2])));
            System.out.println("arrived " + count.format());
        }
        System.exit(0);
    }

    private static SSLContext secured(Path directory) throws IOException, GeneralSecurityException {
        TestCertificates certificates = TestCertificates.create();
        Path ca = certificates.writeCaPem(directory.resolve(CA));
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (InputStream in = Files.newInputStream(ca)) {
            trust.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        try (OutputStream out = Files.newOutputStream(directory.resolve(TRUST))) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return certificates.loopback().serverContext();
    }

    private int listen(@Nullable SSLContext context) throws IOException {
        ServerSocketFactory factory =
                context == null ? ServerSocketFactory.getDefault() : context.getServerSocketFactory();
        ServerSocket server = factory.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(() -> accept(server));
        return server.getLocalPort();
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket connection = server.accept();
                threads.execute(() -> read(connection));
            }
        } catch (IOException e) {
            System.err.println("The sink accepts no more: " + e);
        }
    }

    private void read(Socket connection) {
        try (connection) {
            count(new ForwardInput(connection.getInputStream(), connection.getOutputStream()));
        } catch (IOException e) {
            System.err.println("The sink lost a connection: " + e);
        }
    }

    private void count(InputStream stream) throws IOException {
        NumberedBytes numbers = new NumberedBytes();
        byte[] chunk = new byte[CHUNK];
        for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
            arrivals.add(numbers.next(chunk, length), length);
        }
    }

    private int serve(@Nullable SSLContext context) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server;
        if (context == null) {
            server = HttpServer.create(address, BACKLOG);
        } else {
            HttpsServer secured = HttpsServer.create(address, BACKLOG);
            secured.setHttpsConfigurator(new HttpsConfigurator(context));
            server = secured;
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            count(zipped ? new GZIPInputStream(body, CHUNK) : body);
            // Loki has no content to answer with, the others are content with an empty answer.
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().startsWith("/loki") ? 204 : 200, -1);
        }
    }
}
