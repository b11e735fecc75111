package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spillway.Severity;
import dev.spillway.internal.format.FormatSettings.Multiline;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** On the steady path, encoding makes no garbage. */
final class EncoderGarbageTest {
    private static final int WARM_UP = 30_000;
    private static final int MEASURED = 100_000;
    /** What the compiler, a profiler or a new second may cost, spread over all events. */
    private static final double NOISE_BYTES = 0.5;
    /** How often it is measured at most, as a busy machine compiles late. */
    private static final int ROUNDS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final TestSettings settings = new TestSettings();
    private final CountingSink sink = new CountingSink();

    @Test
    void plainEventMakesNone() {
        assertNoGarbage(event());
    }

    @Test
    void eventWithFieldsMakesNone() {
        TestEvent event =
                event().mdc("requestId", "b3f1c2d4").mdc("user", "\u00E4nn\"").keyValue("albums", 1_000_000L);
        event.keyValue("width", 640);
        event.markers.add("AUDIT");
        assertNoGarbage(event);
    }

    @Test
    void messageInTheReadersBuilderMakesNone() {
        TestEvent event = event();
        event.intoScratch = true;
        assertNoGarbage(event);
    }

    @Test
    void controlCharactersAndOtherAlphabetsMakeNone() {
        settings.multiline = Multiline.ESCAPE;
        TestEvent event = event();
        event.message = "a\nb\u001B \u4E2D\uD83D\uDE00\uD83D".repeat(10);
        assertNoGarbage(event);
    }

    @Test
    void eventOfManyMessagesMakesNone() {
        settings.multiline = Multiline.SPLIT;
        settings.maxMessageSize = 480;
        TestEvent event = event();
        event.message = "line\n".repeat(5) + "x".repeat(2000);
        assertNoGarbage(event);
        assertThat(sink.messages).isGreaterThan(10L * MEASURED);
    }

    @Test
    void rfc3164EventMakesNone() {
        settings.format = FormatSettings.Format.RFC3164;
        assertNoGarbage(event());
    }

    @Test
    void jsonEventWithFieldsMakesNone() {
        settings.format = FormatSettings.Format.JSON;
        TestEvent event =
                event().mdc("requestId", "b3f1c2d4").mdc("user", "\u00E4nn\"").keyValue("albums", 1_000_000L);
        event.keyValue("public", true);
        event.markers.add("AUDIT");
        assertNoGarbage(event);
    }

    private static TestEvent event() {
        TestEvent event = new TestEvent("GET /albums/4 HTTP/1.1 200 12ms");
        event.logger = "com.example.web.albums.controllers.AlbumController";
        event.thread = "http-nio-8080-exec-7";
        return event;
    }

    private void assertNoGarbage(TestEvent event) {
        EventEncoders encoders = settings.encoders();
        run(encoders, event, WARM_UP);
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= NOISE_BYTES; round++) {
            least = Math.min(least, bytesOfEach(encoders, event));
        }

        assertThat(least).isLessThan(NOISE_BYTES);
        assertThat(sink.messages).isGreaterThanOrEqualTo(WARM_UP + MEASURED);
    }

    private double bytesOfEach(EventEncoders encoders, TestEvent event) {
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        run(encoders, event, MEASURED);
        return (threads.getThreadAllocatedBytes(thread) - before) / (double) MEASURED;
    }

    private void run(EventEncoders encoders, TestEvent event, int times) {
        for (int i = 0; i < times; i++) {
            event.epochMicros++;
            encoders.encode(event.reader(), event, sink);
        }
    }

    private static final class CountingSink implements MessageSink {
        private long messages;

        @Override
        public boolean append(
                byte[] bytes,
                int offset,
                int length,
                int structuredDataAt,
                Severity severity,
                long epochMillis,
                boolean last) {
            messages++;
            return true;
        }
    }
}
