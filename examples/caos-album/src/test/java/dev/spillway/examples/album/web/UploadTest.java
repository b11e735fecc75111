package dev.spillway.examples.album.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.spillway.examples.album.Pictures;
import dev.spillway.examples.album.store.Album;
import dev.spillway.examples.album.store.DirectoryObjectStore;
import dev.spillway.examples.album.store.Gallery;
import dev.spillway.examples.album.store.Picture;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MB = 1024 * 1024;

    @TempDir
    private Path directory;

    private Path waitingRoom;
    private Site site;
    private Gallery gallery;
    private Album album;

    @BeforeEach
    void start() throws Exception {
        DirectoryObjectStore store = new DirectoryObjectStore(directory.resolve("data"));
        waitingRoom = Files.createDirectory(directory.resolve("waiting"));
        gallery = new Gallery(store, Clock.systemUTC());
        album = gallery.createAlbum("Lakes");
        site = new Site(store, waitingRoom);
    }

    @AfterEach
    void stop() throws Exception {
        // They may go just after the answer.
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Stream<Path> left = Files.list(waitingRoom)) {
                assertThat(left).as("uploads that stay behind").isEmpty();
            }
        });
        site.close();
    }

    @Test
    void pictureIsStoredAndShown() throws Exception {
        try (Events events = new Events("album")) {
            HttpResponse<String> response = upload("lake.jpg", Pictures.jpeg(40, 30), "At dawn");

            assertThat(response.statusCode()).isEqualTo(303);
            assertThat(response.headers().firstValue("Location")).hasValue("/albums/1/pictures/1");
            assertThat(site.bytes("/albums/1/pictures/1/original").body()).isEqualTo(Pictures.jpeg(40, 30));
            assertThat(events.messages())
                    .containsExactly("picture 1 stored in album 1: JPEG 40x30, " + Pictures.jpeg(40, 30).length
                            + " bytes: At dawn");
        }
    }

    @Test
    void largePictureArrivesWhole() throws Exception {
        byte[] large = Arrays.copyOf(Pictures.jpeg(40, 30), 10 * MB);

        assertThat(upload("large.jpg", large, "").statusCode()).isEqualTo(303);
        assertThat(site.bytes("/albums/1/pictures/1/original").body()).isEqualTo(large);
    }

    @Test
    void fileNameGivesTheTitleAndNothingElse() throws Exception {
        upload("../../../etc/cron.d/Evil_<b>.png", Pictures.gif(40, 30), "");

        assertThat(gallery.pictures(album)).singleElement().satisfies(picture -> {
            assertThat(picture.title()).isEqualTo("Evil <b>");
            assertThat(picture.type().mediaType()).isEqualTo("image/gif");
        });
        assertThat(site.get("/albums/1/pictures/1").body()).contains("Evil &lt;b&gt;");
    }

    @Test
    void refusedPictureGetsTheFormAgainAndAWarning() throws Exception {
        byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        try (Events events = new Events("album")) {
            HttpResponse<String> response = upload("holiday.jpg", page, "");

            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(response.body()).contains("not a JPEG, PNG, GIF or WebP").contains("type=\"file\"");
            assertThat(events.all()).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getFormattedMessage()).startsWith("upload to album 1 refused: 415 ");
                assertThat(event.getMDCPropertyMap())
                        .containsEntry(
                                "requestId",
                                response.headers().firstValue("X-Request-Id").orElseThrow());
            });
        }
        assertThat(gallery.pictures(album)).isEmpty();
    }

    @Test
    void tooLargePictureIsRefusedWithAPageHoweverItIsSent() throws Exception {
        byte[] form = Site.form("large.jpg", Arrays.copyOf(Pictures.jpeg(40, 30), 12 * MB), "");
        HttpRequest.BodyPublisher known = HttpRequest.BodyPublishers.ofByteArray(form);
        HttpRequest.BodyPublisher chunked =
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form));

        for (HttpRequest.BodyPublisher body : new HttpRequest.BodyPublisher[] {known, chunked}) {
            HttpResponse<String> response = site.send(site.request("/albums/1/pictures")
                    .header("Content-Type", "multipart/form-data; boundary=----boundary7f3a")
                    .POST(body));

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("larger than 10 MB");
        }
        assertThat(gallery.pictures(album)).isEmpty();
    }

    @Test
    void formThatIsCutShortOrNoneIsRefused() throws Exception {
        byte[] whole = Site.form("lake.jpg", Pictures.jpeg(40, 30), "");
        HttpResponse<String> cut = site.send(site.request("/albums/1/pictures")
                .header("Content-Type", "multipart/form-data; boundary=----boundary7f3a")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Arrays.copyOf(whole, whole.length / 2))));
        HttpResponse<String> none = site.submit("/albums/1/pictures", "picture=x");

        assertThat(cut.statusCode()).isEqualTo(400);
        assertThat(none.statusCode()).isEqualTo(415);
        assertThat(gallery.pictures(album)).isEmpty();
    }

    @Test
    void formWithoutAPictureAsksForOne() throws Exception {
        HttpResponse<String> response = upload("", new byte[0], "A title");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Please choose a picture first.");
    }

    @Test
    void albumThatIsNotThereTakesNothing() throws Exception {
        HttpResponse<String> response = site.upload("/albums/7/pictures", "lake.jpg", Pictures.jpeg(40, 30), "");

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @Test
    void webpIsTakenToo() throws Exception {
        assertThat(upload("x", Pictures.webp(), "").statusCode()).isEqualTo(303);
        assertThat(gallery.pictures(album)).extracting(Picture::title).containsExactly("x");
    }

    private HttpResponse<String> upload(String fileName, byte[] content, String title) throws Exception {
        return site.upload("/albums/1/pictures", fileName, content, title);
    }
}
