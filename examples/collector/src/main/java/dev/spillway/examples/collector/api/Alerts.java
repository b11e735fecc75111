package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.activity.SystemRules;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.query.QueryParser;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.Hits;
import dev.spillway.examples.collector.store.Search;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells new events of saved searches, round by round, on a thread of its own. How far a search was told is stored once
 * the receiver has answered 2xx: what it did not take is told again in the next round, and after a restart.
 */
public final class Alerts implements AutoCloseable {

    private static final int EVENTS = 1_000;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
    private static final long LONGEST_END_MILLIS = 300;

    private final EventIndex index;
    private final Catalog catalog;
    private final Systems systems;
    private final SystemRules rules;
    private final ZoneId zone;
    private final String page;
    private final Consumer<String> notices;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LONGEST_REQUEST).build();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Alerts(
            EventIndex index,
            Catalog catalog,
            SystemRules rules,
            ZoneId zone,
            String page,
            Duration pace,
            Consumer<String> notices) {
        this.index = index;
        this.catalog = catalog;
        this.systems = new Systems(index);
        this.rules = rules;
        this.zone = zone;
        this.page = page;
        this.notices = notices;
        this.thread = new Thread(() -> runUntilClosed(pace), "collector-alerts");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to tell.
     *
     * @param rules muted systems' events are passed over
     * @param page address of the page, for links
     * @param pace time between two rounds
     * @param notices told of alerts that could not be delivered
     */
    public static Alerts start(
            EventIndex index,
            Catalog catalog,
            SystemRules rules,
            ZoneId zone,
            String page,
            Duration pace,
            Consumer<String> notices) {
        Alerts alerts = new Alerts(index, catalog, rules, zone, page, pace, notices);
        alerts.thread.start();
        return alerts;
    }

    private void runUntilClosed(Duration pace) {
        try {
            while (!closed.await(pace.toMillis(), TimeUnit.MILLISECONDS)) {
                for (SavedSearch search : catalog.searches()) {
                    tellOf(search);
                }
            }
        } catch (InterruptedException e) {
            // Closed while it waited for a receiver.
            Thread.currentThread().interrupt();
        }
    }

    private void tellOf(SavedSearch search) throws InterruptedException {
        Alert alert = search.alert();
        if (alert == null) {
            return;
        }
        String problem = null;
        try {
            boolean isMore = true;
            while (isMore && closed.getCount() > 0) {
                Hits hits = newEvents(search, alert.told());
                Hits heard = hits.without(event -> rules.isMuted(event.event().host()));
                problem = heard.events().isEmpty() ? null : problemOfSending(search, heard, alert);
                isMore = problem == null && !hits.complete() && !hits.events().isEmpty();
                if (problem == null && !hits.events().isEmpty()) {
                    alert = alert.withTold(
                            hits.events().get(hits.events().size() - 1).id());
                    remember(search.id(), alert);
                }
            }
        } catch (IOException | QueryMistake e) {
            problem = String.valueOf(e.getMessage());
        }
        if (problem != null) {
            notices.accept("The alert \"" + search.name() + "\" could not be delivered (" + problem
                    + "), trying again in the next round.");
        }
    }

    private Hits newEvents(SavedSearch search, long told) throws IOException, QueryMistake {
        Group group = catalog.group(search.groupId()).orElse(Catalog.ALL_SYSTEMS);
        return index.find(new Search(
                QueryParser.parse(search.query()),
                systems.membersOf(group),
                told,
                Long.MAX_VALUE,
                Instant.EPOCH,
                Instant.MAX,
                EVENTS,
                true));
    }

    private @Nullable String problemOfSending(SavedSearch search, Hits hits, Alert alert)
            throws IOException, InterruptedException {
        int status = client.send(
                        new AlertMessage(search, hits, zone, page)
                                .to(alert)
                                .timeout(LONGEST_REQUEST)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        return status >= 200 && status < 300 ? null : "its receiver answered " + status;
    }

    /** Unless the alert was changed meanwhile. */
    private void remember(long id, Alert alert) throws IOException {
        catalog.changeSearch(id, search -> {
            Alert now = search.alert();
            boolean isSame = now != null && now.url().equals(alert.url()) && now.told() <= alert.told();
            return isSame ? search.withAlert(alert) : search;
        });
    }

    /** Ends after the request that is under way, or breaks it off; then it is repeated after a restart. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(LONGEST_END_MILLIS);
            thread.interrupt();
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
