package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.mail.Mailer;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.web.Json;
import dev.spillway.examples.collector.web.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The fields of a saved search that say where its new events are told. Safe for use by many threads. */
final class AlertFields {

    private final AlertSender sender;
    private final AlertSearch search;
    private final Systems systems;

    AlertFields(AlertSender sender, AlertSearch search, Systems systems) {
        this.sender = sender;
        this.search = search;
        this.systems = systems;
    }

    /**
     * The alert that a request sets, removes by an empty address, pauses, or leaves as it is. One that is new, or no more
     * paused, tells from now on.
     */
    @Nullable Alert in(Context context, @Nullable Alert old) {
        Alert alert = addressed(context, old);
        String paused = Json.field(context, "search", "alert_paused");
        if (alert == null || paused == null) {
            return alert;
        }
        boolean isPaused = paused.equals("true") || paused.equals("1");
        if (!isPaused && !paused.equals("false") && !paused.equals("0")) {
            throw Refusal.badRequest("search[alert_paused] must be true or false");
        }
        return alert.withPaused(isPaused, systems.findable());
    }

    private @Nullable Alert addressed(Context context, @Nullable Alert old) {
        boolean isNamed = false;
        for (Alert.Kind kind : Alert.Kind.values()) {
            String address = Json.field(context, "search", kind.field());
            isNamed |= address != null;
            if (address != null && !address.isBlank()) {
                return new Alert(kind, checked(kind, address.strip()), systems.findable(), false);
            }
        }
        return isNamed ? null : old;
    }

    private String checked(Alert.Kind kind, String address) {
        String field = "search[" + kind.field() + "]";
        if (kind != Alert.Kind.EMAIL) {
            if (!isHttp(address)) {
                throw Refusal.badRequest(field + " must begin with https:// or http://");
            }
            return address;
        }
        if (!sender.canMail()) {
            throw Refusal.badRequest(field + " needs a mail server, which --smtp names");
        }
        String mistake = Mailer.mistakeIn(address);
        if (mistake != null) {
            throw Refusal.badRequest(field + " must be " + mistake);
        }
        return address;
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Sends the newest events, if there are any, as a test. */
    void test(SavedSearch saved) throws IOException {
        Alert alert = saved.alert();
        if (alert == null) {
            throw Refusal.badRequest("this search has no alert to test");
        }
        try {
            sender.send(saved, alert, search.newest(saved), true);
        } catch (QueryMistake e) {
            throw Refusal.mistake(e);
        } catch (IOException e) {
            throw Refusal.badGateway("the test could not be delivered: " + AlertSender.reasonOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.badGateway("the test was broken off, the collector ends");
        }
    }
}
