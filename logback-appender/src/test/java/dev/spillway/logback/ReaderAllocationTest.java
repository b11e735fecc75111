package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.sun.management.ThreadMXBean;
import dev.spillway.ConstantText;
import dev.spillway.TextOutput;
import java.lang.management.ManagementFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMarkerFactory;

final class ReaderAllocationTest {
    private static final int READS = 50_000;
    private static final int ROUNDS = 20;

    private final LoggerContext context = new LoggerContext();
    private final LogbackEventReader reader = new LogbackEventReader(context, null);
    private final CountingOutput output = new CountingOutput();
    private long seen;

    // Made once, as core makes its own.
    private final BiConsumer<String, Object> pairs = (key, value) -> seen += key.length();
    private final Consumer<String> names = name -> seen += name.length();

    @Test
    void readingAnEventMakesNoGarbage() {
        LoggingEvent event = event();
        read(event);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // Another round counts as well, as a busy machine compiles late.
        for (int round = 0; round < ROUNDS && least >= READS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < READS; i++) {
                read(event);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(seen).isPositive();
        assertThat(output.pieces).as("the template is filled in").isGreaterThan(READS);
        // Not one byte a read; what the JVM allocates besides is little.
        assertThat(least).isLessThan(READS);
    }

    private void read(LoggingEvent event) {
        seen += reader.severity(event).code() + Math.floorMod(reader.epochMicros(event), 10);
        seen += reader.loggerName(event).length() + reader.threadName(event).length();
        seen += reader.writeMessage(event, output) ? 1 : 0;
        seen += reader.throwable(event) == null ? 0 : 1;
        reader.mdc(event, pairs);
        reader.keyValues(event, pairs);
        reader.markers(event, names);
    }

    private LoggingEvent event() {
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        context.setMDCAdapter(mdc);
        mdc.put("requestId", "r-1");
        LoggingEvent event = new LoggingEvent(
                "fqcn",
                context.getLogger("shop.Checkout"),
                Level.INFO,
                "{} of {} left \\{}, {} {} {}: {}",
                new IllegalStateException(),
                new Object[] {3, 5_000_000_000L, "shelves", 'x', true, Thread.State.NEW});
        event.addKeyValuePair(new KeyValuePair("item", 42));
        event.addMarker(new BasicMarkerFactory().getMarker("AUDIT"));
        return event;
    }

    private static final class CountingOutput implements TextOutput {
        private long pieces;

        @Override
        public void append(ConstantText text) {
            pieces++;
        }

        @Override
        public void append(String text) {
            pieces++;
        }

        @Override
        public void append(char character) {
            pieces++;
        }

        @Override
        public void append(long number) {
            pieces++;
        }

        @Override
        public void append(double number) {
            pieces++;
        }

        @Override
        public void append(float number) {
            pieces++;
        }
    }
}
