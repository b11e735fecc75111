package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.delivery.Session.Ending;
import dev.spillway.internal.transport.Transport;
import dev.spillway.internal.transport.TransportSettings;
import org.jspecify.annotations.Nullable;

/**
 * Confirmation by a peer that tells what it has read. Until it does, and once it has ceased to, what else there is
 * confirms.
 */
final class ConfirmedByReceipts implements Confirmation {
    private final Session session;
    private final ReplayWindow window;
    private final Buffer buffer;
    private final Confirmation otherwise;
    private final long mostUnconfirmed;

    ConfirmedByReceipts(Session session, ReplayWindow window, Buffer buffer, Pacing pacing, DeliverySettings settings) {
        this.session = session;
        this.window = window;
        this.buffer = buffer;
        this.mostUnconfirmed = TransportSettings.mostUnconfirmed(settings.replayWindow());
        this.otherwise = new ConfirmedByWindow(session, window, buffer, pacing, settings);
    }

    @Override
    public void confirm(long now) {
        for (Transport.Settled read = session.transport.settled(); read != null; read = session.transport.settled()) {
            window.settle(read.end(), null, true, now);
            session.progress();
        }
        if (!session.transport.givesReceipts()) {
            otherwise.confirm(now);
        }
    }

    @Override
    public long allowance(long now) {
        if (!session.transport.givesReceipts()) {
            return otherwise.allowance(now);
        }
        return Math.min(mostUnconfirmed, buffer.limitBytes() / 2) - window.unconfirmedBytes();
    }

    @Override
    public @Nullable Ending required(boolean asked, long now) {
        if (!session.transport.givesReceipts()) {
            return otherwise.required(asked, now);
        }
        if (asked) {
            session.transport.hurry();
        }
        return null;
    }

    @Override
    public boolean mayEnd(Ending why, long now) {
        return otherwise.mayEnd(why, now);
    }

    @Override
    public long idleNanos() {
        return otherwise.idleNanos();
    }

    @Override
    public long patienceNanos() {
        return otherwise.patienceNanos();
    }

    @Override
    public void over() {
        otherwise.over();
    }
}
