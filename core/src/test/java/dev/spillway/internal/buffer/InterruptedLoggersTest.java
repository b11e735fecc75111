package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loggers append to mapped files while they are interrupted, by themselves and by others: nothing is missing or altered,
 * each thread's events keep their order, its flag stays set, and no file is closed by it.
 */
final class InterruptedLoggersTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
    /** For a machine that has much else to do. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong interrupted = new AtomicLong();
    private volatile boolean over;

    @TempDir
    Path directory;

    @Test
    void platformThreads() throws InterruptedException {
        check(64, (int) (20_000 * SCALE), task -> new Thread(task, "logger"));
    }

    @Test
    void virtualThreads() throws InterruptedException {
        ThreadFactory virtual = virtual();
        assumeTrue(virtual != null, "this JVM has no virtual threads: they come with JDK 21");
        check(10_000, Math.max(5, (int) (50 * SCALE)), virtual);
    }

    /** Null before JDK 21. */
    private static ThreadFactory virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private void check(int threads, int each, ThreadFactory factory) throws InterruptedException {
        SpoolRig rig = new SpoolRig(new FileSystemDisk())
                .with(new SpillSettings(directory.resolve("spool"), 16L * Buffer.MIN_SEGMENT, 0, null))
                .with(new BufferSettings(8L * Buffer.MIN_SEGMENT, 8192, 0, Overflow.DROP, Duration.ZERO));
        Buffer buffer = rig.open();
        Cursor cursor = buffer.cursor();
        List<Thread> loggers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            loggers.add(logger(factory, buffer, i, each, random.split()));
        }
        Thread interrupter = new Thread(() -> interruptAnyOf(loggers, random.split()), "interrupter");
        loggers.forEach(Thread::start);
        interrupter.start();
        try {
            read(buffer, cursor, threads, each);
        } finally {
            over = true;
            interrupter.join();
            for (Thread logger : loggers) {
                logger.join();
            }
        }
        assertThat(failure.get()).as("seed %d", seed).isNull();
        assertThat(interrupted.get())
                .as("calls that came back with the flag set")
                .isPositive();
        assertThat(buffer.pendingEvents()).isZero();
        assertThat(buffer.spill().trouble()).isNull();
        assertThat(rig.reports).as("seed %d", seed).isEmpty();
        // Closed channels would show now at the latest.
        assertThat(SpoolRig.append(buffer, "last")).isTrue();
        SpoolRig.maintain(buffer);
        buffer.spill().force();
        assertThat(SpoolRig.drain(buffer, cursor, 1).texts()).containsExactly("last");
        buffer.close();
        assertThat(rig.reports).as("seed %d", seed).isEmpty();
    }

    private Thread logger(ThreadFactory factory, Buffer buffer, int thread, int each, SplittableRandom own) {
        return factory.newThread(() -> {
            try {
                for (int i = 0; i < each && !over; i++) {
                    log(buffer, NumberedMessages.message(thread, i, 8 + own.nextInt(200)), own.nextInt(8) == 0);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private void log(Buffer buffer, byte[] message, boolean interruptedBefore) {
        if (interruptedBefore) {
            Thread.currentThread().interrupt();
        }
        while (!buffer.append(message, 0, message.length, 0, Severity.INFO, 7, true) && !over) {
            Thread.yield();
        }
        boolean interruptedAfter = Thread.interrupted();
        if (interruptedBefore && !interruptedAfter) {
            throw new AssertionError("the flag is gone");
        }
        interrupted.addAndGet(interruptedAfter ? 1 : 0);
    }

    private void interruptAnyOf(List<Thread> loggers, SplittableRandom own) {
        while (!over) {
            loggers.get(own.nextInt(loggers.size())).interrupt();
            Thread.yield();
        }
    }

    private void read(Buffer buffer, Cursor cursor, int threads, int each) {
        NumberedMessages messages = new NumberedMessages("seed " + seed, threads);
        long total = (long) threads * each;
        long quietSince = System.nanoTime();
        for (long read = 0; read < total && failure.get() == null; ) {
            long now = System.nanoTime();
            if (cursor.peek(now)) {
                messages.verify(cursor);
                buffer.confirm(cursor);
                read++;
                quietSince = now;
            } else {
                assertThat(now - quietSince)
                        .as("nanoseconds without an event after %d of %d, seed %d", read, total, seed)
                        .isLessThan(PATIENCE_NANOS);
                buffer.release(cursor);
                SpoolRig.maintain(buffer);
                Thread.yield();
            }
        }
        buffer.release(cursor);
    }
}
