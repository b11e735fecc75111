package dev.spillway.benchmarks;

import dev.spillway.EventReader;
import dev.spillway.Severity;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The event that benchmarks log: mostly {@link #create()}, a text of 120 characters and a diagnostic context of three
 * entries, which make a message of about 300 bytes.
 *
 * @param message the text
 * @param throwable what was thrown, or null
 * @param context names and values of the diagnostic context in turn
 */
public record SampleEvent(String message, @Nullable Throwable throwable, String... context) {
    private static final String TEXT =
            "Order 4711 of customer 0815 was accepted: 3 positions, 149.90 EUR, payment by card,"
                    + " shipping to 10115 Berlin on Tuesday.";
    private static final int FRAMES = 30;

    /** Reads the event without making garbage, at the time of the call. */
    public static final EventReader<SampleEvent> READER = new Reader();

    /** The sample. */
    public static SampleEvent create() {
        return new SampleEvent(TEXT, null, "requestId", "5f2c9f1e-77aa-4d0b", "user", "alice", "tenant", "north");
    }

    /**
     * An event of another size.
     *
     * @param length characters of the text
     * @param entries of the diagnostic context
     * @param thrown whether there is a stack trace, which has some thirty frames
     */
    public static SampleEvent create(int length, int entries, boolean thrown) {
        String[] context = new String[2 * entries];
        for (int i = 0; i < entries; i++) {
            context[2 * i] = "entry" + i;
            context[2 * i + 1] = "5f2c9f1e-77aa";
        }
        String text = TEXT.repeat(length / TEXT.length() + 1).substring(0, length);
        return new SampleEvent(text, thrown ? thrownBelow(FRAMES) : null, context);
    }

    private static Throwable thrownBelow(int frames) {
        return frames == 0 ? new IllegalStateException("the card was refused") : thrownBelow(frames - 1);
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
            return event.throwable;
        }

        @Override
        public void mdc(SampleEvent event, BiConsumer<? super String, ? super @Nullable Object> sink) {
            for (int i = 0; i < event.context.length; i += 2) {
                sink.accept(event.context[i], event.context[i + 1]);
            }
        }
    }
}
