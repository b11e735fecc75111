package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.Cursor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A reader waits for about a second. */
    private static final Duration LONG = Duration.ofMillis(500);

    /** A pump that the system takes the processor from may be amid its entries for long. */
    @Test
    void booksAreReadWhenThePumpHasMadeItsEntries() {
        // Says nothing where this thread was kept from its entries for longer than a reader waits.
        await().atMost(PATIENCE).until(LedgerTest::areReadInTime);
    }

    /** Whether the entries were made in time; then the books have to close. */
    private static boolean areReadInTime() throws InterruptedException {
        Ledger ledger = new Ledger();
        Buffer buffer = new Buffer(new BufferSettings(4 * 65_536, 8192, 0, Overflow.DROP, Duration.ZERO), () -> {});
        ledger.accept();
        assertThat(buffer.append(new byte[64], 0, 64, 0, Severity.INFO, 0, true))
                .isTrue();
        Cursor cursor = buffer.cursor();
        assertThat(cursor.peek(0)).isTrue();
        CompletableFuture<Ledger.Balance> found = new CompletableFuture<>();
        Thread onlooker = new Thread(() -> found.complete(ledger.balance(buffer)), "onlooker");

        long begun = System.nanoTime();
        ledger.begin();
        buffer.confirm(cursor);
        onlooker.start();
        while (!found.isDone() && onlooker.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        ledger.deliver(1, false);
        ledger.end();
        Duration amid = Duration.ofNanos(System.nanoTime() - begun);
        onlooker.join();

        Ledger.Balance balance = found.join();
        assertThat(balance.accepted()).isEqualTo(1);
        if (amid.compareTo(LONG) > 0) {
            return false;
        }
        assertThat(balance.delivered() + balance.pending()).isEqualTo(1);
        return true;
    }
}
