package dev.spillway.examples.collector.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.web.Numbers;
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
 * {@code /events}: streams events as they arrive, all of them or those of a query, to browsers as server-sent events,
 * each browser on its own request thread. A browser that comes back after a break goes on where it was; one that is slow
 * is told that it missed some. Safe for use by many threads.
 */
public final class EventStream {

    /** Most events that a stream begins with. */
    static final int AT_START = 300;

    /** Often enough that a person sees it at once, seldom enough that a flood goes out in large batches. */
    private static final Duration PACE = Duration.ofMillis(50);

    /** An empty comment now and then shows that the browser is still there; each change of a query leaves a stream. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final int MAX_BROWSERS = 40;

    private final LatestEvents latest;
    private final EventLog log;
    private final EventIndex index;
    private final GroupMembers groups;
    private final Predicate<String> muted;
    private final Predicate<Context> mayWatch;
    private final ObjectMapper json = new ObjectMapper();
    private final Semaphore seats = new Semaphore(MAX_BROWSERS);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * A stream of the latest events, and of those that the index finds.
     *
     * @param muted tells systems whose events are not shown as they arrive
     * @param mayWatch asked at each step whether the browser may go on; a session can end while it watches
     */
    public EventStream(
            LatestEvents latest,
            EventLog log,
            EventIndex index,
            GroupMembers groups,
            Predicate<String> muted,
            Predicate<Context> mayWatch) {
        this.latest = latest;
        this.log = log;
        this.index = index;
        this.groups = groups;
        this.muted = muted;
        this.mayWatch = mayWatch;
    }

    /** Streams to one browser, on its request's thread, until it leaves or the stream stops. */
    void serve(Context context) throws IOException {
        HttpServletResponse response = context.res();
        long after = after(context);
        Browser browser = new Browser(response.getOutputStream());
        try {
            PageQuery query = PageQuery.of(context, groups);
            response.setContentType("text/event-stream;charset=utf-8");
            if (!seats.tryAcquire()) {
                browser.send("full", Integer.toString(MAX_BROWSERS));
                return;
            }
            try {
                browser.send("query", json.writeValueAsString(query.explained()));
                stream(browser, tail(query, after), context);
            } finally {
                seats.release();
            }
        } catch (QueryMistake e) {
            response.setContentType("text/event-stream;charset=utf-8");
            browser.send("query", json.writeValueAsString(Explained.of(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (EofException e) {
            // The browser has left, which is how every stream ends.
        }
    }

    private Tail tail(PageQuery query, long after) {
        // Of an id that was not given out yet, another log's, nothing follows here.
        long known = after <= log.end() ? after : 0;
        if (!query.isAll()) {
            return new QueryTail(query, latest, index, muted, stopped, known);
        }
        return known == 0 ? LatestTail.newest(latest, AT_START) : LatestTail.after(latest, known);
    }

    private void stream(Browser browser, Tail tail, Context context) throws InterruptedException, IOException {
        send(browser, tail.first());
        while (!stopped.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
            Tail.Batch batch = tail.next(HEARTBEAT);
            if (!mayWatch.test(context)) {
                return;
            }
            if (batch == null) {
                browser.sendHeartbeat();
            } else {
                send(browser, batch);
            }
        }
    }

    private void send(Browser browser, Tail.Batch batch) throws IOException {
        browser.send("events", Long.toString(batch.through()), json.writeValueAsString(batch));
    }

    /** Position behind the last event that the browser has; a browser that comes back names it in a header. */
    private static long after(Context context) {
        String last = context.header("Last-Event-ID");
        @Nullable String asked = last == null || last.isEmpty() ? context.queryParam("after") : last;
        return Numbers.read("after", asked, 0, Long.MAX_VALUE, 0);
    }

    void stop() {
        stopped.countDown();
        latest.close();
    }
}
