package dev.spillway.internal.delivery;

import dev.spillway.Reporter;
import org.jspecify.annotations.Nullable;

/**
 * Tells the owner how the connection fares: the first failure at once, then one message a minute while there are more,
 * and the recovery. An endpoint that ends a connection every second is told of no more often than one that is down.
 * Written by the pump's thread; {@link #lastError} may be read by any.
 */
final class Announcer {
    private static final long REPEAT_NANOS = 60_000_000_000L;

    private final Reporter reporter;
    private @Nullable String connectedTo;
    private long toldNanos;
    private boolean hasTold;
    /** Trouble was told of and its end was not. */
    private boolean toldTrouble;

    private boolean inTrouble;
    private long troubleSince;
    private int failures;
    private long failedNanos;
    private boolean hasFailed;
    private volatile @Nullable String lastError;

    Announcer(Reporter reporter) {
        this.reporter = reporter;
    }

    void connected(String destination, long nowNanos) {
        if (toldTrouble && inTrouble) {
            long seconds = (nowNanos - troubleSince) / 1_000_000_000L;
            reporter.info("connected to " + destination + " after " + seconds + " s without a connection");
            toldTrouble = false;
        } else if (!destination.equals(connectedTo)) {
            reporter.info("connected to " + destination);
        }
        connectedTo = destination;
        inTrouble = false;
        failures = 0;
    }

    /** @param what happened, in a few words: that there is no connection, or that nothing was delivered over it */
    void failed(String what, String why, long pending, long retryNanos, long nowNanos) {
        lastError = why;
        failures++;
        trouble(nowNanos);
        if (isDue(nowNanos)) {
            String repeated = failures > 1 ? " (attempt " + failures + ")" : "";
            warn(
                    what + repeated + ": " + why + "; " + pending
                            + " events wait in the buffer; the next attempt is in " + seconds(retryNanos) + " s",
                    nowNanos);
        }
    }

    void lost(String destination, String why, long nowNanos) {
        lastError = destination + ": " + why;
        trouble(nowNanos);
        if (isDue(nowNanos)) {
            warn(destination + ": " + why + "; what is not confirmed will be sent again", nowNanos);
        }
    }

    private void trouble(long nowNanos) {
        if (!inTrouble) {
            inTrouble = true;
            troubleSince = nowNanos;
        }
    }

    private boolean isDue(long nowNanos) {
        return !hasTold || nowNanos - toldNanos >= REPEAT_NANOS;
    }

    private void warn(String text, long nowNanos) {
        reporter.warn(text);
        hasTold = true;
        toldTrouble = true;
        toldNanos = nowNanos;
    }

    /** Something that should not have been; told of once a minute at most. */
    void failed(String what, long nowNanos) {
        lastError = what;
        if (!hasFailed || nowNanos - failedNanos >= REPEAT_NANOS) {
            hasFailed = true;
            failedNanos = nowNanos;
            reporter.error(what);
        }
    }

    @Nullable String lastError() {
        return lastError;
    }

    private static String seconds(long nanos) {
        long tenths = (nanos + 50_000_000L) / 100_000_000L;
        return tenths / 10 + "." + tenths % 10;
    }
}
