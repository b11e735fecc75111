package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What presets send over syslog, byte by byte, against the examples that docs/endpoints.md names. */
final class SyslogPresetTest {
    private static final String HEAD = "<14>1 2026-11-22T09:08:07.000321Z web-1 album 4711 - ";
    private static final String META = "[meta sequenceId=\"1\"]";
    private static final String TEXT = " com.example.Main: two\nlines";
    private static final String ONE_LINE = " com.example.Main: two\\nlines";
    /** As long as real ones, with every sign that they have. */
    private static final String TOKEN = "aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_aZ0+/-_a";

    @TempDir
    Path directory;

    @Test
    void papertrailByPort() throws Exception {
        assertThat(sentOverTls("papertrail", "")).isEqualTo(counted(HEAD + META + TEXT));
        assertThat(sentOverTcp("papertrail", "")).isEqualTo(HEAD + META + ONE_LINE + "\n");
    }

    @Test
    void papertrailByToken() throws Exception {
        String element = "[" + TOKEN + "@41058]";

        assertThat(sentOverTls("papertrail", TOKEN)).isEqualTo(counted(HEAD + element + META + TEXT));
        assertThat(sentOverTcp("papertrail", TOKEN)).isEqualTo(HEAD + element + META + ONE_LINE + "\n");
    }

    @Test
    void loggly() throws Exception {
        assertThat(sentOverTls("loggly", TOKEN)).isEqualTo(HEAD + "[" + TOKEN + "@41058]" + META + ONE_LINE + "\n");
    }

    @Test
    void logglyWithATagInTheTokensElement() throws Exception {
        assertThat(sentOverTls("loggly", TOKEN, "structuredData", "[{token}@41058 tag=\"prod\"][x@1 y=\"z\"]"))
                .isEqualTo(HEAD + "[" + TOKEN + "@41058 tag=\"prod\"]" + META + "[x@1 y=\"z\"]" + ONE_LINE + "\n");
    }

    @Test
    void betterStack() throws Exception {
        assertThat(sentOverTls("betterstack", TOKEN))
                .isEqualTo(counted(HEAD + "[logtail@11993 source_token=\"" + TOKEN + "\"]" + META + TEXT));
    }

    @Test
    void sumoLogic() throws Exception {
        assertThat(sentOverTls("sumologic", TOKEN)).isEqualTo(HEAD + "[" + TOKEN + "@41123]" + META + ONE_LINE + "\n");
    }

    @Test
    void cloudFoundryCountsTheLineFeed() throws Exception {
        assertThat(sentOverTls("cloudfoundry", "")).isEqualTo(counted(HEAD + META + TEXT + "\n"));
    }

    @Test
    void plainIsAsWithoutAPreset() throws Exception {
        assertThat(sentOverTls("plain", "")).isEqualTo(counted(HEAD + META + TEXT));
        assertThat(sentOverTls("", "")).isEqualTo(counted(HEAD + META + TEXT));
    }

    @Test
    void aTokenGoesWhereStructuredDataHasAPlaceForIt() throws Exception {
        assertThat(sentOverTls("", TOKEN, "structuredData", "[x@1 X-OVH-TOKEN=\"{token}\"]"))
                .isEqualTo(counted(HEAD + "[x@1 X-OVH-TOKEN=\"" + TOKEN + "\"]" + META + TEXT));
    }

    @Test
    void anExplicitOptionWinsOverThePreset() throws Exception {
        assertThat(sentOverTls("loggly", TOKEN, "framing", "octet-counting"))
                .isEqualTo(counted(HEAD + "[" + TOKEN + "@41058]" + META + TEXT));
    }

    @Test
    void aDatagramCarriesTheTokenToo() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.udp().start();
                Spillway spillway = builder("betterstack", TOKEN)
                        .destination("syslog+udp://127.0.0.1:" + endpoint.port())
                        .build()) {
            spillway.log(event("up"));

            assertThat(endpoint.awaitMessages(1, Duration.ofSeconds(60)).get(0).text())
                    .isEqualTo(
                            HEAD + "[logtail@11993 source_token=\"" + TOKEN + "\"]" + META + " com.example.Main: up");
        }
    }

    @ParameterizedTest
    @CsvSource({"papertrail, 99990", "loggly, 8192", "betterstack, 8192", "sumologic, 64000"})
    void theTokenCountsForTheLargestMessage(String preset, int size) throws Exception {
        String sent = sentOverTls(
                builder(preset, TOKEN).set("oversize", "truncate").set("framing", "octet-counting"),
                event("x".repeat(200_000)));

        assertThat(sent).startsWith(size + " <14>1 ");
        assertThat(sent.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSize(size + String.valueOf(size).length() + 1);
    }

    private String sentOverTls(String preset, String token, String... options) throws Exception {
        SpillwayBuilder builder = builder(preset, token);
        for (int i = 0; i < options.length; i += 2) {
            builder.set(options[i], options[i + 1]);
        }
        return sentOverTls(builder, event("two\nlines"));
    }

    private String sentOverTls(SpillwayBuilder builder, LogEvent event) throws Exception {
        try (ByteRecorder recorder = ByteRecorder.tls()) {
            try (Spillway spillway = builder.caFile(recorder.caFile(directory))
                    .destination("syslog+tls://localhost:" + recorder.port())
                    .build()) {
                spillway.log(event);
            }
            return recorder.text();
        }
    }

    private static String sentOverTcp(String preset, String token) throws Exception {
        try (ByteRecorder recorder = ByteRecorder.tcp()) {
            try (Spillway spillway = builder(preset, token)
                    .destination("syslog+tcp://127.0.0.1:" + recorder.port())
                    .build()) {
                spillway.log(event("two\nlines"));
            }
            return recorder.text();
        }
    }

    private static SpillwayBuilder builder(String preset, String token) {
        return Spillway.builder()
                .set("endpoint", preset)
                .set("token", token)
                .set("hostname", "web-1")
                .set("procId", "4711")
                .set("fields", "")
                // A first handshake takes a busy machine its time.
                .set("connectionTimeout", "1min")
                .set("shutdownTimeout", "1min")
                .appName("album")
                .reporter(new SilentReporter());
    }

    private static LogEvent event(String message) {
        Instant time = Instant.parse("2026-11-22T09:08:07.000321Z");
        return new LogEvent(Severity.INFO, time, "com.example.Main", message, null, Map.of());
    }

    private static String counted(String message) {
        return message.getBytes(java.nio.charset.StandardCharsets.UTF_8).length + " " + message;
    }
}
