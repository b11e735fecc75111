package dev.spillway.examples.collector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LatestEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LatestEvents latest = new LatestEvents();

    private long lastId;

    /** An event whose id is ten more than that of the one before. */
    private StoredEvent event(String message) {
        lastId += 10;
        SyslogEvent event =
                new SyslogEvent(Instant.EPOCH, Instant.EPOCH, Severity.INFO, 1, "h", "p", "", "", "", message);
        return new StoredEvent(lastId, "::1", event);
    }

    private static List<String> messages(LatestEvents.Slice slice) {
        return slice.events().stream().map(stored -> stored.event().message()).toList();
    }

    @Test
    void slowReaderGetsTheLatestAndIsToldWhatItMissed() throws InterruptedException {
        for (int i = 0; i < LatestEvents.CAPACITY + 5; i++) {
            latest.add(event("m" + i));
        }

        LatestEvents.Slice slice = latest.from(2, Duration.ZERO);

        assertThat(slice.skipped()).isEqualTo(3);
        assertThat(slice.first()).isEqualTo(5);
        assertThat(slice.next()).isEqualTo(latest.received()).isEqualTo(LatestEvents.CAPACITY + 5);
        assertThat(messages(slice))
                .hasSize(LatestEvents.CAPACITY)
                .startsWith("m5")
                .endsWith("m1004");
    }

    @Test
    void readerGoesOnWhereItWas() throws InterruptedException {
        latest.add(event("a"));
        latest.add(event("b"));
        LatestEvents.Slice slice = latest.from(1, Duration.ZERO);
        assertThat(messages(slice)).containsExactly("b");
        assertThat(latest.from(slice.next(), Duration.ZERO).events()).isEmpty();
        assertThat(latest.from(99, Duration.ZERO).next()).isEqualTo(2);
    }

    @Test
    void placeBehindAnEventIsWholeAsLongAsThatEventOrAnOlderOneIsKept() throws InterruptedException {
        assertThat(latest.after(7)).isEqualTo(new LatestEvents.Place(0, true));
        for (int i = 0; i < LatestEvents.CAPACITY + 2; i++) {
            latest.add(event("m" + i));
        }
        assertThat(latest.after(20).whole()).isFalse();
        assertThat(latest.after(30).whole()).isTrue();
        assertThat(messages(latest.from(latest.after(lastId - 15).position(), Duration.ZERO)))
                .containsExactly("m1000", "m1001");
        assertThat(latest.after(lastId)).isEqualTo(new LatestEvents.Place(LatestEvents.CAPACITY + 2, true));
        assertThat(messages(latest.from(latest.newest(1).position(), Duration.ZERO)))
                .containsExactly("m1001");
        assertThat(latest.newest(5_000).position()).isEqualTo(2);
    }

    @Test
    void hugeMessagesPushOlderOnesOut() throws InterruptedException {
        String huge = "x".repeat(6_000_000);
        for (int i = 0; i < 4; i++) {
            latest.add(event(huge));
        }
        assertThat(latest.from(0, Duration.ZERO).events()).hasSize(2);
        latest.add(event("x".repeat(20_000_000)));
        assertThat(latest.from(0, Duration.ZERO).events()).hasSize(1);
    }

    @Test
    void waitEndsWithTheNextEventOrWhenClosed() throws Exception {
        CompletableFuture<LatestEvents.Slice> waiting = waitFor(0);
        latest.add(event("a"));
        assertThat(messages(waiting.get())).containsExactly("a");

        CompletableFuture<LatestEvents.Slice> last = waitFor(1);
        latest.close();
        assertThat(last.get().closed()).isTrue();
    }

    private CompletableFuture<LatestEvents.Slice> waitFor(long position) {
        CompletableFuture<LatestEvents.Slice> result = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                result.complete(latest.from(position, Duration.ofMinutes(1)));
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        reader.start();
        await().atMost(PATIENCE).until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        return result;
    }
}
