package dev.spillway.examples.album.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.spillway.examples.album.store.DirectoryObjectStore;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrashButtonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final CountDownLatch crashed = new CountDownLatch(1);
    private Site site;

    @BeforeEach
    void start() throws Exception {
        site = new Site(new DirectoryObjectStore(directory.resolve("data")), directory, crashed::countDown);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void buttonAsksFirst() throws Exception {
        assertThat(site.get("/").body()).contains("href=\"/crash\"");

        assertThat(site.get("/crash").body()).contains("<form class=\"form\" method=\"post\" action=\"/crash\">");
        assertThat(crashed.getCount()).isEqualTo(1);
    }

    @Test
    void lastWordsAreLoggedUnderTheIdOfTheRequestBeforeTheEnd() throws Exception {
        try (Events album = new Events("album")) {
            HttpResponse<String> response = press(site.request("/crash").header("X-Request-Id", "id-1"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(crashed.await(60, TimeUnit.SECONDS)).isTrue();
            List<ILoggingEvent> words = album.all();
            assertThat(words).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.ERROR);
            assertThat(words)
                    .allSatisfy(event -> assertThat(event.getMDCPropertyMap()).containsEntry("requestId", "id-1"));
            assertThat(album.messages().get(1))
                    .startsWith(
                            "last words of process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void accessLineOfThePressIsLoggedToo() throws Exception {
        try (Events access = new Events("access")) {
            press(site.request("/crash"));

            await().atMost(PATIENCE)
                    .until(() ->
                            access.messages().stream().anyMatch(line -> line.startsWith("POST /crash HTTP/1.1 200")));
        }
    }

    @Test
    void pageThatWaitsNeedsNothingOfTheDeadAlbum() throws Exception {
        HttpResponse<String> response = press(site.request("/crash"));

        String policy = response.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe");
        for (String element : List.of("style", "script")) {
            Matcher content = Pattern.compile("(?s)<" + element + ">(.*)</" + element + ">")
                    .matcher(response.body());
            assertThat(content.find()).as(element).isTrue();
            assertThat(policy).contains(element + "-src '" + hash(content.group(1)) + "'");
        }
        assertThat(response.body())
                .contains("location.replace(\"/\")")
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"5; url=/\"></noscript>")
                .doesNotContain("<link", "src=\"");
    }

    @Test
    void otherSitesCannotPressIt() throws Exception {
        try (Events album = new Events("album")) {
            for (String origin : new String[] {"http://evil.example", "null"}) {
                assertThat(press(site.request("/crash").header("Origin", origin))
                                .statusCode())
                        .as(origin)
                        .isEqualTo(403);
            }
            assertThat(site.get("/").statusCode()).isEqualTo(200);
            assertThat(album.all()).isEmpty();
            assertThat(crashed.getCount()).isEqualTo(1);
        }
    }

    @Test
    void albumWithoutTheOptionHasNoButton() throws Exception {
        try (Site plain = new Site(new DirectoryObjectStore(directory.resolve("plain")), directory)) {
            assertThat(plain.get("/").body()).doesNotContain("crash");
            assertThat(plain.get("/crash").statusCode()).isEqualTo(404);
            assertThat(plain.submit("/crash", "").statusCode()).isEqualTo(404);
        }
    }

    private HttpResponse<String> press(HttpRequest.Builder request) throws Exception {
        return site.send(request.POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
