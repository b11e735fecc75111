package dev.spillway.examples.album.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final Output output = new Output();
    private String spillDirectory = "";
    private Demo demo;

    @AfterEach
    void stop() {
        if (demo != null) {
            demo.close();
        }
        for (String name : List.of("album", "collector")) {
            assertThat(output.pids(name)).noneMatch(DemoTest::isAlive);
        }
    }

    @Test
    void albumIsTakenToTheCollectorAndBothAddressesAreShown() {
        run("ok", "ok", "", 0);
        await().atMost(PATIENCE).until(() -> output.contains("Ctrl-C ends the demo"));

        assertThat(output.text().lines())
                .contains("demo      | album:     http://127.0.0.1:1/", "demo      | collector: http://127.0.0.1:2/")
                .contains("album     | destination syslog+tls://localhost:3")
                .anyMatch(line -> line.matches("album +\\| ca .*/collector/ca\\.pem"))
                .anyMatch(line -> line.matches("album +\\| args album ok --bind 127\\.0\\.0\\.1 --port 0 --data .*"))
                .anyMatch(line -> line.matches("album +\\| args album ok .* --crash-button"))
                .anyMatch(line -> line.matches("collector +\\| args collector ok --bind .* --tls-port 0 .*"));
    }

    @Test
    void closeEndsTheAlbumFirstAndLeavesNothing() throws Exception {
        CompletableFuture<Integer> status = run("ok", "ok", "", 0);
        await().atMost(PATIENCE).until(() -> output.contains("Ctrl-C ends the demo"));
        Path data = Path.of(output.text()
                        .lines()
                        .filter(line -> line.contains(" ca "))
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .replaceFirst(".* ca ", ""))
                .getParent();
        Files.createDirectories(data);
        Files.writeString(data.resolve("ca.pem"), "x");

        demo.close();

        assertThat(output.text().indexOf("stopped album"))
                .isPositive()
                .isLessThan(output.text().indexOf("stopped collector"));
        assertThat(data.getParent()).doesNotExist();
        assertThat(status.get(60, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void albumThatDiesIsStartedAgainAndTold() {
        run("ok", "ok", "", 0);
        for (int lives = 1; lives <= 2; lives++) {
            int expected = lives;
            await().atMost(PATIENCE).until(() -> output.pids("album").size() == expected);
            await().atMost(PATIENCE).until(() -> count("caos-album ready") == expected);
            kill(output.pids("album").get(lives - 1));
        }
        await().atMost(PATIENCE).until(() -> output.pids("album").size() == 3);

        assertThat(output.text())
                .containsPattern("the album died with status 137 after [0-9.]+ s; starting it again in 0\\.[23] s")
                .containsPattern("the album died with status 137 after .*, 2 quick deaths in a row; .* in 0\\.5 s");
        assertThat(output.pids("collector")).hasSize(1);
    }

    @Test
    void restartedAlbumFindsItsSpillDirectoryAgainWhichGoesWithTheDemo() {
        run("ok", "ok", "", 0);
        await().atMost(PATIENCE).until(() -> count("caos-album ready") == 1);
        kill(output.pids("album").get(0));
        await().atMost(PATIENCE).until(() -> count("caos-album ready") == 2);

        List<String> directories = spillDirectories();
        assertThat(directories).hasSize(2);
        assertThat(directories.get(0))
                .isEqualTo(directories.get(1))
                .startsWith(System.getProperty("java.io.tmpdir"))
                .matches(".*/caos-demo-[0-9]+/spill");
    }

    @Test
    void spillDirectoryOfTheUsersStands() {
        spillDirectory = directory.resolve("kept").toString();
        run("ok", "ok", "syslog+tls://logs.example.com:6514", 0);
        await().atMost(PATIENCE).until(() -> count("caos-album ready") == 1);

        assertThat(spillDirectories()).containsExactly(spillDirectory);
    }

    private List<String> spillDirectories() {
        return output.text()
                .lines()
                .filter(line -> line.matches("album +\\| spill .*"))
                .map(line -> line.replaceFirst(".* spill ", ""))
                .toList();
    }

    @Test
    void albumThatFindsItsPortTakenEndsTheDemo() throws Exception {
        CompletableFuture<Integer> status = run("ok", "taken", "", 0);

        assertThat(status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(output.text())
                .contains("album     | port is taken")
                .contains("demo      | the album ended with status 2 before it was ready");
        assertThat(output.pids("album")).hasSize(1);
    }

    @Test
    void portThatIsTakenAtTheRestartEndsTheDemo() throws Exception {
        CompletableFuture<Integer> status = run("ok", "taken-later", "", 0);
        await().atMost(PATIENCE).until(() -> output.contains("Ctrl-C ends the demo"));

        kill(output.pids("album").get(0));

        assertThat(status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(output.text()).contains("demo      | the album cannot start again, which ends the demo");
        assertThat(output.pids("album")).hasSize(2);
    }

    @Test
    void collectorThatCannotStartEndsTheDemo() throws Exception {
        CompletableFuture<Integer> status = run("broken", "ok", "", 0);

        assertThat(status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(output.text()).contains("the collector ended with status 1 before it was ready");
        assertThat(output.pids("album")).isEmpty();
    }

    @Test
    void takenPortIsToldBeforeAnythingStarts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> status = run("ok", "ok", "", taken.getLocalPort());

            assertThat(status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(output.text())
                    .contains("TCP port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used (")
                    .contains("choose another with --port");
        }
        assertThat(output.text()).doesNotContain("pid");
    }

    @Test
    void takenCollectorPortsNameTheirOptions() throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(refusal(new DemoSettings.Collector(null, tcp.getLocalPort(), 0, 0, 0)))
                    .contains("--collector-port");
            assertThat(refusal(new DemoSettings.Collector(null, 0, tcp.getLocalPort(), 0, 0)))
                    .contains("--tls-port");
            assertThat(refusal(new DemoSettings.Collector(null, 0, 0, tcp.getLocalPort(), 0)))
                    .contains("--tcp-port");
            assertThat(refusal(new DemoSettings.Collector(null, 0, 0, 0, udp.getLocalPort())))
                    .contains("UDP port " + udp.getLocalPort())
                    .contains("--udp-port");
        }
    }

    private static String refusal(DemoSettings.Collector collector) {
        DemoSettings settings = new DemoSettings("127.0.0.1", 0, null, collector, "", "", false);
        try {
            Ports.check(settings);
            return "";
        } catch (CannotStartException e) {
            return e.getMessage();
        }
    }

    @Test
    void destinationOfTheUsersNeedsNoCollector() {
        run("ok", "ok", "syslog+tls://logs.example.com:6514?secret", 0);
        await().atMost(PATIENCE).until(() -> output.contains("Ctrl-C ends the demo"));

        assertThat(output.text())
                .contains("SPILLWAY_DESTINATION is set, so the album ships there and no collector is started")
                .doesNotContain("secret");
        assertThat(output.pids("collector")).isEmpty();
    }

    @Test
    void missingCollectorIsToldWithTheCommandThatBuildsIt() throws Exception {
        DemoSettings.Collector nowhere = new DemoSettings.Collector(directory.resolve("no.jar"), 0, 0, 0, 0);
        demo = new Demo(new DemoSettings("127.0.0.1", 0, null, nowhere, "", "", false), output.stream());

        assertThat(demo.run()).isEqualTo(2);
        assertThat(output.text())
                .contains("there is no collector at " + directory.resolve("no.jar"))
                .contains("mvn -q -DskipTests -pl examples/collector,examples/caos-album -am package");
    }

    @Test
    void programThatWillNotEndIsKilled() throws Exception {
        Service<AlbumReady> stubborn = new Service<>(
                "album",
                FakePrograms.command("album", "stubborn"),
                Map.of(),
                AlbumReady::parse,
                new Console(output.stream(), false));
        stubborn.start();
        stubborn.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        stubborn.stop(Duration.ofMillis(300));

        assertThat(output.pids("album")).hasSize(1).noneMatch(DemoTest::isAlive);
        assertThat(stubborn.gone().get(60, TimeUnit.SECONDS)).isEqualTo(137);
    }

    private CompletableFuture<Integer> run(String collectorMode, String albumMode, String destination, int port) {
        DemoSettings settings = new DemoSettings(
                "127.0.0.1",
                port,
                null,
                new DemoSettings.Collector(null, 0, 0, 0, 0),
                destination,
                spillDirectory,
                false);
        Programs programs = new Programs(
                FakePrograms.command("collector", collectorMode), FakePrograms.command("album", albumMode));
        demo = new Demo(settings, output.stream(), programs);
        return RunningDemo.start(demo);
    }

    private int count(String text) {
        return output.text().split(Pattern.quote(text), -1).length - 1;
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
