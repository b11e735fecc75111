package dev.spillway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server that gives one answer to all requests, with the request in it, and keeps them. */
final class RequestRecorder implements AutoCloseable {
    private final HttpServer server;
    private final int status;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    /** A request as it came, each header field as {@code name: value} with its name in lower case. */
    record Request(String method, String path, List<String> headers, String body) {}

    private RequestRecorder(HttpServer server, int status) {
        this.server = server;
        this.status = status;
    }

    static RequestRecorder start(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RequestRecorder recorder = new RequestRecorder(server, status);
        server.createContext("/", recorder::take);
        server.start();
        return recorder;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().entrySet().stream()
                        .flatMap(header -> header.getValue().stream()
                                .map(value -> header.getKey().toLowerCase(Locale.ROOT) + ": " + value))
                        .toList(),
                body);
        requests.add(request);
        byte[] answer = request.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** A destination's URI with a path. */
    String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    Request next() throws InterruptedException {
        Request request = requests.poll(60, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
