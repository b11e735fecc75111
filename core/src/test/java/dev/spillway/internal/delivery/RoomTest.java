package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.delivery.Room.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RoomTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final long MILLI = 1_000_000;

    private final Room room = new Room(1000, 800);

    @Test
    void enoughRoomLetsLoggersInAtOnce() {
        assertThat(room.freed(1000, false, 0)).isFalse();
        assertThat(room.freed(1099, false, 0)).isFalse();
        assertThat(room.freed(1100, false, 0)).isTrue();
        assertThat(room.freed(1100, false, 0)).isFalse();
    }

    @Test
    void littleRoomLetsThemInAfterMoment() {
        assertThat(room.freed(1010, false, 5 * MILLI)).isFalse();
        assertThat(room.freed(1020, false, 6 * MILLI - 1)).isFalse();
        assertThat(room.freed(1020, false, 6 * MILLI)).isTrue();

        assertThat(room.freed(1030, false, 50 * MILLI)).isFalse();
        assertThat(room.freed(1030, false, 51 * MILLI)).isTrue();
    }

    @Test
    void littleRoomLetsThemInBeforeThePumpRests() {
        assertThat(room.freed(1010, true, 0)).isTrue();
        assertThat(room.freed(1010, true, 0)).isFalse();
    }

    @Test
    void whoIsLetInTriesAgain() throws InterruptedException {
        CountDownLatch tried = new CountDownLatch(1);
        AtomicBoolean free = new AtomicBoolean();
        CompletableFuture<Outcome> logger = CompletableFuture.supplyAsync(() -> room.await(
                () -> {
                    tried.countDown();
                    return free.get();
                },
                SOON.toNanos()));
        assertThat(tried.await(1, TimeUnit.MINUTES)).isTrue();

        free.set(true);
        assertThat(room.freed(1100, false, 0)).isTrue();
        assertThat(logger).succeedsWithin(SOON.plus(SOON)).isEqualTo(Outcome.DONE);
    }

    @Test
    void eachOpeningLetsEachLoggerTryOnce() throws InterruptedException {
        int loggers = 64;
        int openings = 100;
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch tried = new CountDownLatch(loggers);
        AtomicBoolean free = new AtomicBoolean();
        List<CompletableFuture<Outcome>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> room.await(
                                () -> {
                                    attempts.incrementAndGet();
                                    tried.countDown();
                                    return free.get();
                                },
                                SOON.toNanos()),
                        task -> new Thread(task).start()))
                .limit(loggers)
                .toList();

        assertThat(tried.await(1, TimeUnit.MINUTES)).isTrue();
        for (int i = 0; i < openings; i++) {
            room.open();
        }
        int most = loggers * (1 + openings);
        assertThat(attempts.get()).isLessThanOrEqualTo(most);

        free.set(true);
        for (CompletableFuture<Outcome> logger : waiting) {
            while (!logger.isDone()) {
                room.open();
            }
            assertThat(logger).isCompletedWithValue(Outcome.DONE);
        }
    }
}
