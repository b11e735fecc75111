package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.http.Exchange;
import dev.spillway.internal.transport.http.HttpAnswer;
import dev.spillway.internal.transport.http.HttpClient;
import dev.spillway.internal.transport.http.HttpClients;
import dev.spillway.internal.transport.http.HttpProxy;
import dev.spillway.internal.transport.http.HttpRequest;
import dev.spillway.internal.transport.tls.TlsContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Simulated HTTP endpoints, which take lines. */
final class SimHttp implements HttpClients {
    private final SimTime time;
    private final Oracle oracle;
    private final Runnable wake;
    private final List<Request> requests = new ArrayList<>();
    private Function<Request, HttpScript> script = request -> HttpScript.answer(200);
    private int clients;
    private int open;
    private int underWay;

    /**
     * A request that came in.
     *
     * @param client the how-manieth client sent it
     * @param nanos when, since the simulation began
     */
    record Request(
            String host, int client, long nanos, String name, List<String> lines, List<HttpRequest.Header> headers) {
        String header(String wanted) {
            return headers.stream()
                    .filter(header -> header.name().equals(wanted))
                    .map(HttpRequest.Header::value)
                    .findFirst()
                    .orElse(null);
        }
    }

    SimHttp(SimTime time, Oracle oracle, Runnable wake) {
        this.time = time;
        this.oracle = oracle;
        this.wake = wake;
    }

    /** What each request comes to. */
    SimHttp does(Function<Request, HttpScript> what) {
        script = what;
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    /** Clients that are not closed. */
    int open() {
        return open;
    }

    @Override
    public HttpClient client(String host, List<InetAddress> addresses, TlsContext tls, HttpProxy proxy) {
        clients++;
        open++;
        return new Client(host, clients);
    }

    @Override
    public void close() {
        // Each client is closed by itself.
    }

    private final class Client implements HttpClient {
        private final String host;
        private final int number;

        Client(String host, int number) {
            this.host = host;
            this.number = number;
        }

        @Override
        public Exchange post(HttpRequest request) {
            List<String> lines = lines(request);
            Request got = new Request(host, number, time.elapsed(), name(request), lines, request.headers());
            requests.add(got);
            underWay++;
            if (underWay > 1) {
                throw new AssertionError("two requests at a time");
            }
            SimExchange exchange = new SimExchange();
            exchange.begin(script.apply(got), got);
            return exchange;
        }

        @Override
        public void close() {
            open--;
        }
    }

    private static String name(HttpRequest request) {
        return request.headers().stream()
                .filter(header -> header.name().equals("Idempotency-Key"))
                .map(HttpRequest.Header::value)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(HttpRequest request) {
        byte[] body = Arrays.copyOf(request.body(), request.length());
        boolean gzip =
                request.headers().stream().anyMatch(header -> header.value().equals("gzip"));
        try {
            byte[] plain = gzip ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
            return new String(plain, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class SimExchange implements Exchange {
        private HttpAnswer answer;
        private boolean over;

        void begin(HttpScript what, Request request) {
            if (what.takes()) {
                time.after(what.delayNanos() == Long.MAX_VALUE ? 0 : what.delayNanos() / 2, () -> take(request));
            }
            if (what.delayNanos() != Long.MAX_VALUE) {
                time.after(what.delayNanos(), () -> finish(what));
            }
        }

        private void take(Request request) {
            if (!over) {
                for (String line : request.lines()) {
                    oracle.received(SimHttp.this, request.client(), line.getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        private void finish(HttpScript what) {
            if (!over) {
                end();
                answer = what.status() == 0
                        ? HttpAnswer.failed("the connection broke")
                        : new HttpAnswer(what.status(), what.retryAfter(), time.epochMillis(), what.text(), null);
                wake.run();
            }
        }

        private void end() {
            over = true;
            underWay--;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public HttpAnswer answer() {
            return answer;
        }

        @Override
        public void cancel() {
            if (!over) {
                end();
            }
        }
    }
}
