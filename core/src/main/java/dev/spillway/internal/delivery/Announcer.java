package dev.spillway.internal.delivery;

import dev.spillway.Reporter;
import org.jspecify.annotations.Nullable;

/**
 * Tells the owner how the connection fares: the first failure at once, then one message a minute while it lasts, and the
 * recovery. Written by the pump's thread; {@link #lastError} may be read by any.
 */
final class Announcer {
    private static final long REPEAT_NANOS = 60_000_000_000L;

    private final Reporter reporter;
    private long lastNanos;
    private long troubleSince;
    private boolean inTrouble;
    private int failures;
    private volatile @Nullable String lastError;

    Announcer(Reporter reporter) {
        this.reporter = reporter;
    }

    void connected(String destination, long nowNanos) {
        if (inTrouble) {
            long seconds = (nowNanos - troubleSince) / 1_000_000_000L;
            reporter.info("connected to " + destination + " after " + seconds + " s without a connection");
        } else {
            reporter.info("connected to " + destination);
        }
        inTrouble = false;
        failures = 0;
    }

    void notConnected(String why, long pending, long retryNanos, long nowNanos) {
        lastError = why;
        failures++;
        if (!inTrouble || nowNanos - lastNanos >= REPEAT_NANOS) {
            String repeated = failures > 1 ? " (attempt " + failures + ")" : "";
            reporter.warn("no connection" + repeated + ": " + why + "; " + pending
                    + " events wait in the buffer; the next attempt is in " + seconds(retryNanos) + " s");
            lastNanos = nowNanos;
        }
        if (!inTrouble) {
            troubleSince = nowNanos;
            inTrouble = true;
        }
    }

    void lost(String destination, String why, long nowNanos) {
        lastError = destination + ": " + why;
        if (!inTrouble && (failures == 0 || nowNanos - lastNanos >= REPEAT_NANOS)) {
            reporter.warn(destination + ": " + why + "; what is not confirmed will be sent again");
            lastNanos = nowNanos;
        }
        if (!inTrouble) {
            troubleSince = nowNanos;
        }
    }

    void failed(String what) {
        lastError = what;
        reporter.error(what);
    }

    @Nullable String lastError() {
        return lastError;
    }

    private static String seconds(long nanos) {
        long tenths = (nanos + 50_000_000L) / 100_000_000L;
        return tenths / 10 + "." + tenths % 10;
    }
}
