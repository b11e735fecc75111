package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CollectorCommandTest {

    private static final Pattern READY = Pattern.compile(
            "collector ready: page (http://127\\.0\\.0\\.1:\\d+/\\S*) tls (\\d+) tcp (\\d+) udp (\\d+)\n");
    private static final int FIRST_TO_WARN_OF_NATIVE_CALLS = 22;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One second is what it takes; the rest is for a machine that is busy with other tests. */
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private void run(String... arguments) throws IOException {
        run(ProcessBuilder.Redirect.to(out().toFile()), arguments);
    }

    private final Map<String, String> environment = new HashMap<>();

    private void run(ProcessBuilder.Redirect output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (Runtime.version().feature() >= FIRST_TO_WARN_OF_NATIVE_CALLS) {
            // In the jar's manifest, which a class path does not have.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), CollectorCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output)
                .redirectError(directory.resolve("err").toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private Path out() {
        return directory.resolve("out");
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Matcher awaitReady() {
        return Awaitility.await().atMost(PATIENCE).until(() -> READY.matcher(text("out")), Matcher::find);
    }

    private void assertEndsSoonAfterSignal() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST_END);
    }

    @Test
    void printsWhereItListensAndWhatArrivesUntilASignalEndsIt() throws Exception {
        run("--tls-port=0", "--tcp-port=0", "--udp-port=0", "--http-port=0", "--color=always");
        Matcher ready = awaitReady();
        try (Socket open = Senders.tcp(Integer.parseInt(ready.group(3)))) {
            Senders.send(open, "<11>1 2026-11-22T12:00:00Z web album 7 - - 앨범\n");
            Awaitility.await().atMost(PATIENCE).until(() -> text("out").contains("앨범"));

            assertEndsSoonAfterSignal();
        }
        assertThat(text("out")).contains("\u001b[34mweb\u001b[0m").contains("collector-data/ca.pem");
        assertThat(directory.resolve("collector-data/ca.pem")).exists();
        assertThat(text("err"))
                .isEqualTo(
                        "collector: Made a certificate authority of its own; senders trust it by collector-data/ca.pem.\n");
    }

    @Test
    void endsSoonEvenWhenNobodyReadsItsOutput() throws Exception {
        run(ProcessBuilder.Redirect.PIPE, "--tls-port=0", "--tcp-port=0", "--udp-port=0", "--http-port=0");
        Matcher ready = READY.matcher(process.inputReader().readLine() + "\n");
        assertThat(ready.find()).isTrue();
        AtomicLong sent = new AtomicLong();
        try (Socket flood = Senders.tcp(Integer.parseInt(ready.group(3)))) {
            Thread sender = new Thread(() -> floodUntilClosed(flood, sent));
            sender.start();
            AtomicLong before = new AtomicLong();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());

            assertEndsSoonAfterSignal();
            flood.close();
            sender.join();
        }
    }

    private static void floodUntilClosed(Socket socket, AtomicLong sent) {
        String lines = "<13>flood\n".repeat(1_000);
        try {
            while (true) {
                Senders.send(socket, lines);
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            assertThat(sent).hasPositiveValue();
        }
    }

    @Test
    void takenPortIsOneSentenceAndExitCodeTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run("--tls-port=0", "--tcp-port=" + taken.getLocalPort(), "--udp-port=0", "--http-port=0", "--data=d");
            assertThat(exitCode()).isEqualTo(2);
            assertThat(text("err").lines().filter(line -> !line.contains("Made a certificate")))
                    .singleElement()
                    .asString()
                    .startsWith("collector: --tcp-port " + taken.getLocalPort() + ": cannot listen on 127.0.0.1");
        }
    }

    @Test
    void wrongArgumentIsExplainedWithExitCodeTwo() throws Exception {
        run("--http-port=70000");
        assertThat(exitCode()).isEqualTo(2);
        assertThat(text("err"))
                .isEqualTo("collector: Invalid value for option '--http-port':"
                        + " must be a port between 0 and 65535, was '70000'\nTry --help.\n");
        assertThat(text("out")).isEmpty();
    }

    @Test
    void tokensThatCannotBeUsedAreOneSentenceWithoutAnyOfThem() throws Exception {
        Files.writeString(directory.resolve("tokens"), "# senders\n\nfine-token-1\ntoken with spaces\n");
        run("--tokens=tokens", "--data=d");
        assertThat(exitCode()).isEqualTo(2);
        assertThat(text("err"))
                .startsWith("collector: --tokens tokens: token 2 holds a character that a token cannot have")
                .doesNotContain("fine-token-1", "token with spaces");
    }

    @Test
    void wrongIntervalOfSyncIsExplained() throws Exception {
        run("--sync=1ms");
        assertThat(exitCode()).isEqualTo(2);
        assertThat(text("err")).contains("must be os or an interval from 10ms to 1h, was '1ms'");
    }

    @Test
    void wrongSizesAndTimesAreExplained() throws Exception {
        run("--keep-size=lots");
        assertThat(exitCode()).isEqualTo(2);
        assertThat(text("err")).contains("--keep-size", "must be from 1MB to 9999GB, such as 500MB or 2GB, was 'lots'");
        run("--searchable=3s");
        assertThat(exitCode()).isEqualTo(2);
        assertThat(text("err")).contains("--searchable", "must be from 1min to 3650d, such as 48h, was '3s'");
    }

    @Test
    void environmentSetsWhatTheCommandLineLeavesOut() throws Exception {
        Files.writeString(directory.resolve("secret"), "from a file\n");
        environment.putAll(Map.of(
                "COLLECTOR_TLS_PORT", "0",
                "COLLECTOR_TCP_PORT", "0",
                "COLLECTOR_UDP_PORT", "0",
                "COLLECTOR_HTTP_PORT", "70000",
                "COLLECTOR_DATA", "elsewhere",
                "COLLECTOR_QUIET", "true",
                "COLLECTOR_PASSWORD_FILE", "secret"));
        run("--http-port=0", "--quiet");
        Matcher ready = awaitReady();
        assertThat(ready.group(1)).doesNotContain("#");
        assertThat(directory.resolve("elsewhere/password")).exists();
        assertThat(Files.readString(directory.resolve("elsewhere/password"))).startsWith("pbkdf2-sha256 600000 ");
        assertEndsSoonAfterSignal();

        run();
        assertThat(exitCode()).isEqualTo(2);
        assertThat(text("err"))
                .contains("'--http-port': must be a port between 0 and 65535, was '70000'"
                        + " (it came from COLLECTOR_HTTP_PORT)");
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        run("--help");
        assertThat(exitCode()).isZero();
        assertThat(text("out"))
                .contains(
                        "--tls-port",
                        "--tcp-port",
                        "--udp-port",
                        "--http-port",
                        "--bind",
                        "--data",
                        "--sync",
                        "--keep",
                        "--keep-size",
                        "--searchable",
                        "--monthly",
                        "--tokens",
                        "--unknown-systems",
                        "--idle-timeout",
                        "--password-file",
                        "--no-login",
                        "--smtp",
                        "--smtp-password-file",
                        "--smtp-from",
                        "COLLECTOR_HTTP_PORT",
                        "--color",
                        "--quiet");
    }
}
