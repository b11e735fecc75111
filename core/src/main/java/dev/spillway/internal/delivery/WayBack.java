package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The way back to the preferred destination while another is in use: it is tried from time to time, beside the connection
 * that works, which is given up only once the new one is open. Confined to the pump's thread.
 */
final class WayBack {
    private final Connector connector;
    private final long retryNanos;
    private long triedNanos;
    private Connector.@Nullable Connection open;

    /** @param connector tries the preferred destination, once each time it is started */
    WayBack(Connector connector, long retryNanos) {
        this.connector = connector;
        this.retryNanos = retryNanos;
    }

    /** Starts to count the time until the first attempt. */
    void restart(long now) {
        triedNanos = now;
    }

    /** Notices what comes over the open connection, if there is one. */
    void keepOpen(long now) {
        Connector.Connection found = open;
        if (found != null) {
            found.transport().step(now);
            if (found.transport().state() == Transport.State.ENDED) {
                open = null;
            }
        }
    }

    /** Goes on looking for a connection. */
    void step(long now) {
        if (open != null) {
            keepOpen(now);
        } else if (connector.state() != Connector.State.IDLE) {
            open = connector.step(now);
        } else if (now - triedNanos >= retryNanos) {
            triedNanos = now;
            connector.start(now);
        }
    }

    /** Whether a connection is open and waits to be used. */
    boolean isOpen() {
        return open != null;
    }

    /** Hands the open connection over, if there is one, and ends the search. */
    Connector.@Nullable Connection take() {
        Connector.Connection found = open;
        open = null;
        connector.cancel();
        return found;
    }

    /** Gives up whatever is under way. */
    void abort() {
        Connector.Connection found = take();
        if (found != null) {
            found.transport().abort();
        }
    }
}
