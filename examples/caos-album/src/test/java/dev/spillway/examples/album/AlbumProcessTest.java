package dev.spillway.examples.album;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlbumProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Path temporary;
    private Path log;
    private String destination = "";
    private String spillDirectory = "";
    private Process process;

    @BeforeEach
    void makeFiles() throws Exception {
        temporary = Files.createDirectory(directory.resolve("tmp"));
        log = directory.resolve("log");
    }

    @AfterEach
    void stop() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Test
    void terminationIsQuickAndItsEventIsLogged() throws Exception {
        start("--port", "0");
        await().atMost(PATIENCE).until(() -> log().contains("caos-album ready: http://127.0.0.1:"));
        assertThat(log())
                .contains("SPILLWAY_DESTINATION is not set, so log events go to the console only")
                .contains("INFO  album [-] started on 127.0.0.1 port ");

        process.toHandle().destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).endsWith("INFO  album [-] stopped" + System.lineSeparator());
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void endOfStandardInputEndsTheAlbumWhenAskedTo() throws Exception {
        Path data = directory.resolve("kept");
        Files.createDirectories(data.resolve(".arriving"));
        Files.writeString(data.resolve(".arriving/part"), "left by a killed album");
        start("--port", "0", "--data", data.toString(), "--end-with-stdin");
        await().atMost(PATIENCE).until(() -> log().contains("caos-album ready: "));

        process.getOutputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(data.resolve("albums/4/pictures/3/original")).isRegularFile();
        assertThat(data.resolve(".arriving")).doesNotExist();
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void eventsAreShippedFromTheFirstToTheLast() throws Exception {
        try (ServerSocket endpoint = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint.setSoTimeout((int) PATIENCE.toMillis());
            destination = "syslog+tcp://127.0.0.1:" + endpoint.getLocalPort();
            start("--port", "0");
            try (Socket connection = endpoint.accept()) {
                connection.setSoTimeout((int) PATIENCE.toMillis());
                await().atMost(PATIENCE).until(() -> log().contains("caos-album ready: "));

                process.toHandle().destroy();

                String shipped = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(shipped.lines())
                        .allMatch(line -> line.matches("<1[0-9]>1 .* caos-album [0-9]+ .*"))
                        .anyMatch(line -> line.contains("album 1 created: Above the clouds"))
                        .anyMatch(line -> line.endsWith("album: stopped"));
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void lastWordsOfACrashedAlbumArriveFromTheNextOneBeforeAnythingNewer() throws Exception {
        spillDirectory = directory.resolve("spill").toString();
        String[] options = {"--port", "0", "--data", directory.resolve("kept").toString(), "--crash-button"};
        try (ServerSocket endpoint = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            endpoint.setSoTimeout((int) PATIENCE.toMillis());
            destination = "syslog+tcp://127.0.0.1:" + endpoint.getLocalPort();
            start(options);
            Socket unread = endpoint.accept();
            await().atMost(PATIENCE).until(() -> log().contains("caos-album ready: "));
            press();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(134);
            unread.close();

            start(options);
            try (Socket connection = endpoint.accept()) {
                connection.setSoTimeout((int) PATIENCE.toMillis());
                await().atMost(PATIENCE).until(() -> log().contains("caos-album ready: "));
                process.toHandle().destroy();
                assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .containsSubsequence(
                                "started on 127.0.0.1",
                                "requestId=\"why-not\"] album: crash me was pressed",
                                "requestId=\"why-not\"] album: last words of process ",
                                "java.lang.IllegalStateException: crash me was pressed",
                                "started on 127.0.0.1",
                                "album: stopped");
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void press() throws Exception {
        String page = log().replaceFirst("(?s).*caos-album ready: (\\S+).*", "$1");
        HttpRequest press = HttpRequest.newBuilder(URI.create(page + "crash"))
                .header("X-Request-Id", "why-not")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(press, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("The album has crashed", "why-not");
    }

    @Test
    void takenPortIsOneClearLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("--port", Integer.toString(taken.getLocalPort()));

            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(log())
                    .contains("caos-album: port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used (")
                    .contains("choose another with --port")
                    .doesNotContain("\tat ");
        }
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void dataThatIsNoDirectoryIsOneClearLine() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");
        start("--port", "0", "--data", file.toString());

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(log())
                .contains("caos-album: --data " + file + " cannot be used")
                .doesNotContain("\tat ");
    }

    private void start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                // The tests' own Logback file would win otherwise.
                destination.isEmpty() ? "-Dunused" : "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                CaosAlbum.class.getName()));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPILLWAY_DESTINATION", destination);
        builder.environment().put("SPILLWAY_SPILL_DIRECTORY", spillDirectory);
        process = builder.start();
    }

    private String log() throws IOException {
        return Files.readString(log);
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }
}
