package dev.spillway.examples.collector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.StartException;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.log.Message;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.StoreSettings;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;
import dev.spillway.examples.collector.web.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageServerTest {

    private static final Instant TIME = Instant.parse("2026-11-22T12:00:00.5Z");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final LatestEvents latest = new LatestEvents();
    private final HttpClient browser = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private EventLog log;
    private EventIndex index;
    private volatile boolean mayWatch = true;
    private PageServer server;

    @BeforeEach
    void start() throws StartException, IOException, NoSuchAlgorithmException {
        Path directory = Files.createDirectory(data.resolve("log"));
        Clock clock = Clock.systemUTC();
        log = EventLog.open(directory, LogSettings.defaults(), clock, notice -> {});
        index = EventIndex.start(
                data.resolve("index"), log, new SyslogParser(clock), StoreSettings.defaults(), clock, notice -> {});
        EventStream stream =
                new EventStream(latest, log, index, group -> List.of(), host -> false, context -> mayWatch);
        server = PageServer.start(
                InetAddress.getLoopbackAddress(), 0, SSLContext.getDefault(), stream, Json::addRefusals);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        index.close();
        log.close();
    }

    private void log(String message) {
        try {
            long id = log.append(List.of(new Message(TIME, "::1", "<12>1 - web album 7 - - " + message)))
                    .get(0)
                    .id();
            latest.add(new StoredEvent(
                    id, "::1", new SyslogEvent(TIME, TIME, Severity.WARNING, 1, "web", "album", "7", "", "", message)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(request(path).build(), BodyHandlers.ofString());
    }

    private Stream open(String lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/events").header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return new Stream(
                browser.send(request.build(), BodyHandlers.ofInputStream()).body());
    }

    /** What a browser's EventSource reads. */
    private final class Stream implements AutoCloseable {
        private final BufferedReader lines;
        String lastId = "";

        Stream(InputStream body) {
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** Data of the next server-sent event of that name, or null at the end of the stream. */
        String next(String name) throws IOException {
            String current = "";
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(System.nanoTime()).as("heartbeats, but no %s", name).isLessThan(deadline);
                if (line.startsWith("id: ")) {
                    lastId = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    current = line.substring(7);
                } else if (line.startsWith("data: ") && current.equals(name)) {
                    return line.substring(6);
                }
            }
            return null;
        }

        List<String> messages(int count) throws IOException {
            List<String> messages = new ArrayList<>();
            while (messages.size() < count) {
                json.readTree(next("events"))
                        .get("events")
                        .forEach(row -> messages.add(row.get("message").asText()));
            }
            return messages;
        }

        /** Waits for the end, in order or by force. */
        boolean endsWithoutEvent() {
            try {
                return next("events") == null;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void pageIsSelfContainedAndMayRunNothingForeign() throws Exception {
        List<String> paths = PageServer.FILES.stream()
                .map(file -> "/" + file.replace("index.html", ""))
                .toList();
        assertThat(paths).contains("/", "/page.css", "/page.js");
        for (String path : paths) {
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(response.body().replace("http://www.w3.org/2000/svg", ""))
                    .doesNotContain("http:", "https:");
        }
        for (String script : paths.stream().filter(path -> path.endsWith(".js")).toList()) {
            assertThat(get(script).body())
                    .as(script)
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void browserGetsTheLatestEventsAndThenEachNewOne() throws Exception {
        log("before");
        try (Stream stream = open(null)) {
            assertThat(stream.messages(1)).containsExactly("before");
            log("<script>alert(1)</script>\n\u001b[31m");
            JsonNode batch = json.readTree(stream.next("events"));

            assertThat(batch.get("skipped").asLong()).isZero();
            assertThat(batch.get("whole").asBoolean()).isTrue();
            assertThat(batch.get("total").asLong()).isEqualTo(2);
            JsonNode row = batch.get("events").get(0);
            assertThat(row.get("time").asLong()).isEqualTo(TIME.toEpochMilli());
            assertThat(row.get("host").asText()).isEqualTo("web");
            assertThat(row.get("program").asText()).isEqualTo("album");
            assertThat(row.get("process").asText()).isEqualTo("7");
            assertThat(row.get("severity").asText()).isEqualTo("warning");
            assertThat(row.get("message").asText()).isEqualTo("<script>alert(1)</script>\n\u001b[31m");
            assertThat(row.get("id").asLong()).isEqualTo(batch.get("through").asLong());
            assertThat(stream.lastId).isEqualTo(row.get("id").asText());
        }
    }

    @Test
    void streamEndsOnceItsBrowserMayNotWatch() throws Exception {
        log("seen");
        try (Stream stream = open(null)) {
            assertThat(stream.messages(1)).containsExactly("seen");
            mayWatch = false;
            log("secret");
            assertThat(stream.next("events")).isNull();
        }
    }

    @Test
    void browserThatComesBackGoesOnWhereItWas() throws Exception {
        log("a");
        String lastId;
        try (Stream stream = open(null)) {
            assertThat(stream.messages(1)).containsExactly("a");
            lastId = stream.lastId;
        }
        log("b");
        try (Stream stream = open(lastId)) {
            assertThat(stream.messages(1)).containsExactly("b");
        }
        try (Stream stream = open(Long.toString(log.end() + 1))) {
            JsonNode batch = json.readTree(stream.next("events"));
            assertThat(batch.get("whole").asBoolean()).as("of another log").isFalse();
            assertThat(batch.get("events")).hasSize(2);
        }
    }

    @Test
    void browserThatNeverReadsHoldsNobodyBackAndIsToldWhatItMissed() throws Exception {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Stream quick = open(null)) {
            String get = "GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
            slow.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
            assertThat(json.readTree(quick.next("events")).get("events")).isEmpty();
            String text = "x".repeat(10_000);
            int events = 5 * LatestEvents.CAPACITY;
            for (int i = 0; i < events; i++) {
                log(text);
            }
            long seen = 0;
            long skipped = 0;
            boolean whole = true;
            while (seen + skipped < events) {
                JsonNode batch = json.readTree(quick.next("events"));
                seen += batch.get("events").size();
                skipped += batch.get("skipped").asLong();
                whole &= batch.get("whole").asBoolean();
            }
            assertThat(seen + skipped).isEqualTo(events);
            assertThat(seen).isGreaterThanOrEqualTo(LatestEvents.CAPACITY);
            assertThat(whole).as("a batch that follows a gap says so").isEqualTo(skipped == 0);
        }
    }

    @Test
    void veryLongMessageIsShortenedForThePage() throws Exception {
        log("x".repeat(3_999) + "\ud83d\ude00".repeat(10));
        try (Stream stream = open(null)) {
            JsonNode row = json.readTree(stream.next("events")).get("events").get(0);
            assertThat(row.get("message").asText()).isEqualTo("x".repeat(3_999));
            assertThat(row.get("length").asInt()).isEqualTo(4_019);
        }
    }

    @Test
    void positionThatIsNoneIsRefused() throws Exception {
        assertThat(get("/events?after=now").statusCode()).isEqualTo(400);
        assertThat(get("/events?after=-1").statusCode()).isEqualTo(400);
    }

    @Test
    void foreignNameThatPointsHereIsRefused() throws IOException {
        assertThat(statusFor("evil.example")).contains(" 403 ");
        assertThat(statusFor("evil.example:" + server.port())).contains(" 403 ");
        assertThat(statusFor("127.0.0.1.evil.example")).contains(" 403 ");
        assertThat(statusFor("localhost:" + server.port())).contains(" 200 ");
        assertThat(statusFor("127.0.0.1")).contains(" 200 ");
    }

    private String statusFor(String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(60_000);
            String get = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void closingEndsTheStreams() throws Exception {
        log("a");
        try (Stream stream = open(null)) {
            assertThat(stream.messages(1)).containsExactly("a");
            server.close();
            assertThat(stream.endsWithoutEvent()).isTrue();
        }
    }
}
