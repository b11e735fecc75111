package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What presets and recipes send in requests, byte by byte, against the examples that docs/endpoints.md names. */
final class HttpPresetTest {
    private static final String SYSLOG = "<14>1 2026-11-22T09:08:07.000321Z web-1 album 4711 - [meta sequenceId=\"1\"]";
    private static final String LINE = SYSLOG + " com.example.Main: two\\nlines";
    private static final String JSON = "{\"timestamp\":\"2026-11-22T09:08:07.000321Z\",\"severity\":\"info\","
            + "\"hostname\":\"web-1\",\"service\":\"album\",\"pid\":4711,\"sequence\":1,"
            + "\"logger\":\"com.example.Main\",\"message\":\"two\\nlines\"}";
    /** As long as real ones, with every sign that they have. */
    private static final String TOKEN = "aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_a";

    @Test
    void papertrailTakesLines() throws Exception {
        RequestRecorder.Request request = request("papertrail", "");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/logs/bulk");
        assertThat(request.headers()).contains("authorization: Bearer " + TOKEN);
        assertThat(request.body()).isEqualTo(LINE + "\n");
    }

    @Test
    void papertrailTakesTheTokenInThePathToo() throws Exception {
        RequestRecorder.Request request = request("papertrail", "/v1/logs/bulk/{token}");

        assertThat(request.path()).isEqualTo("/v1/logs/bulk/" + TOKEN);
        assertThat(request.headers()).noneMatch(header -> header.startsWith("authorization:"));
        assertThat(request.body()).isEqualTo(LINE + "\n");
    }

    @Test
    void papertrailTakesLogplexFrames() throws Exception {
        RequestRecorder.Request request = request("papertrail", "/v1/logs/logplex/{token}");

        assertThat(request.path()).isEqualTo("/v1/logs/logplex/" + TOKEN);
        assertThat(request.headers())
                .contains("content-type: application/logplex-1")
                .noneMatch(header -> header.startsWith("authorization:"));
        assertThat(request.body()).isEqualTo(counted());
    }

    @Test
    void logglyTakesJsonInLines() throws Exception {
        RequestRecorder.Request request = request("loggly", "");

        assertThat(request.path()).isEqualTo("/bulk/" + TOKEN + "/tag/bulk/");
        assertThat(request.headers()).contains("content-type: text/plain");
        assertThat(request.body()).isEqualTo(JSON + "\n");
    }

    @Test
    void betterStackTakesJsonInLines() throws Exception {
        RequestRecorder.Request request = request("betterstack", "");

        assertThat(request.path()).isEqualTo("/");
        assertThat(request.headers()).contains("authorization: Bearer " + TOKEN, "content-type: application/x-ndjson");
        assertThat(request.body()).isEqualTo(JSON + "\n");
    }

    @Test
    void logplexIsWhatHerokusDrainsSend() throws Exception {
        RequestRecorder.Request request = request("logplex", "/logs");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/logs");
        assertThat(request.headers())
                .contains(
                        "content-type: application/logplex-1", "logplex-msg-count: 1", "logplex-drain-token: " + TOKEN)
                .anyMatch(header -> header.matches("logplex-frame-id: [0-9a-f]+"));
        assertThat(request.body()).isEqualTo(counted());
    }

    @Test
    void cloudFoundryIsLinesBehindEachOther() throws Exception {
        RequestRecorder.Request request = request("cloudfoundry", "/drain");

        assertThat(request.headers()).contains("content-type: text/plain");
        assertThat(request.body()).isEqualTo(LINE + "\n");
    }

    @Test
    void withoutAPresetTheTokenIsABearer() throws Exception {
        RequestRecorder.Request request = request("", "/any");

        assertThat(request.path()).isEqualTo("/any");
        assertThat(request.headers()).contains("authorization: Bearer " + TOKEN);
        assertThat(request.body()).isEqualTo(LINE + "\n");
    }

    @Test
    void aHeaderWithThePlaceReplacesTheBearer() throws Exception {
        RequestRecorder.Request request =
                request("", "/services/collector/raw", "header", "Authorization: Splunk {token}", "format", "json");

        assertThat(request.headers())
                .contains("authorization: Splunk " + TOKEN)
                .filteredOn(header -> header.startsWith("authorization:"))
                .hasSize(1);
        assertThat(request.body()).isEqualTo(JSON + "\n");
    }

    @Test
    void datadogTakesAnArray() throws Exception {
        RequestRecorder.Request request =
                request("", "/api/v2/logs", "header", "DD-API-KEY: {token}", "format", "json", "framing", "json-array");

        assertThat(request.path()).isEqualTo("/api/v2/logs");
        assertThat(request.headers())
                .contains("dd-api-key: " + TOKEN, "content-type: application/json")
                .noneMatch(header -> header.startsWith("authorization:"));
        assertThat(request.body()).isEqualTo("[" + JSON + "]");
    }

    @Test
    void logzIoTakesTheTokenInTheQuery() throws Exception {
        RequestRecorder.Request request =
                requestWith("0123456789abcdef", "", "/?token={token}&type=java", "format", "json");

        assertThat(request.path()).isEqualTo("/?token=0123456789abcdef&type=java");
        assertThat(request.body()).isEqualTo(JSON + "\n");
    }

    private static RequestRecorder.Request request(String preset, String path, String... options) throws Exception {
        return requestWith(TOKEN, preset, path, options);
    }

    private static RequestRecorder.Request requestWith(String token, String preset, String path, String... options)
            throws Exception {
        try (RequestRecorder recorder = RequestRecorder.start(202)) {
            SpillwayBuilder builder = Spillway.builder()
                    .destination(recorder.uri(path))
                    .set("endpoint", preset)
                    .set("token", token)
                    .set("compression", "none")
                    .set("hostname", "web-1")
                    .set("procId", "4711")
                    .set("fields", "")
                    .set("shutdownTimeout", "1min")
                    .appName("album")
                    .reporter(new SilentReporter());
            for (int i = 0; i < options.length; i += 2) {
                builder.set(options[i], options[i + 1]);
            }
            try (Spillway spillway = builder.build()) {
                Instant time = Instant.parse("2026-11-22T09:08:07.000321Z");
                spillway.log(new LogEvent(Severity.INFO, time, "com.example.Main", "two\nlines", null, Map.of()));
            }
            return recorder.next();
        }
    }

    private static String counted() {
        String message = SYSLOG + " com.example.Main: two\nlines";
        return message.getBytes(StandardCharsets.UTF_8).length + " " + message;
    }
}
