package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads append while one reads and releases, over many lives of few segments. */
final class BufferStressTest {
    private static final int LEAST = 16;
    /** For a machine that has much else to do. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    @Test
    @Timeout(120)
    void everyRecordIsReadOnceAndInTheOrderOfItsThread() throws InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int threads : new int[] {2, 4, 8}) {
            for (int most : new int[] {40, 500, 8_000}) {
                new Run(random.split(), threads, most, platform()).check("seed " + seed);
            }
        }
    }

    @Test
    @Timeout(120)
    void virtualThreadsAppendToo() throws InterruptedException {
        ThreadFactory virtual = virtual();
        if (virtual != null) {
            long seed = System.nanoTime();
            new Run(new SplittableRandom(seed), 500, 2_000, virtual).check("seed " + seed);
        }
    }

    private static ThreadFactory platform() {
        return task -> new Thread(task, "logger");
    }

    /** Null before JDK 21. */
    private static ThreadFactory virtual() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return (ThreadFactory) type.getMethod("factory").invoke(builder);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static final class Run {
        /** At the usual scale of the long tests, 0.1. */
        private static final long BYTES =
                (long) (80L * 1024 * 1024 * Double.parseDouble(System.getProperty("spillway.scale", "0.1")));

        private final SplittableRandom random;
        private final int threads;
        private final int most;
        private final int perThread;
        private final ThreadFactory factory;
        private final Buffer buffer =
                new Buffer(new BufferSettings(4 * Buffer.MIN_SEGMENT, 8192, 0, Overflow.DROP, Duration.ZERO), () -> {});
        private final AtomicLong appended = new AtomicLong();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final CountDownLatch done;
        private volatile boolean abandoned;

        Run(SplittableRandom random, int threads, int most, ThreadFactory factory) {
            this.random = random;
            this.threads = threads;
            this.most = most;
            this.perThread = (int) Math.min(BYTES / 128, BYTES / (most / 2 + 24)) / threads;
            this.factory = factory;
            this.done = new CountDownLatch(threads);
        }

        void check(String seed) throws InterruptedException {
            String name = threads + " threads, up to " + most + " bytes, " + seed;
            List<Thread> loggers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                loggers.add(logger(i, random.split()));
            }
            loggers.forEach(Thread::start);
            try {
                read(name);
            } finally {
                abandoned = true;
                for (Thread logger : loggers) {
                    logger.join(60_000);
                }
            }
            assertThat(failure.get()).as(name).isNull();
            assertThat(done.await(60, TimeUnit.SECONDS)).as(name).isTrue();
            assertThat(buffer.pendingEvents()).as(name).isZero();
        }

        private Thread logger(int thread, SplittableRandom sizes) {
            return factory.newThread(() -> {
                try {
                    for (int i = 0; i < perThread; i++) {
                        append(NumberedMessages.message(thread, i, LEAST + sizes.nextInt(most)));
                    }
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            });
        }

        private void append(byte[] message) {
            while (!buffer.append(message, 0, message.length, 0, Severity.INFO, 7, true)) {
                if (abandoned) {
                    throw new IllegalStateException("abandoned");
                }
                Thread.yield();
            }
            appended.incrementAndGet();
        }

        private void read(String name) {
            NumberedMessages messages = new NumberedMessages(name, threads);
            Cursor cursor = buffer.cursor();
            long read = 0;
            long total = (long) perThread * threads;
            long quietSince = System.nanoTime();
            while (read < total) {
                long now = System.nanoTime();
                if (cursor.peek(now)) {
                    messages.verify(cursor);
                    buffer.confirm(cursor);
                    read++;
                    quietSince = now;
                } else {
                    assertThat(now - quietSince)
                            .as("nanoseconds without a record after %s of %s, %s", read, total, name)
                            .isLessThan(PATIENCE_NANOS);
                    Thread.onSpinWait();
                }
                if ((read & 0xFF) == 0) {
                    buffer.release(cursor);
                    assertThat(buffer.usedBytes()).isBetween(0L, buffer.limitBytes());
                }
            }
            assertThat(cursor.peek(System.nanoTime())).as(name).isFalse();
        }
    }
}
