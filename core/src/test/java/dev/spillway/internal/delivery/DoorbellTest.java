package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.Cursor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who wakes the pump, and when. */
final class DoorbellTest {
    private static final long LONG = 200_000_000_000L;

    @Test
    void idleEngineWakesTenTimesASecond() {
        Naps naps = new Naps();
        long slept = 0;
        int wakes = 0;
        while (slept < 60_000_000_000L) {
            slept += naps.next(false);
            wakes++;
        }
        assertThat(wakes).isLessThanOrEqualTo(610);
        assertThat(naps.isAsleep()).isTrue();
        assertThat(naps.next(true)).isEqualTo(Naps.NAP_NANOS);
        assertThat(naps.isAsleep()).isFalse();
    }

    @Test
    void idlePumpInSimulatedTimeStepsTenTimesASecond() {
        PumpRig rig = new PumpRig(new RigSettings());
        rig.log(100);
        rig.run(Duration.ofSeconds(10));
        long before = rig.steps();
        rig.run(Duration.ofSeconds(100));
        assertThat(rig.steps() - before).as("connected and idle").isLessThanOrEqualTo(1_001);
        rig.run(Duration.ofMinutes(10));
        before = rig.steps();
        rig.run(Duration.ofSeconds(100));
        assertThat(rig.steps() - before).as("without a connection").isLessThanOrEqualTo(1_001);
    }

    @Test
    @Timeout(120)
    void ringingBeforeTheSleepEndsItAtOnce() {
        Doorbell doorbell = new Doorbell();
        doorbell.serve(Thread.currentThread());
        checkWoken(doorbell, Doorbell.ASLEEP, () -> doorbell.appended(false));
        checkWoken(doorbell, Doorbell.ASLEEP, () -> doorbell.appended(true));
        checkWoken(doorbell, Doorbell.NAPPING, () -> doorbell.appended(true));
        checkWoken(doorbell, Doorbell.NAPPING, doorbell::rolled);
        checkWoken(doorbell, Doorbell.AWAY, doorbell::rolled);
    }

    private static void checkWoken(Doorbell doorbell, int how, Runnable ring) {
        long before = System.nanoTime();
        doorbell.lieDown(how);
        ring.run();
        doorbell.rest(LONG);
        doorbell.getUp();
        assertThat(System.nanoTime() - before).isLessThan(LONG / 2);
    }

    @Test
    void ordinaryEventDoesNotEndANap() {
        Doorbell doorbell = new Doorbell();
        doorbell.serve(Thread.currentThread());
        for (Runnable ring : new Runnable[] {() -> doorbell.appended(false), () -> {}}) {
            long before = System.nanoTime();
            doorbell.lieDown(Doorbell.NAPPING);
            ring.run();
            while (System.nanoTime() - before < 5_000_000) {
                doorbell.rest(5_000_000 - (System.nanoTime() - before));
            }
            doorbell.getUp();
        }
        long before = System.nanoTime();
        doorbell.lieDown(Doorbell.AWAY);
        doorbell.appended(true);
        doorbell.rest(2_000_000);
        assertThat(System.nanoTime() - before).as("no permit was left").isGreaterThanOrEqualTo(1_000_000);
    }

    /** The pump sleeps for very long: each event that does not wake it fails the test. */
    @Test
    @Timeout(120)
    void noEventIsSleptThrough() throws InterruptedException {
        int rounds = 5_000;
        Doorbell doorbell = new Doorbell();
        Buffer buffer =
                new Buffer(new BufferSettings(4 * 65_536, 8192, 0, Overflow.DROP, Duration.ZERO), doorbell::rolled);
        Semaphore taken = new Semaphore(0);
        AtomicInteger read = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        Thread pump = new Thread(
                () -> {
                    Cursor cursor = buffer.cursor();
                    while (read.get() < rounds) {
                        doorbell.lieDown(Doorbell.ASLEEP);
                        if (!cursor.peek(0)) {
                            doorbell.rest(LONG);
                        }
                        doorbell.getUp();
                        while (cursor.peek(0)) {
                            buffer.confirm(cursor);
                            read.incrementAndGet();
                            taken.release();
                        }
                        buffer.release(cursor);
                    }
                    done.countDown();
                },
                "pump-under-test");
        doorbell.serve(pump);
        pump.start();
        byte[] message = new byte[64];
        for (int i = 0; i < rounds; i++) {
            assertThat(buffer.append(message, 0, message.length, 0, Severity.INFO, 0, true))
                    .isTrue();
            doorbell.appended(false);
            assertThat(taken.tryAcquire(60, TimeUnit.SECONDS)).as("event %s", i).isTrue();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        pump.join(60_000);
    }
}
