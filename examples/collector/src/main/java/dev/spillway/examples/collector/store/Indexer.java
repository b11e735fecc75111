package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.LogReader;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * Follows the log with a thread of its own, so that no sender waits for the index, and deletes what is too old. When
 * the index fails it is opened again from its last commit.
 */
final class Indexer implements AutoCloseable {

    private static final long REFRESH_NANOS = Duration.ofMillis(200).toNanos();
    private static final long COMMIT_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long PRUNE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long POLL_MILLIS = 50;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 5_000;
    private static final long LONGEST_END_MILLIS = 3_000;

    private final Path directory;
    private final EventLog log;
    private final SyslogParser parser;
    private final StoreSettings settings;
    private final Clock clock;
    private final Consumer<String> notices;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "collector-index");

    private volatile Index index;
    private volatile long findable;
    private volatile long monthBytes;
    private YearMonth toldOf = YearMonth.of(1970, 1);

    private Indexer(
            Path directory,
            EventLog log,
            SyslogParser parser,
            StoreSettings settings,
            Clock clock,
            Consumer<String> notices)
            throws IOException {
        this.directory = directory;
        this.log = log;
        this.parser = parser;
        this.settings = settings;
        this.clock = clock;
        this.notices = notices;
        this.index = Index.open(directory, log.end(), notices);
        this.findable = index.position();
        this.monthBytes = index.usage().bytesIn(Usage.monthOf(clock.instant()));
    }

    static Indexer start(
            Path directory,
            EventLog log,
            SyslogParser parser,
            StoreSettings settings,
            Clock clock,
            Consumer<String> notices)
            throws IOException {
        Indexer indexer = new Indexer(directory, log, parser, settings, clock, notices);
        indexer.thread.start();
        return indexer;
    }

    /** The index of now; another one after a failure. */
    Index index() {
        return index;
    }

    /** Position of the log up to which every event can be found. */
    long findable() {
        return findable;
    }

    /** Bytes of text that this month has brought so far. */
    long monthBytes() {
        return monthBytes;
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                try (LogReader reader = new LogReader(log.directory(), index.position())) {
                    follow(reader);
                    index.commit();
                } catch (IOException | AlreadyClosedException e) {
                    notices.accept("The index has failed (" + e.getMessage() + "), trying again; nothing is lost.");
                    reopen();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reopen() throws InterruptedException {
        if (closed.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
        }
        try {
            index.close();
        } catch (IOException | AlreadyClosedException e) {
            notices.accept("The failed index could not be closed (" + e.getMessage() + ").");
        }
        try {
            index = Index.open(directory, log.end(), notices);
        } catch (IOException e) {
            notices.accept("The index cannot be opened (" + e.getMessage() + "), trying again.");
        }
    }

    private void follow(LogReader reader) throws IOException, InterruptedException {
        long refreshed = System.nanoTime();
        long committed = refreshed;
        long pruned = refreshed - PRUNE_NANOS;
        while (closed.getCount() > 0) {
            Entry entry = reader.next(log.end());
            if (entry != null) {
                index.add(StoredEvent.of(entry, parser), entry.end());
            }
            long now = System.nanoTime();
            if (now - refreshed >= REFRESH_NANOS && findable != index.position()) {
                refresh();
                refreshed = now;
            }
            if (now - committed >= COMMIT_NANOS) {
                index.commit();
                committed = now;
            }
            if (now - pruned >= PRUNE_NANOS) {
                prune();
                pruned = now;
            }
            if (entry == null && closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void refresh() throws IOException {
        long position = index.position();
        index.refresh();
        findable = position;
        YearMonth month = Usage.monthOf(clock.instant());
        monthBytes = index.usage().bytesIn(month);
        if (monthBytes > settings.monthlyBytes() && !toldOf.equals(month)) {
            toldOf = month;
            notices.accept("This month has brought more than --monthly, " + settings.monthlyBytes()
                    + " bytes of text; everything is still kept.");
        }
    }

    private void prune() throws IOException {
        Instant oldest = clock.instant().minus(settings.keep());
        long first = log.prune(oldest, settings.keepBytes());
        if (first > 0) {
            index.deleteBefore(first);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        index.close();
    }
}
