package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.mail.Mailer;
import dev.spillway.examples.collector.store.Hits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Delivers alerts, each within half a minute or not at all. Safe for use by many threads. */
public final class AlertSender {

    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    private final ZoneId zone;
    private final Supplier<String> page;
    private final @Nullable Mailer mailer;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST_REQUEST).build();

    /**
     * A sender of alerts.
     *
     * @param zone of times that people read
     * @param page address of the page, for links
     * @param mailer null if no mail can be sent
     */
    public AlertSender(ZoneId zone, Supplier<String> page, @Nullable Mailer mailer) {
        this.zone = zone;
        this.page = page;
        this.mailer = mailer;
    }

    /** In words that can stand in parentheses; a refused connection, say, has none of its own. */
    static String reasonOf(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    boolean canMail() {
        return mailer != null;
    }

    /**
     * Tells events of a search.
     *
     * @param isTest whether to say that it is one
     * @throws IOException if the receiver did not take them; the message says why and holds no address of a web hook
     */
    void send(SavedSearch search, Alert alert, Hits hits, boolean isTest) throws IOException, InterruptedException {
        AlertMessage message = new AlertMessage(search, hits, zone, page.get(), isTest);
        if (alert.kind() == Alert.Kind.EMAIL) {
            mail(alert, message);
            return;
        }
        int status = client.send(message.to(alert).timeout(LONGEST_REQUEST).build(), BodyHandlers.discarding())
                .statusCode();
        if (status < 200 || status >= 300) {
            throw new IOException("its receiver answered " + status);
        }
    }

    private void mail(Alert alert, AlertMessage message) throws IOException {
        Mailer sender = mailer;
        if (sender == null) {
            throw new IOException("--smtp is not set, by which mail is sent");
        }
        sender.send(alert.address(), message.subject(), message.mailText());
    }
}
