package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.LogReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector has acknowledged stands in its log, whatever becomes of its process. */
final class AcknowledgementTest {

    private static final Pattern READY = Pattern.compile("collector ready: page (http[^\\s#]+)\\S* tls (\\d+) ");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Process process;
    private Matcher ready;

    @BeforeEach
    void start() throws IOException {
        Path out = directory.resolve("out");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectorCommand.class.getName(),
                        "--tls-port=0",
                        "--tcp-port=0",
                        "--udp-port=0",
                        "--http-port=0",
                        "--quiet")
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        ready = await().atMost(PATIENCE)
                .until(() -> READY.matcher(Files.readString(out, StandardCharsets.UTF_8)), Matcher::find);
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private KeyUpdateClient connect() throws Exception {
        return new KeyUpdateClient(
                Integer.parseInt(ready.group(2)), Senders.trusting(directory.resolve("collector-data/ca.pem")));
    }

    private List<String> log() throws IOException {
        List<String> texts = new ArrayList<>();
        try (LogReader reader = new LogReader(directory.resolve("collector-data/log"), 0)) {
            Entry entry = reader.next(Long.MAX_VALUE);
            while (entry != null) {
                texts.add(entry.message().text());
                entry = reader.next(Long.MAX_VALUE);
            }
        }
        return texts;
    }

    @Test
    void answerToKeyUpdateMeansThatAllBeforeItStandsInTheLogEvenAfterAKill() throws Exception {
        List<String> sent = new ArrayList<>();
        try (KeyUpdateClient client = connect()) {
            for (int round = 0; round < 100; round++) {
                int size = 1 + round * 7 % 50;
                List<String> batch = IntStream.range(0, size)
                        .mapToObj(i -> "<14>1 - web album 7 - - " + (sent.size() + i) + "x".repeat(i * 11))
                        .toList();
                sent.addAll(batch);
                StringBuilder frames = new StringBuilder();
                batch.forEach(text -> frames.append(Senders.counted(text)));
                client.send(frames.toString());
                client.awaitAnswerToKeyUpdate();
                if (round % 10 == 0) {
                    assertThat(log()).isEqualTo(sent);
                }
            }
            kill();
        }
        assertThat(log()).isEqualTo(sent);
    }

    @Test
    void lineThatWasSentBeforeTheKeyUpdateNeedsNothingBehindItToBeKept() throws Exception {
        try (KeyUpdateClient client = connect()) {
            client.send("<14>one line\n");
            client.awaitAnswerToKeyUpdate();
            kill();
        }
        assertThat(log()).containsExactly("<14>one line");
    }

    @Test
    void answeredRequestStandsInTheLogEvenAfterAKill() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ready.group(1) + "v1/logs/bulk"))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString("<14>first\n<14>second"))
                .build();
        int status = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
        kill();

        assertThat(status).isEqualTo(200);
        assertThat(log()).containsExactly("<14>first", "<14>second");
    }
}
