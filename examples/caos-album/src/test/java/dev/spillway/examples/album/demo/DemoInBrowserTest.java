package dev.spillway.examples.album.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.browser.Chromium;
import dev.spillway.examples.collector.browser.Tab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, as a person with two tabs has it. */
final class DemoInBrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path COLLECTOR = Path.of("../collector/target/collector.jar");

    @TempDir
    private Path directory;

    private final Output output = new Output();

    @Test
    void requestsToTheAlbumArriveLiveOnTheCollectorsPage() throws Exception {
        if (!Files.isRegularFile(COLLECTOR)) {
            System.out.println("SKIPPED, NOT TESTED: the demo in a browser, as there is no " + COLLECTOR);
            Assumptions.abort("there is no " + COLLECTOR);
        }
        DemoSettings.Collector collector = new DemoSettings.Collector(COLLECTOR, 0, 0, 0, 0);
        DemoSettings settings = new DemoSettings("127.0.0.1", 0, directory.resolve("data"), collector, "", "", false);
        try (Chromium chromium = Chromium.start(Files.createDirectory(directory.resolve("browser")));
                Demo demo = new Demo(settings, output.stream(), programs(settings))) {
            CompletableFuture<Integer> ended = RunningDemo.start(demo);
            await().atMost(PATIENCE).until(() -> ended.isDone() || output.contains("Ctrl-C ends the demo"));
            assertThat(ended).as(output.text()).isNotDone();
            try (Tab page = chromium.open("en-US");
                    Tab album = chromium.open("en-US")) {
                page.go(address("collector"));
                page.await("document.getElementById('status').dataset.state === 'live'");

                album.go(address("album"));
                page.await("[...document.querySelectorAll('.event .message')]"
                        + ".some(message => message.textContent.includes('GET / HTTP'))");
                album.go(address("album") + "not-there");
                page.await("[...document.querySelectorAll('.event .message')]"
                        + ".some(message => message.textContent.includes('GET /not-there HTTP'))");

                assertThat(page.problems()).isEmpty();
            }
        }
    }

    /** The real ones, the album with the configuration that it ships with instead of that of tests. */
    private static Programs programs(DemoSettings settings) throws CannotStartException {
        List<String> album = new ArrayList<>(Programs.find(settings).album());
        album.add(
                album.indexOf("-cp"),
                "-Dlogback.configurationFile="
                        + Path.of("target/classes/logback.xml").toUri());
        return new Programs(Programs.find(settings).collector(), album);
    }

    private String address(String program) {
        Matcher line = Pattern.compile("demo +\\| " + program + ": +(http\\S+)").matcher(output.text());
        assertThat(line.find()).as(output.text()).isTrue();
        return line.group(1);
    }
}
