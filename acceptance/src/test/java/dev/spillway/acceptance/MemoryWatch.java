package dev.spillway.acceptance;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Looks at memory every millisecond, and keeps the largest figures. */
final class MemoryWatch implements AutoCloseable {
    private static final BufferPoolMXBean DIRECT = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final long directBefore;
    private final LongSupplier bufferBytes;
    private final AtomicLong mostDirect = new AtomicLong();
    private final AtomicLong mostBuffer = new AtomicLong();

    /** @param directBefore {@link #directBytes} before there was anything to watch */
    MemoryWatch(long directBefore, LongSupplier bufferBytes) {
        this.directBefore = directBefore;
        this.bufferBytes = bufferBytes;
        clock.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.MILLISECONDS);
    }

    /** Direct memory of this JVM. */
    static long directBytes() {
        return DIRECT.getMemoryUsed();
    }

    private void look() {
        mostBuffer.accumulateAndGet(bufferBytes.getAsLong(), Math::max);
        mostDirect.accumulateAndGet(directBytes() - directBefore, Math::max);
    }

    /** The most direct memory that there was beside what was there before. */
    long mostDirect() {
        look();
        return mostDirect.get();
    }

    /** The most bytes of the buffer that were in use. */
    long mostBuffer() {
        look();
        return mostBuffer.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
