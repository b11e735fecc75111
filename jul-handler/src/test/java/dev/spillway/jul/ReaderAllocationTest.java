package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class ReaderAllocationTest {
    private static final int READS = 50_000;
    private static final int ROUNDS = 20;

    private final RecordReader reader = new RecordReader(RecordText.OF_CORE);
    private final StringBuilder scratch = new StringBuilder();
    private long seen;

    // Made once, as core makes its own.
    private final BiConsumer<String, Object> pairs = (key, value) -> seen++;
    private final Consumer<String> names = name -> seen++;

    @Test
    void readingARecordMakesNoGarbage() {
        LogRecord record = new LogRecord(Level.INFO, "3 left");
        record.setLoggerName("shop.Checkout");
        record.setThrown(new IllegalStateException());
        read(record);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // Another round counts as well, as a busy machine compiles late.
        for (int round = 0; round < ROUNDS && least >= READS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < READS; i++) {
                read(record);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(seen).isPositive();
        // Not one byte a read; what the JVM allocates besides is little.
        assertThat(least).isLessThan(READS);
    }

    private void read(LogRecord record) {
        seen += reader.severity(record).code() + Math.floorMod(reader.epochMicros(record), 10);
        seen += reader.loggerName(record).length() + reader.threadName(record).length();
        seen += reader.message(record, scratch).length();
        seen += reader.throwable(record) == null ? 0 : 1;
        reader.mdc(record, pairs);
        reader.keyValues(record, pairs);
        reader.markers(record, names);
    }
}
