package dev.spillway.internal.delivery;

/**
 * How long the pump rests when there is nothing to send: it looks again in a moment as long as events have been coming,
 * since ringing for each one would cost the loggers more, and sleeps when none has come for a while. Confined to the
 * pump's thread.
 */
final class Naps {
    static final long NAP_NANOS = 10_000_000L;
    /** An idle engine wakes at most ten times a second. */
    static final long SLEEP_NANOS = 100_000_000L;

    private static final int MOST = 10;

    private int naps;

    /** The length of the next rest, after a step that was {@code busy} or not. */
    long next(boolean busy) {
        naps = busy ? 0 : Math.min(naps + 1, MOST + 1);
        return isAsleep() ? SLEEP_NANOS : NAP_NANOS;
    }

    /** Whether that rest is a sleep, which the loggers must end. */
    boolean isAsleep() {
        return naps > MOST;
    }
}
