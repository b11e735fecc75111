package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.store.Hits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells new events of saved searches, round by round, on a thread of its own. How far a search was told is stored once
 * the receiver has taken it: what it did not take is told again in the next round, and after a restart.
 */
public final class Alerts implements AutoCloseable {

    private static final long LONGEST_END_MILLIS = 300;

    private final AlertSearch events;
    private final Catalog catalog;
    private final AlertSender sender;
    private final Consumer<String> notices;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Alerts(AlertSearch events, Catalog catalog, AlertSender sender, Duration pace, Consumer<String> notices) {
        this.events = events;
        this.catalog = catalog;
        this.sender = sender;
        this.notices = notices;
        this.thread = new Thread(() -> runUntilClosed(pace), "collector-alerts");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to tell.
     *
     * @param pace time between two rounds
     * @param notices told of alerts that could not be delivered
     */
    public static Alerts start(
            AlertSearch events, Catalog catalog, AlertSender sender, Duration pace, Consumer<String> notices) {
        Alerts alerts = new Alerts(events, catalog, sender, pace, notices);
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
        if (alert == null || alert.paused()) {
            return;
        }
        try {
            boolean isMore = true;
            while (isMore && closed.getCount() > 0) {
                Hits hits = events.after(search, alert.told());
                if (hits.events().isEmpty() || !isStill(search.id(), alert)) {
                    return;
                }
                Hits heard = events.heard(hits);
                if (!heard.events().isEmpty()) {
                    sender.send(search, alert, heard, false);
                }
                alert = alert.withTold(
                        hits.events().get(hits.events().size() - 1).id());
                remember(search.id(), alert);
                isMore = !hits.complete();
            }
        } catch (IOException | QueryMistake e) {
            notices.accept("The alert \"" + search.name() + "\" could not be delivered (" + AlertSender.reasonOf(e)
                    + "), trying again in the next round.");
        }
    }

    /** Whether the alert was neither changed nor paused since the round began. */
    private boolean isStill(long id, Alert alert) {
        return catalog.search(id).map(SavedSearch::alert).filter(alert::equals).isPresent();
    }

    /** Unless the alert was changed meanwhile. */
    private void remember(long id, Alert alert) throws IOException {
        catalog.changeSearch(id, search -> {
            Alert now = search.alert();
            if (now == null || !now.address().equals(alert.address()) || now.told() > alert.told()) {
                return search;
            }
            return search.withAlert(now.withTold(alert.told()));
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
