package dev.spillway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/** The simplest HTTPS shipper there is: one POST after the other, by the JDK's client. */
final class PostingClient {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpsEndpoint endpoint;
    private final HttpClient client;

    private PostingClient(HttpsEndpoint endpoint, HttpClient.Version version, SSLContext context) {
        this.endpoint = endpoint;
        client = HttpClient.newBuilder()
                .version(version)
                .sslContext(context)
                .connectTimeout(SOON)
                .build();
    }

    static PostingClient http1(HttpsEndpoint endpoint) {
        return new PostingClient(
                endpoint, HttpClient.Version.HTTP_1_1, endpoint.certificate().clientContext());
    }

    static PostingClient http2(HttpsEndpoint endpoint) {
        return with(endpoint, endpoint.certificate().clientContext());
    }

    static PostingClient with(HttpsEndpoint endpoint, SSLContext context) {
        return new PostingClient(endpoint, HttpClient.Version.HTTP_2, context);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post(body.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain");
    }

    HttpResponse<String> post(byte[] body, String... headers) throws IOException, InterruptedException {
        return client.send(request(body, headers), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postAsync(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return client.sendAsync(request(bytes, "Content-Type", "text/plain"), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> stream(String body) throws IOException, InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return client.send(request(bytes, "Content-Type", "text/plain"), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest request(byte[] body, String... headers) {
        return HttpRequest.newBuilder(endpoint.uri("/v1/logs?host=a"))
                .timeout(SOON)
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
