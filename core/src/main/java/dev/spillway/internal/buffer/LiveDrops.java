package dev.spillway.internal.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Counts drops in mapped memory, which survives the process: for each reason a number of 4 bytes that may overflow, and
 * its check in the 4 bytes behind it; docs/buffer-format.md describes it. By any thread, without a lock.
 */
final class LiveDrops {
    /** Counters, and behind them two times. */
    static final int BYTES = 128;

    static final int COUNTERS = 12;
    private static final int LOOKED = 112;
    private static final int LAST = 120;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer bytes;
    private volatile boolean lost;

    /** @param bytes {@link #BYTES} of them, as an earlier process left them, or zero */
    LiveDrops(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    void count(int counter, int events, long nowMillis) {
        if (lost) {
            return;
        }
        try {
            boolean done = false;
            while (!done) {
                long seen = (long) LONG.getVolatile(bytes, counter * Long.BYTES);
                done = LONG.compareAndSet(bytes, counter * Long.BYTES, seen, checked((int) seen + events));
            }
            LONG.setRelease(bytes, LAST, nowMillis);
        } catch (InternalError e) {
            // Somebody has cut off the file.
            lost = true;
        }
    }

    /** Notes that all that was counted before this time is known. */
    void look(long nowMillis) {
        try {
            LONG.setRelease(bytes, LOOKED, nowMillis);
        } catch (InternalError e) {
            lost = true;
        }
    }

    /** What was counted so far. */
    int[] counts() {
        try {
            return counts(bytes);
        } catch (InternalError e) {
            lost = true;
            return new int[COUNTERS];
        }
    }

    static int[] counts(ByteBuffer bytes) {
        int[] counts = new int[COUNTERS];
        for (int i = 0; i < COUNTERS; i++) {
            counts[i] = (int) bytes.getLong(i * Long.BYTES);
        }
        return counts;
    }

    /** What was counted beyond some count; null if nothing was, or it is damaged. */
    static @Nullable Drops beyond(ByteBuffer bytes, int counter, int known) {
        long found = bytes.getLong(counter * Long.BYTES);
        int events = (int) found - known;
        long looked = bytes.getLong(LOOKED);
        return found == checked((int) found) && events > 0
                ? new Drops(events, looked, Math.max(looked, bytes.getLong(LAST)))
                : null;
    }

    private static long checked(int count) {
        long check = (count * 0x9E3779B97F4A7C15L) >>> 32;
        return check << 32 | Integer.toUnsignedLong(count);
    }
}
