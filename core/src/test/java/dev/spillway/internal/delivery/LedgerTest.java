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

    private final Ledger ledger = new Ledger();
    private final Buffer buffer =
            new Buffer(new BufferSettings(4 * 65_536, 8192, 0, Overflow.DROP, Duration.ZERO), () -> {});

    /** A pump that the system takes the processor from may be amid its entries for long. */
    @Test
    void booksAreReadWhenThePumpHasMadeItsEntries() throws InterruptedException {
        ledger.accept();
        assertThat(buffer.append(new byte[64], 0, 64, 0, Severity.INFO, 0, true))
                .isTrue();
        Cursor cursor = buffer.cursor();
        assertThat(cursor.peek(0)).isTrue();
        CompletableFuture<Ledger.Balance> found = new CompletableFuture<>();
        Thread onlooker = new Thread(() -> found.complete(ledger.balance(buffer)), "onlooker");

        ledger.begin();
        buffer.confirm(cursor);
        onlooker.start();
        await().atMost(PATIENCE).until(() -> found.isDone() || onlooker.getState() == Thread.State.TIMED_WAITING);
        ledger.deliver(1, false);
        ledger.end();
        onlooker.join();

        Ledger.Balance balance = found.join();
        assertThat(balance.delivered() + balance.pending()).isEqualTo(1);
        assertThat(balance.accepted()).isEqualTo(1);
    }
}
