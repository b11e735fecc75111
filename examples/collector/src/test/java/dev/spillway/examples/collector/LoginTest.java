package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.examples.collector.access.AccessSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoginTest {

    private static final String PASSWORD = "correct horse";
    private static final int QUICK_ROUNDS = 1_000;
    private static final AccessSettings CHOSEN = new AccessSettings(true, null, QUICK_ROUNDS);
    private static final List<String> DATA_PATHS = List.of(
            "/events", "/search?q=x", "/page/dashboard", "/page/tokens", "/api/v1/systems.json", "/anything/else");

    @TempDir
    private Path data;

    private RunningCollector running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningCollector(data, CHOSEN);
    }

    @AfterEach
    void close() {
        running.close();
    }

    private void restart(AccessSettings access) throws StartException {
        running.close();
        running = new RunningCollector(data, access);
    }

    private Visitor whoHasChosenThePassword() throws Exception {
        Visitor visitor = new Visitor(running);
        String code = Files.readString(data.resolve("setup-code"));
        visitor.post("/page/setup", Map.of("code", code, "password", PASSWORD));
        return visitor;
    }

    private static int logIn(Visitor visitor, String password) throws Exception {
        return visitor.status("POST", "/page/login", Map.of("password", password));
    }

    private static String state(Visitor visitor) throws Exception {
        return visitor.get("/page/session").get("state").asText();
    }

    @Test
    void onlyWhoHasTheCodeChoosesThePassword() throws Exception {
        Visitor stranger = new Visitor(running);
        assertThat(state(stranger)).isEqualTo("setup");
        assertThat(stranger.status("POST", "/page/setup", Map.of("code", "guess", "password", PASSWORD)))
                .isEqualTo(403);
        assertThat(logIn(stranger, PASSWORD)).isEqualTo(409);
        String code = Files.readString(data.resolve("setup-code")).strip();
        assertThat(running.collector().setupCode()).contains(code);
        HttpResponse<String> tooShort =
                stranger.send("POST", "/page/setup", Map.of("code", code, "password", "1234567"));
        assertThat(tooShort.statusCode()).isEqualTo(400);
        assertThat(tooShort.body()).contains("from 8 to 200 characters").doesNotContain("1234567", code);

        Visitor owner = whoHasChosenThePassword();

        assertThat(state(owner)).isEqualTo("in");
        assertThat(owner.status("/search?q=x")).isEqualTo(200);
        assertThat(data.resolve("setup-code")).doesNotExist();
        assertThat(stranger.status("POST", "/page/setup", Map.of("code", code, "password", PASSWORD)))
                .isEqualTo(409);
        assertThat(state(stranger)).isEqualTo("login");
    }

    @Test
    void withoutSessionThereIsNothingButThePageItself() throws Exception {
        Visitor stranger = new Visitor(running)
                .withCookie("collector-" + running.collector().httpPort() + "=guess");
        for (String path : DATA_PATHS) {
            HttpResponse<String> refused = stranger.send("GET", path, Map.of());
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        }
        assertThat(stranger.status("/")).isEqualTo(200);
        assertThat(stranger.status("/page.js")).isEqualTo(200);
    }

    @Test
    void cookieIsForThisServersPageAlone() throws Exception {
        Visitor visitor = new Visitor(running);
        String code = Files.readString(data.resolve("setup-code")).strip();
        HttpResponse<String> entered = visitor.send("POST", "/page/setup", Map.of("code", code, "password", PASSWORD));

        assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("collector-" + running.collector().httpPort() + "=[\\w-]{43}; .*")
                .contains("; HttpOnly", "; SameSite=Strict", "Path=/", "Max-Age=1209600")
                .doesNotContain("Secure", "Domain");
        for (String site : List.of("cross-site", "same-site")) {
            Visitor foreign = new Visitor(running).withCookie(visitor.cookie()).fromSite(site);
            assertThat(foreign.status("POST", "/page/mute", Map.of("system", "web")))
                    .as(site)
                    .isEqualTo(403);
            assertThat(foreign.status("/search?q=x")).as(site).isEqualTo(403);
        }
        Visitor byAddress = new Visitor(running).withCookie(visitor.cookie()).fromSite("none");
        assertThat(byAddress.status("POST", "/page/mute", Map.of("system", "web")))
                .isEqualTo(403);
        assertThat(visitor.status("POST", "/page/mute", Map.of("system", "web")))
                .isEqualTo(200);
    }

    @Test
    void originTellsForBrowsersThatDoNotNameTheSite() throws Exception {
        restart(AccessSettings.open());
        String own = "localhost:" + running.collector().httpPort();
        Map<String, String> web = Map.of("system", "web");
        assertThat(new Visitor(running).fromOrigin("http://" + own).status("POST", "/page/mute", web))
                .isEqualTo(200);
        for (String foreign :
                List.of("http://localhost:1", "http://evil.example", "null", "http://" + own + ".evil.example")) {
            assertThat(new Visitor(running).fromOrigin(foreign).status("POST", "/page/mute", web))
                    .as(foreign)
                    .isEqualTo(403);
        }
        HttpRequest bare = HttpRequest.newBuilder(URI.create("http://" + own + "/page/mute"))
                .POST(BodyPublishers.ofString("system=web"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(bare, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void cookieOfHttpsIsForHttpsAlone() throws Exception {
        restart(new AccessSettings(true, PASSWORD, QUICK_ROUNDS));
        String page = "https://localhost:" + running.collector().httpPort();
        HttpRequest login = HttpRequest.newBuilder(URI.create(page + "/page/login"))
                .header("Origin", page)
                .POST(BodyPublishers.ofString("password=correct+horse"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .build();
        HttpClient browser = HttpClient.newBuilder()
                .sslContext(Senders.trusting(running.collector().caFile()))
                .build();
        HttpResponse<String> entered = browser.send(login, BodyHandlers.ofString());

        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(200);
        assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-collector-" + running.collector().httpPort() + "=")
                .contains("; Secure", "; HttpOnly", "; SameSite=Strict", "Path=/");
    }

    @Test
    void sessionOutlastsARestartAndEndsWithItsLogout() throws Exception {
        Visitor visitor = whoHasChosenThePassword();
        Visitor other = new Visitor(running);
        assertThat(logIn(other, PASSWORD)).isEqualTo(200);
        String session = visitor.cookie();
        restart(CHOSEN);

        Visitor again = new Visitor(running)
                .withCookie(
                        session.replaceFirst("\\d+", "" + running.collector().httpPort()));
        assertThat(again.status("/page/dashboard")).isEqualTo(200);
        String before = again.cookie();
        assertThat(again.post("/page/logout", Map.of()).get("state").asText()).isEqualTo("login");
        assertThat(new Visitor(running).withCookie(before).status("/page/dashboard"))
                .isEqualTo(401);
        String kept = Files.readString(data.resolve("sessions.json"));
        assertThat(kept)
                .doesNotContain(session.substring(session.indexOf('=') + 1))
                .contains(":");
    }

    @Test
    void anotherPasswordEndsAllOtherSessions() throws Exception {
        Visitor visitor = whoHasChosenThePassword();
        String before = visitor.cookie();

        assertThat(visitor.status("POST", "/page/password", Map.of("old", "wrong one", "password", "battery staple")))
                .isEqualTo(401);
        visitor.post("/page/password", Map.of("old", PASSWORD, "password", "battery staple"));

        assertThat(visitor.status("/page/dashboard")).isEqualTo(200);
        assertThat(new Visitor(running).withCookie(before).status("/page/dashboard"))
                .isEqualTo(401);
        assertThat(logIn(new Visitor(running), PASSWORD)).isEqualTo(401);
    }

    @Test
    void wrongPasswordsHaveToWait() throws Exception {
        whoHasChosenThePassword();
        Visitor stranger = new Visitor(running);
        HttpResponse<String> answer = null;
        for (int attempt = 0; attempt < 30 && (answer == null || answer.statusCode() == 401); attempt++) {
            answer = stranger.send("POST", "/page/login", Map.of("password", "guess number " + attempt));
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 10L);
    }

    @Test
    void passwordFileSetsThePasswordAndAnotherOneEndsSessions() throws Exception {
        restart(new AccessSettings(true, PASSWORD, QUICK_ROUNDS));
        assertThat(running.collector().setupCode()).isEmpty();
        Visitor visitor = new Visitor(running);
        assertThat(logIn(visitor, PASSWORD)).isEqualTo(200);
        String name = "collector-\\d+";
        restart(new AccessSettings(true, PASSWORD, QUICK_ROUNDS));
        String port = "collector-" + running.collector().httpPort();
        assertThat(new Visitor(running)
                        .withCookie(visitor.cookie().replaceFirst(name, port))
                        .status("/page/tokens"))
                .isEqualTo(200);
        restart(new AccessSettings(true, "battery staple", QUICK_ROUNDS));
        port = "collector-" + running.collector().httpPort();
        assertThat(new Visitor(running)
                        .withCookie(visitor.cookie().replaceFirst(name, port))
                        .status("/page/tokens"))
                .isEqualTo(401);
    }

    @Test
    void noLoginLetsThePageInAndNoOther() throws Exception {
        restart(AccessSettings.open());
        Visitor visitor = new Visitor(running);
        assertThat(state(visitor)).isEqualTo("in");
        assertThat(visitor.get("/page/session").get("login").asBoolean()).isFalse();
        assertThat(visitor.status("/api/v1/systems.json")).isEqualTo(200);
        assertThat(visitor.fromSite("same-site").status("/api/v1/systems.json")).isEqualTo(403);
        assertThat(visitor.fromSite("cross-site").status("POST", "/page/mute", Map.of("system", "x")))
                .isEqualTo(403);
    }

    @Test
    void tokensAreMadeListedAndRevokedButNotKept() throws Exception {
        Visitor visitor = whoHasChosenThePassword();
        JsonNode made = visitor.post("/page/tokens", Map.of("name", "ci"));
        String token = made.get("token").asText();
        assertThat(visitor.get("/page/tokens").toString())
                .contains("\"name\":\"ci\"")
                .doesNotContain(token);
        assertThat(statusWith(token)).isEqualTo(200);
        restart(CHOSEN);
        assertThat(statusWith(token)).isEqualTo(200);

        visitor = new Visitor(running);
        logIn(visitor, PASSWORD);
        assertThat(visitor.status("DELETE", "/page/tokens/" + made.get("id").asText(), Map.of()))
                .isEqualTo(200);
        assertThat(statusWith(token)).isEqualTo(401);
        assertThat(visitor.status("DELETE", "/page/tokens/x", Map.of())).isEqualTo(404);
        for (Path file : files()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain(token, PASSWORD);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file ->
                            file.getFileName().toString().matches("password|tokens.json|sessions.json|api-token"))
                    .toList();
        }
    }

    private int statusWith(String token) throws Exception {
        return new Visitor(running).withToken(token).status("/api/v1/systems.json");
    }
}
