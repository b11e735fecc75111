package dev.spillway.internal.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the pump when it matters. Waking a thread costs its caller some microseconds, so loggers ring only if the pump
 * sleeps for long, or the event is urgent, or a whole segment has come together. Ringing takes no lock.
 */
final class Doorbell {
    /** The pump is awake, or waits for the network and needs no events. */
    private static final int AWAKE = 0;
    /** It looks again after a back-off: only a full segment is of interest. */
    static final int AWAY = 1;
    /** It looks again in a moment. */
    static final int NAPPING = 2;
    /** It sleeps until something happens. */
    static final int ASLEEP = 3;

    private final AtomicInteger state = new AtomicInteger(AWAKE);
    private volatile @Nullable Thread pump;

    void serve(Thread pumpThread) {
        pump = pumpThread;
    }

    /** Rings for an event that was appended. */
    void appended(boolean urgent) {
        int seen = state.get();
        if (seen == ASLEEP || (seen == NAPPING && urgent)) {
            wake(seen);
        }
    }

    /** Rings for a segment that was filled. */
    void rolled() {
        int seen = state.get();
        if (seen != AWAKE) {
            wake(seen);
        }
    }

    private void wake(int seen) {
        // One logger wakes it; the others see that it is awake.
        if (state.compareAndSet(seen, AWAKE)) {
            LockSupport.unpark(pump);
        }
    }

    /** Announces a sleep. The pump looks for work once more between this and {@link #rest}. */
    void lieDown(int how) {
        state.set(how);
    }

    void rest(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    void getUp() {
        state.set(AWAKE);
    }
}
