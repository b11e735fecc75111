package dev.spillway.testkit;

import java.util.concurrent.TimeUnit;

/** What the proxied network is like at the moment; written by tests, read by the proxy's thread. */
final class ProxyWeather {
    enum Mode {
        FORWARD,
        HOLD,
        SWALLOW
    }

    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final int PORTIONS_PER_SECOND = 50;

    private volatile Mode mode = Mode.FORWARD;
    private volatile long bytesPerSecond = NO_LIMIT;
    private volatile long latencyNanos;

    Mode mode() {
        return mode;
    }

    void mode(Mode wanted) {
        mode = wanted;
    }

    long latencyNanos() {
        return latencyNanos;
    }

    void latencyNanos(long nanos) {
        latencyNanos = nanos;
    }

    void bytesPerSecond(long limit) {
        bytesPerSecond = limit;
    }

    boolean isRateLimited() {
        return bytesPerSecond != NO_LIMIT;
    }

    void noRateLimit() {
        bytesPerSecond = NO_LIMIT;
    }

    /** How many bytes may be written at once, so that a rate is steady. */
    int portion() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytesPerSecond / PORTIONS_PER_SECOND));
    }

    long nanosFor(int bytes) {
        return TimeUnit.SECONDS.toNanos(1) * bytes / bytesPerSecond;
    }
}
