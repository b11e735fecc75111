package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.spillway.examples.collector.access.AccessSettings;
import dev.spillway.examples.collector.mail.MailSettings;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts by mail, taken by GreenMail. */
final class MailAlertsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private RunningCollector running;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        server.start();
        server.setUser("logs@example.com", "postman", "mail password");
        startCollector("mail password");
    }

    private void startCollector(String password) throws StartException {
        String address = "smtp://postman@127.0.0.1:" + server.getSmtp().getPort();
        running = new RunningCollector(
                CollectorSettings.of(InetAddress.getLoopbackAddress(), new CollectorSettings.Ports(0, 0, 0, 0), data)
                        .withAccess(AccessSettings.open())
                        .withMail(MailSettings.parse(address, password, "logs@example.com"))
                        .withAlertPace(Duration.ofMillis(100)));
        visitor = new Visitor(running);
    }

    @AfterEach
    void close() {
        running.close();
        server.stop();
    }

    private JsonNode save(String name) throws Exception {
        return visitor.post(
                "/api/v1/searches.json",
                Map.of(
                        "search",
                        Map.of("name", name, "query", "program:album", "email", "a@example.com, b@example.com")));
    }

    private void log(String message) throws IOException {
        Senders.udp(running.collector().udpPort(), "<14>1 - web album 7 - - " + message);
    }

    private void awaitMails(int count) {
        await().atMost(PATIENCE).until(() -> server.getReceivedMessages().length >= count);
    }

    private static String text(MimeMessage mail) throws Exception {
        return String.valueOf(mail.getContent());
    }

    @Test
    void newEventsAreMailedToEveryAddress() throws Exception {
        JsonNode saved = save("앨범\r\nBcc: evil@example.com");
        assertThat(saved.get("alert").asText()).isEqualTo("email");
        assertThat(saved.get("alert_target").asText()).isEqualTo("a@example.com, b@example.com");
        log("앨범 4 \u001b[31m was opened");
        awaitMails(2);

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(mail.getSubject()).startsWith("앨범").endsWith(": 1 event").doesNotContain("\n");
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getFrom()[0].toString()).isEqualTo("logs@example.com");
        assertThat(mail.getAllRecipients()).hasSize(2);
        assertThat(text(mail)).contains("web album: 앨범 4 \\x1b[31m was opened", "#q=program%3Aalbum");
    }

    @Test
    void whatAMailServerDoesNotTakeIsMailedAfterARestart() throws Exception {
        running.close();
        startCollector("wrong password");
        save("Albums");
        log("first");
        await().atMost(PATIENCE)
                .until(() -> running.notices().stream()
                        .anyMatch(notice -> notice.startsWith("The alert \"Albums\" could not be delivered (the mail"
                                + " server at 127.0.0.1 did not take it: ")));
        assertThat(running.notices()).noneMatch(notice -> notice.contains("wrong password"));
        assertThat(server.getReceivedMessages()).isEmpty();
        running.close();
        startCollector("mail password");
        awaitMails(2);
        log("second");
        awaitMails(4);

        List<String> texts = new ArrayList<>();
        for (MimeMessage mail : server.getReceivedMessages()) {
            texts.add(text(mail));
        }
        assertThat(texts).hasSize(4);
        assertThat(texts.stream().filter(text -> text.contains("first"))).hasSize(2);
        assertThat(texts.stream().filter(text -> text.contains("second"))).hasSize(2);
    }

    @Test
    void testIsSentAtOnceAndSaysSo() throws Exception {
        String id = save("Albums").get("id").asText();
        visitor.post("/api/v1/searches/" + id + "/test.json", Map.of());
        awaitMails(2);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("Test of Albums: no event yet");

        server.stop();
        HttpResponse<String> failed = visitor.send("POST", "/api/v1/searches/" + id + "/test.json", Map.of());
        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.body()).contains("the test could not be delivered: the mail server at 127.0.0.1");
    }

    @Test
    void addressThatIsNoneIsRefused() throws Exception {
        for (String wrong : new String[] {"nobody", "a b@example.com", "a@example.com\nBcc: b@example.com"}) {
            HttpResponse<String> refused = visitor.send(
                    "POST",
                    "/api/v1/searches.json",
                    Map.of("search", Map.of("name", "x", "query", "x", "email", wrong)));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.body()).contains("search[email] must be");
        }
    }
}
