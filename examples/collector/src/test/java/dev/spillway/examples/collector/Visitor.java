package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What a browser does: says which site's page it shows, and sends the cookie that it was given. */
final class Visitor {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI page;
    private String siteHeader = "Sec-Fetch-Site";
    private String site = "same-origin";
    private String cookie = "";
    private String token = "";

    Visitor(RunningCollector running) {
        this(running, "localhost");
    }

    Visitor(RunningCollector running, String host) {
        this.page = URI.create("http://" + host + ":" + running.collector().httpPort());
    }

    /** Shows a page of another site from now on. */
    Visitor fromSite(String value) {
        site = value;
        return this;
    }

    /** Is an older browser that shows a page of that origin from now on. */
    Visitor fromOrigin(String value) {
        siteHeader = "Origin";
        site = value;
        return this;
    }

    String cookie() {
        return cookie;
    }

    Visitor withCookie(String value) {
        cookie = value;
        return this;
    }

    /** Is no browser at all, but a client of the API. */
    Visitor withToken(String value) {
        token = value;
        return this;
    }

    HttpResponse<String> send(String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path))
                .timeout(PATIENCE)
                .header(siteHeader, site)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (!token.isEmpty()) {
            request.header("X-Papertrail-Token", token);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        Optional<String> set = response.headers().firstValue("Set-Cookie");
        set.ifPresent(value -> cookie = value.substring(0, value.indexOf(';')));
        return response;
    }

    int status(String method, String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(method, path, body).statusCode();
    }

    int status(String path) throws IOException, InterruptedException {
        return status("GET", path, Map.of());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return ok(send("GET", path, Map.of()));
    }

    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return ok(send("POST", path, body));
    }

    private static JsonNode ok(HttpResponse<String> response) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
