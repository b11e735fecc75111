package dev.spillway.examples.album.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.spillway.examples.album.store.ObjectStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestLogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void eachRequestIsOneLineUnderItsId() throws Exception {
        try (Events access = new Events("access");
                Site site = new Site(new FailingStore(), directory)) {
            HttpResponse<String> response =
                    site.send(site.request("/albums/new?x=%0D%0Ay").header("X-Request-Id", "abc-1.2_Z"));
            await().atMost(PATIENCE).until(() -> access.all().size() == 1);

            assertThat(access.messages().get(0)).matches("GET /albums/new\\?x=%0D%0Ay HTTP/1\\.1 200 [0-9]+ms");
            assertThat(access.all().get(0).getLevel()).isEqualTo(Level.INFO);
            assertThat(access.all().get(0).getMDCPropertyMap()).containsEntry("requestId", "abc-1.2_Z");
            assertThat(response.headers().firstValue("X-Request-Id")).hasValue("abc-1.2_Z");
        }
    }

    @Test
    void requestsWithoutASaneIdGetOneEach() throws Exception {
        try (Site site = new Site(new FailingStore(), directory)) {
            String first = idOf(site.get("/albums/new"));
            String second = idOf(site.send(site.request("/albums/new").header("X-Request-Id", "a\" b")));
            String third = idOf(site.send(site.request("/albums/new").header("X-Request-Id", "x".repeat(65))));

            assertThat(List.of(first, second, third))
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("[0-9a-f]{16}"));
        }
    }

    private static String idOf(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-Id").orElseThrow();
    }

    @Test
    void unexpectedErrorIsLoggedWithItsStackTraceAndNotShown() throws Exception {
        try (Events album = new Events("album");
                Events access = new Events("access");
                Site site = new Site(new FailingStore(), directory)) {
            HttpResponse<String> response = site.get("/albums/4");
            await().atMost(PATIENCE).until(() -> access.all().size() == 1);

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains(idOf(response)).doesNotContain("disk on fire");
            assertThat(access.messages().get(0)).startsWith("GET /albums/4 HTTP/1.1 500 ");
            assertThat(album.all()).singleElement().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.ERROR);
                assertThat(event.getFormattedMessage()).isEqualTo("unexpected error at GET /albums/4");
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("disk on fire");
                assertThat(event.getMDCPropertyMap()).containsEntry("requestId", idOf(response));
            });
        }
    }

    @Test
    void nothingThatAClientSendsCanMakeASecondLine() {
        assertThat(AccessLog.harmless("/a\r\nb c\u0000\u007f\u0085\u2028é"))
                .isEqualTo("/a%0D%0Ab%20c%00%7F%85%u2028%E9");
        assertThat(AccessLog.harmless("/" + "x".repeat(5000))).hasSize(1003).endsWith("x...");
    }

    /** A store that is broken. */
    private static final class FailingStore implements ObjectStore {

        @Override
        public void put(String key, byte[] content) throws IOException {
            throw new IOException("disk on fire");
        }

        @Override
        public Optional<byte[]> get(String key) throws IOException {
            throw new IOException("disk on fire");
        }

        @Override
        public List<String> list(String folder) throws IOException {
            throw new IOException("disk on fire");
        }
    }
}
