package dev.spillway.internal.delivery;

import dev.spillway.internal.delivery.Session.Ending;
import dev.spillway.internal.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Confirmation by a transport that knows what has become of each message. Nothing has to be ended for it. */
final class ConfirmedByTransport implements Confirmation {
    private final Session session;
    private final ReplayWindow window;
    private final long idleNanos;

    ConfirmedByTransport(Session session, ReplayWindow window, DeliverySettings settings) {
        this.session = session;
        this.window = window;
        this.idleNanos = settings.idleTimeout().toNanos();
    }

    @Override
    public void confirm(long now) {
        Transport.Settled settled = session.transport.settled();
        while (settled != null) {
            window.settle(settled.end(), now);
            session.progress();
            settled = session.transport.settled();
        }
    }

    @Override
    public long allowance(long now) {
        return Long.MAX_VALUE;
    }

    @Override
    public @Nullable Ending required(boolean asked, long now) {
        if (asked) {
            session.transport.hurry();
        }
        return null;
    }

    @Override
    public boolean mayEnd(Ending why, long now) {
        return why != Ending.IDLE || session.transport.isFlushed();
    }

    @Override
    public long idleNanos() {
        return idleNanos;
    }

    @Override
    public long patienceNanos() {
        // The transport has its own timeouts.
        return Long.MAX_VALUE;
    }

    @Override
    public void over() {
        // There is nothing to be learnt from it for the next connection.
    }
}
