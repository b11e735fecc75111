package dev.spillway.examples.album.web;

import dev.spillway.examples.album.store.Gallery;
import dev.spillway.examples.album.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A running album on a free port of the loopback interface, and a browser's part of the conversation. */
final class Site implements AutoCloseable {

    private static final String BOUNDARY = "----boundary7f3a";

    private final AlbumServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Site(ObjectStore store, Path waitingRoom) throws IOException {
        this(store, waitingRoom, null);
    }

    /** @param crash what the crash button does; null for a site without one */
    Site(ObjectStore store, Path waitingRoom, Runnable crash) throws IOException {
        server = new AlbumServer(new Gallery(store, Clock.systemUTC()), waitingRoom, "127.0.0.1", 0, crash);
        server.open();
        server.start();
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        // A client of its own: a shared one may take up a connection that the server closes after a refusal.
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> submit(String path, String form) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpResponse<String> upload(String path, String fileName, byte[] content, String title)
            throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(fileName, content, title))));
    }

    static byte[] form(String fileName, byte[] content, String title) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"" + fileName
                + "\"\r\nContent-Type: image/jpeg\r\n\r\n"));
        body.write(content);
        body.write(text("\r\n--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n" + title
                + "\r\n--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
