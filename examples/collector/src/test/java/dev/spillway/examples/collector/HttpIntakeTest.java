package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpIntakeTest {

    private static final String TOKEN = "a-token/with+marks";

    @TempDir
    private Path data;

    private RunningCollector running;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        running = new RunningCollector(data, "another", TOKEN);
        client = HttpClient.newBuilder()
                .sslContext(Senders.trusting(running.collector().caFile()))
                .build();
    }

    @AfterEach
    void close() {
        running.close();
    }

    private HttpRequest.Builder post(String path, byte[] body) {
        return HttpRequest.newBuilder(
                        URI.create("https://localhost:" + running.collector().httpPort() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void bulkIsOneEventALineWhateverItBeginsWith() throws Exception {
        String lines = "<11>1 2026-11-22T12:00:00Z web album 7 - - 앨범\r\n\n5 apples\n{\"message\": \"json\"}";

        assertThat(send(post("/v1/logs/bulk", lines))).isEqualTo(200);

        assertThat(running.messages()).containsExactly("앨범", "5 apples", "{\"message\": \"json\"}");
        SyslogEvent first = running.events().get(0);
        assertThat(first.host()).isEqualTo("web");
        assertThat(first.program()).isEqualTo("album");
        assertThat(running.events().get(1).host()).isEqualTo("127.0.0.1");
    }

    @Test
    void singleEventKeepsItsLineBreaks() throws Exception {
        assertThat(send(post("/v1/logs", "12 <14>1 - h p - - - first\n  second\n")))
                .isEqualTo(200);
        assertThat(send(post("/v1/logs", ""))).isEqualTo(200);
        assertThat(send(post("/v1/logs", "x".repeat(300_000)))).isEqualTo(200);

        assertThat(running.messages()).hasSize(2);
        assertThat(running.messages().get(0)).isEqualTo("12 <14>1 - h p - - - first\n  second");
        assertThat(running.messages().get(1)).endsWith("x [cut: 131072 of 300000 bytes kept]");
    }

    @Test
    void logplexIsOneEventAFrame() throws Exception {
        String frames = Senders.counted("<14>1 - h p - - - first\nsecond") + Senders.counted("<14>1 - h p - - third");

        assertThat(send(post("/v1/logs/logplex/" + TOKEN.replace("/", "%2F"), frames)
                        .setHeader("Authorization", "Other x")
                        .header("Content-Type", "application/logplex-1")))
                .isEqualTo(200);
        assertThat(send(post("/v1/logs/logplex/wrong", frames)
                        .setHeader("Authorization", "Other x")
                        .header("Content-Type", "application/logplex-1")))
                .isEqualTo(401);
        assertThat(send(post("/v1/logs/logplex", frames).header("Content-Type", "text/plain")))
                .isEqualTo(415);

        assertThat(running.messages()).containsExactly("first\nsecond", "third");
    }

    @Test
    void compressedBodiesAreTakenAndBrokenOnesRefused() throws Exception {
        byte[] whole = gzip("<14>p: one\n<14>p: two\n");
        byte[] cut = Arrays.copyOf(whole, whole.length - 12);

        assertThat(send(post("/v1/logs/bulk", whole).header("Content-Encoding", "gzip")))
                .isEqualTo(200);
        assertThat(send(post("/v1/logs/bulk", cut).header("Content-Encoding", "gzip")))
                .isEqualTo(400);
        assertThat(send(post("/v1/logs/bulk", "no gzip").header("Content-Encoding", "gzip")))
                .isEqualTo(400);
        assertThat(send(post("/v1/logs/bulk", "x").header("Content-Encoding", "br")))
                .isEqualTo(415);
        assertThat(running.messages()).containsExactly("one", "two");
    }

    @Test
    void bombIsRefused() throws Exception {
        byte[] bomb = gzip("x".repeat(65 * 1024 * 1024));

        assertThat(send(post("/v1/logs/bulk", bomb).header("Content-Encoding", "gzip")))
                .isEqualTo(413);
        assertThat(running.messages()).isEmpty();
    }

    @Test
    void tokenIsDemandedInAnyOfItsPlacesAndNeverToldOf() throws Exception {
        String basic = Base64.getEncoder().encodeToString((":" + TOKEN).getBytes(StandardCharsets.UTF_8));

        assertThat(send(post("/v1/logs/bulk", "basic").setHeader("Authorization", "Basic " + basic)))
                .isEqualTo(200);
        assertThat(send(post("/v1/logs/bulk/another", "path").setHeader("Authorization", "Other x")))
                .isEqualTo(200);
        for (String wrong : new String[] {"Bearer wrong", "Bearer ", "Basic !!", "Basic " + "eA=="}) {
            HttpResponse<String> response = client.send(
                    post("/v1/logs/bulk", "x").setHeader("Authorization", wrong).build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(wrong).isEqualTo(401);
            assertThat(response.body()).isEqualTo("{\"message\":\"token missing or not known\"}");
        }
        assertThat(running.messages()).containsExactly("basic", "path");
    }

    @Test
    void pagesOfOtherSitesMaySendNothing() throws Exception {
        try (Socket socket = Senders.tcp(running.collector().httpPort())) {
            Senders.send(
                    socket,
                    "POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nAuthorization: Bearer "
                            + TOKEN + "\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ");
        }
        assertThat(running.messages()).isEmpty();
    }

    @Test
    void syslogNeedsTheTokenToo() throws Exception {
        try (Socket socket = Senders.tls(
                "localhost", running.collector().tlsPort(), running.collector().caFile())) {
            Senders.send(socket, "<14>1 - h p 1 - - without\n<14>1 - h p 1 - [" + TOKEN + "@41058] with\n");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(running.messages()).containsExactly("with");
        assertThat(running.events().get(0).structuredData()).isEmpty();
    }
}
