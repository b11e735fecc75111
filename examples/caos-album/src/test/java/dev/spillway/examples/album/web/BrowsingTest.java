package dev.spillway.examples.album.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.album.Pictures;
import dev.spillway.examples.album.store.DirectoryObjectStore;
import dev.spillway.examples.album.store.Gallery;
import dev.spillway.examples.album.store.ShippedPictures;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrowsingTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir
    private Path directory;

    private Site site;
    private Gallery gallery;

    @BeforeEach
    void start() throws Exception {
        DirectoryObjectStore store = new DirectoryObjectStore(directory.resolve("data"));
        gallery = new Gallery(store, Clock.systemUTC());
        site = new Site(store, directory);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void everyLinkOfTheSiteLeadsSomewhere() throws Exception {
        ShippedPictures.seed(gallery);
        Map<String, HttpResponse<String>> seen = walk();

        assertThat(seen.keySet())
                .contains("/", "/albums/new", "/albums/4", "/albums/4/upload", "/albums/4/pictures/3")
                .contains("/albums/4/pictures/3/original", "/albums/4/pictures/3/thumbnail", "/assets/album.css");
        assertThat(seen).hasSize(1 + 1 + 3 + 4 * 2 + 12 * 3);
        assertThat(seen).allSatisfy((path, response) -> {
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        });
    }

    private Map<String, HttpResponse<String>> walk() throws Exception {
        Map<String, HttpResponse<String>> seen = new HashMap<>();
        Deque<String> toSee = new ArrayDeque<>(Set.of("/"));
        Set<String> found = new HashSet<>(toSee);
        while (!toSee.isEmpty()) {
            String path = toSee.pop();
            HttpResponse<String> response = site.get(path);
            seen.put(path, response);
            if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                continue;
            }
            Matcher link = LINK.matcher(response.body());
            while (link.find()) {
                assertThat(link.group(1)).as("links stay on the site").startsWith("/");
                if (found.add(link.group(1))) {
                    toSee.push(link.group(1));
                }
            }
        }
        return seen;
    }

    @Test
    void pictureLeadsToThePreviousAndTheNext() throws Exception {
        ShippedPictures.seed(gallery);

        assertThat(site.get("/albums/2/pictures/1").body())
                .contains("rel=\"next\" href=\"/albums/2/pictures/2\"")
                .doesNotContain("rel=\"prev\"");
        assertThat(site.get("/albums/2/pictures/2").body())
                .contains("rel=\"next\" href=\"/albums/2/pictures/3\"")
                .contains("rel=\"prev\" href=\"/albums/2/pictures/1\"");
        assertThat(site.get("/albums/2/pictures/3").body()).doesNotContain("rel=\"next\"");
    }

    @Test
    void everythingThatPeopleTypedIsEscaped() throws Exception {
        String hostile = "<script>alert('x')</script>\"'&";
        gallery.addPicture(gallery.createAlbum(hostile), hostile, Pictures.png(4, 3));

        for (String path : new String[] {"/", "/albums/1", "/albums/1/pictures/1", "/albums/1/upload"}) {
            assertThat(site.get(path).body())
                    .as(path)
                    .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&#39;&amp;")
                    .doesNotContain("<script>alert");
        }
    }

    @Test
    void unchangedPictureIsNotSentAgain() throws Exception {
        gallery.addPicture(gallery.createAlbum("Lakes"), "At dawn", Pictures.png(4, 3));
        HttpResponse<byte[]> first = site.bytes("/albums/1/pictures/1/original");
        String etag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> second =
                site.send(site.request("/albums/1/pictures/1/original").header("If-None-Match", etag));

        assertThat(first.body()).isEqualTo(Pictures.png(4, 3));
        assertThat(first.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void headHasTheHeadersAndNoBody() throws Exception {
        HttpResponse<String> response =
                site.send(site.request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValueAsLong("Content-Length").orElse(0))
                .isPositive();
        assertThat(response.body()).isEmpty();
    }

    @Test
    void whatIsNotThereGetsAFriendlyPage() throws Exception {
        for (String path :
                new String[] {"/albums/9", "/albums/0", "/albums/1/pictures/1", "/x", "/assets/x", "/albums/x"}) {
            HttpResponse<String> response = site.get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).contains("Back to the albums");
        }
    }

    @Test
    void pathsCannotLeaveTheSite() throws Exception {
        for (String path :
                new String[] {"/assets/..%2fpictures/dunes.jpg", "/assets/%2e%2e/logback.xml", "/..%2f..%2fetc"}) {
            assertThat(site.get(path).statusCode()).as(path).isBetween(400, 404);
        }
    }

    @Test
    void wrongMethodIsToldWhichOnesThereAre() throws Exception {
        HttpResponse<String> response = site.send(site.request("/albums/1").DELETE());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void newAlbumIsMadeAndShown() throws Exception {
        HttpResponse<String> response = site.submit("/albums", "title=%20Lakes%20%26%0D%0Arivers%20");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue("/albums/1");
        assertThat(site.get("/albums/1").body()).contains("<h1>Lakes &amp; rivers</h1>");
    }

    @Test
    void albumWithoutTitleGetsTheFormAgain() throws Exception {
        for (String form : new String[] {"title=", "title=%0A%00", "", "other=x"}) {
            HttpResponse<String> response = site.submit("/albums", form);

            assertThat(response.statusCode()).as(form).isEqualTo(400);
            assertThat(response.body()).contains("Please give the album a title.");
        }
        assertThat(gallery.albums()).isEmpty();
    }

    @Test
    void unreadableFormIsRefused() throws Exception {
        assertThat(site.submit("/albums", "title=" + "x".repeat(20_000)).statusCode())
                .isEqualTo(400);
        assertThat(site.submit("/albums", "title=%zz").statusCode()).isEqualTo(400);
        assertThat(gallery.albums()).isEmpty();
    }

    @Test
    void formOfAnotherSiteIsRefused() throws Exception {
        for (String origin : new String[] {"http://evil.example", "null"}) {
            HttpResponse<String> response = site.send(site.request("/albums")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", origin)
                    .POST(HttpRequest.BodyPublishers.ofString("title=x")));

            assertThat(response.statusCode()).as(origin).isEqualTo(403);
        }
        assertThat(gallery.albums()).isEmpty();
    }

    @Test
    void malformedRequestGetsAPageAsWell() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", site.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("GET /a b c d HTTP/9.9\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("Back to the albums");
        }
    }
}
