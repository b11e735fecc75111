package dev.spillway.internal.transport.http;

import dev.spillway.internal.transport.tls.Causes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A client that keeps one connection to one destination. */
final class OkHttp implements HttpClient {
    /** So much of an answer is read; of what is longer, the rest is not. */
    static final int MOST_BYTES = 8 * 1024;

    private final OkHttpClient client;
    private final Executor calls;
    private final Runnable wake;

    OkHttp(OkHttpClient client, Executor calls, Runnable wake) {
        this.client = client;
        this.calls = calls;
        this.wake = wake;
    }

    @Override
    public Exchange post(HttpRequest request) {
        Request.Builder builder = new Request.Builder()
                .url(request.url())
                .post(RequestBody.create(request.body(), null, 0, request.length()));
        for (HttpRequest.Header header : request.headers()) {
            builder.header(header.name(), header.value());
        }
        OkHttpExchange exchange = new OkHttpExchange();
        Call call =
                client.newBuilder().eventListener(exchange.listener()).build().newCall(builder.build());
        exchange.start(call);
        return exchange;
    }

    @Override
    public void close() {
        // Closing a TLS connection writes to it, which may wait.
        execute(client.connectionPool()::evictAll);
    }

    private void execute(Runnable task) {
        try {
            calls.execute(task);
        } catch (RejectedExecutionException e) {
            // The engine has ended, and its connections with it.
        }
    }

    private final class OkHttpExchange implements Exchange, Callback {
        private @Nullable Call call;
        private volatile boolean connected;
        private volatile @Nullable HttpAnswer answer;

        EventListener listener() {
            return new EventListener() {
                @Override
                public void connectionAcquired(Call acquiring, Connection connection) {
                    connected = true;
                }
            };
        }

        void start(Call started) {
            call = started;
            started.enqueue(this);
        }

        @Override
        public void onFailure(Call failed, IOException e) {
            finish(HttpAnswer.failed(Causes.sentence(e)));
        }

        @Override
        public void onResponse(Call answered, Response response) {
            try (response) {
                finish(read(response));
            } catch (IOException e) {
                finish(HttpAnswer.failed("its answer broke off: " + Causes.sentence(e)));
            }
        }

        private HttpAnswer read(Response response) throws IOException {
            String text = "";
            if (response.body() != null) {
                InputStream body = response.body().byteStream();
                text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
            Long date = RetryAfter.millisOf(response.header("Date"));
            long dateMillis = date == null ? System.currentTimeMillis() : date;
            return new HttpAnswer(response.code(), response.header("Retry-After"), dateMillis, text, null);
        }

        private void finish(HttpAnswer found) {
            answer = found;
            wake.run();
        }

        @Override
        public boolean isConnected() {
            return connected;
        }

        @Override
        public @Nullable HttpAnswer answer() {
            return answer;
        }

        @Override
        public void cancel() {
            Call started = call;
            if (started != null && answer == null) {
                execute(started::cancel);
            }
        }
    }
}
