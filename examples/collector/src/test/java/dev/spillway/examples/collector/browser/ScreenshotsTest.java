package dev.spillway.examples.collector.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.collector.RunningCollector;
import dev.spillway.examples.collector.Senders;
import dev.spillway.examples.collector.StartException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the docs, into the directory that {@code -Dspillway.screenshots} names. */
@EnabledIfSystemProperty(named = "spillway.screenshots", matches = ".+")
final class ScreenshotsTest {

    private static final int LARGEST_BYTES = 200_000;
    private static final int EVENTS = 400;

    private static final List<String> HOSTS = List.of("web-1", "web-2", "db-1", "worker-1", "edge.seoul.example.com");

    private static final List<String> LINES = List.of(
            "14 album GET /albums/%d HTTP/1.1 200 %d ms",
            "14 album GET /albums/%d HTTP/1.1 200 %d ms",
            "14 album GET /albums/%d HTTP/1.1 200 %d ms",
            "14 album GET /albums/%d HTTP/1.1 404 %d ms",
            "14 album GET /pictures/%d/original HTTP/1.1 200 %d ms",
            "14 nginx \u001b[32mGET\u001b[0m /static/%d.js \u001b[1;36m200\u001b[0m \u001b[38;5;208m%d us\u001b[0m",
            "13 cron (root) CMD (run-parts /etc/cron.hourly) job %d finished in %d s",
            "14 album GET /pictures/%d/thumbnail HTTP/1.1 200 %d ms",
            "14 nginx \u001b[32mGET\u001b[0m /static/%d.css \u001b[1;36m304\u001b[0m \u001b[38;5;208m%d us\u001b[0m",
            "15 pool connection %d idle for %d s",
            "12 album picture %d is larger than 10 MB and was refused after %d ms",
            "14 앨범 사진 %d장을 올렸습니다, %d ms 걸림",
            "11 store could not write object %d: disk quota exceeded (attempt %d)\njava.io.IOException: disk quota"
                    + " exceeded\n\tat album.store.DirectoryObjectStore.write(DirectoryObjectStore.java:81)"
                    + "\n\tat album.web.Upload.handle(Upload.java:44)");

    @TempDir
    private Path directory;

    private final Path pictures = Path.of(System.getProperty("spillway.screenshots"));
    private final Random random = new Random(20_261_123);

    private String frame() {
        String[] parts = LINES.get(random.nextInt(LINES.size())).split(" ", 3);
        String message = String.format(parts[2], 1 + random.nextInt(9_999), 1 + random.nextInt(400));
        String host = HOSTS.get(random.nextInt(HOSTS.size()));
        String text = "<" + parts[0] + ">1 " + Instant.now() + " " + host + " " + parts[1] + " "
                + (100 + random.nextInt(900)) + " - - " + message;
        return text.getBytes(StandardCharsets.UTF_8).length + " " + text;
    }

    private void shoot(Tab tab, String name) throws IOException {
        tab.run("document.fonts.ready");
        byte[] picture = tab.screenshot();
        assertThat(picture).as(name).hasSizeLessThan(LARGEST_BYTES);
        Files.write(pictures.resolve(name + ".png"), picture);
    }

    private static void settle(Tab tab) {
        tab.await("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))");
    }

    @Test
    void picturesOfTheDocs() throws IOException, StartException {
        Files.createDirectories(pictures);
        try (RunningCollector running =
                        RunningCollector.withoutLogin(Files.createDirectory(directory.resolve("data")));
                Chromium chromium = Chromium.start(directory);
                Tab tab = chromium.open("en-US")) {
            tab.size(1100, 620);
            tab.prefer("light");
            tab.go(running.collector().pageAddress());
            try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
                for (int i = 0; i < EVENTS; i++) {
                    Senders.send(socket, frame());
                }
            }
            running.awaitEvents(EVENTS);
            tab.await("document.querySelectorAll('.event').length >= 200");
            settle(tab);
            shoot(tab, "viewer");
            tab.prefer("dark");
            settle(tab);
            shoot(tab, "viewer-dark");
            tab.prefer("light");

            tab.press("/");
            tab.type("\"quota exceeded\"");
            tab.await("document.querySelectorAll('.event mark').length > 5");
            tab.press("Enter");
            tab.press("j");
            tab.press("k");
            tab.press("k");
            tab.press("c");
            tab.await("document.querySelectorAll('.event').length > 100 && document.querySelector('.tools')");
            settle(tab);
            shoot(tab, "context");

            tab.run("fetch('/api/v1/groups.json', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                    + " body: JSON.stringify({group: {name: 'Web', system_wildcard: 'web-*, edge*'}})})");
            tab.run("fetch('/api/v1/searches.json', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                    + " body: JSON.stringify({search: {name: 'Quota exceeded', query: '\"quota exceeded\"',"
                    + " webhook_url: 'http://127.0.0.1:9/'}})})");
            tab.run("fetch('/api/v1/searches.json', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                    + " body: JSON.stringify({search: {name: 'Album views', query: '\"GET albums\"'}})})");
            tab.press("d");
            tab.await("document.querySelectorAll('tr[data-system]').length === 8"
                    + " && document.querySelectorAll('.chip').length === 2");
            settle(tab);
            shoot(tab, "dashboard");
        }
    }
}
