package dev.spillway.examples.collector.page;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/**
 * Streams the latest events to browsers as server-sent events, each browser on its own request thread. A browser that
 * comes back after a break goes on where it was; one that is slow is told how many events it missed.
 */
final class EventStream {

    /** Often enough that a person sees it at once, seldom enough that a flood goes out in large batches. */
    private static final Duration PACE = Duration.ofMillis(50);

    /** An empty comment now and then shows that the browser is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final int MAX_BROWSERS = 40;

    private final LatestEvents latest;
    private final Predicate<Context> mayWatch;
    private final String run;
    private final PageEvents pageEvents = new PageEvents();
    private final Semaphore seats = new Semaphore(MAX_BROWSERS);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * A stream of the events.
     *
     * @param mayWatch asked at each step whether the browser may go on; a session can end while it watches
     * @param run names this run of the collector, so that a browser does not go on where another run ended
     */
    EventStream(LatestEvents latest, Predicate<Context> mayWatch, String run) {
        this.latest = latest;
        this.mayWatch = mayWatch;
        this.run = run;
    }

    /** Streams to one browser, on its request's thread, until it leaves or the stream stops. */
    void serve(Context context) throws IOException {
        HttpServletResponse response = context.res();
        response.setContentType("text/event-stream;charset=utf-8");
        Browser browser = new Browser(response.getOutputStream());
        if (!seats.tryAcquire()) {
            browser.send("full", "Already " + MAX_BROWSERS + " browsers are watching, which is the limit.");
            return;
        }
        try {
            long position = positionOf(context.header("Last-Event-ID"));
            browser.send("run", run);
            stream(browser, position, context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (EofException e) {
            // The browser has left, which is how every stream ends.
        } finally {
            seats.release();
        }
    }

    private void stream(Browser browser, long start, Context context) throws InterruptedException, IOException {
        long position = start;
        while (!stopped.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
            LatestEvents.Slice slice = latest.from(position, HEARTBEAT);
            if (!mayWatch.test(context)) {
                return;
            }
            if (slice.events().isEmpty()) {
                browser.sendHeartbeat();
            } else {
                position = slice.next();
                browser.send("events", run + "-" + position, pageEvents.toJson(slice));
            }
        }
    }

    /** Position behind the last event that the browser has, or that of the oldest event for a new browser. */
    private long positionOf(@Nullable String lastEventId) {
        String prefix = run + "-";
        if (lastEventId == null || !lastEventId.startsWith(prefix)) {
            return latest.oldest();
        }
        try {
            return Long.parseUnsignedLong(lastEventId, prefix.length(), lastEventId.length(), 10);
        } catch (NumberFormatException e) {
            return latest.oldest();
        }
    }

    void stop() {
        stopped.countDown();
        latest.close();
    }
}
