package dev.spillway.benchmarks;

import dev.spillway.EventReader;
import dev.spillway.Severity;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The event that benchmarks log: a text of 120 characters and a diagnostic context of three entries, which make a
 * message of about 300 bytes.
 *
 * @param message the text
 * @param context names and values of the diagnostic context in turn
 */
public record SampleEvent(String message, String... context) {

    /** Reads the event without making garbage, at the time of the call. */
    public static final EventReader<SampleEvent> READER = new Reader();

    /** The sample. */
    public static SampleEvent create() {
        return new SampleEvent(
                "Order 4711 of customer 0815 was accepted: 3 positions, 149.90 EUR, payment by card,"
                        + " shipping to 10115 Berlin on Tuesday.",
                "requestId",
                "5f2c9f1e-77aa-4d0b",
                "user",
                "alice",
                "tenant",
                "north");
    }

    private static final class Reader implements EventReader<SampleEvent> {
        @Override
        public Severity severity(SampleEvent event) {
            return Severity.INFO;
        }

        @Override
        public long epochMicros(SampleEvent event) {
            return System.currentTimeMillis() * 1_000;
        }

        @Override
        public String loggerName(SampleEvent event) {
            return "com.example.shop.orders.OrderService";
        }

        @Override
        public String threadName(SampleEvent event) {
            return Thread.currentThread().getName();
        }

        @Override
        public CharSequence message(SampleEvent event, StringBuilder scratch) {
            return event.message;
        }

        @Override
        public @Nullable Throwable throwable(SampleEvent event) {
            return null;
        }

        @Override
        public void mdc(SampleEvent event, BiConsumer<? super String, ? super @Nullable Object> sink) {
            for (int i = 0; i < event.context.length; i += 2) {
                sink.accept(event.context[i], event.context[i + 1]);
            }
        }
    }
}
