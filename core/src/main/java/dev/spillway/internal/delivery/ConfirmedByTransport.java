package dev.spillway.internal.delivery;

import dev.spillway.DropReason;
import dev.spillway.internal.delivery.Session.Ending;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Confirmation by a transport that knows what has become of each message. Nothing has to be ended for it. */
final class ConfirmedByTransport implements Confirmation {
    private final Session session;
    private final ReplayWindow window;
    private final Announcer announcer;
    private final long idleNanos;

    ConfirmedByTransport(Session session, ReplayWindow window, Announcer announcer, DeliverySettings settings) {
        this.session = session;
        this.window = window;
        this.announcer = announcer;
        this.idleNanos = settings.idleTimeout().toNanos();
    }

    @Override
    public void confirm(long now) {
        if (session.transport.asksAgain()) {
            window.rewind();
        }
        Transport.Settled settled = session.transport.settled();
        while (settled != null) {
            settle(settled, now);
            settled = session.transport.settled();
        }
    }

    private void settle(Transport.Settled settled, long now) {
        settle(settled.end(), settled.refusal(), now);
        // Before the next batch is noted: after a crash it must be the first to be sent.
        window.savePosition();
    }

    private void settle(long end, @Nullable String refusal, long now) {
        if (refusal == null) {
            window.settle(end, null, session.destination.scheme() != Destination.Scheme.UDP, now);
            session.progress();
        } else {
            window.settle(end, DropReason.REJECTED, true, now);
            announcer.failed(session.destination + ": " + refusal, now);
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
