package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.delivery.Session.Ending;
import dev.spillway.internal.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Confirmation on a stream that says nothing of what was read: a replay window that is full pushes out its oldest, and an
 * end in order that the endpoint answers confirms everything.
 */
final class ConfirmedByWindow implements Confirmation {
    /** How long an end in order waits for the endpoint's. */
    static final long ANSWER_NANOS = 2_000_000_000L;
    /** At this age the oldest unconfirmed message has its connection renewed, so that nothing older is replayed. */
    static final long RENEWAL_NANOS = 600_000_000_000L;
    /** How long an end that the endpoint began may be on its way, beside what the connection took to open. */
    static final long SETTLE_NANOS = 100_000_000L;
    /** How long the endpoint has to end a new connection, after a whole window was sent and before more is. */
    private static final long TRIAL_NANOS = 250_000_000L;

    private final Session session;
    private final ReplayWindow window;
    private final Buffer buffer;
    private final Pacing pacing;
    private final long largestWindow;
    private final long idleNanos;
    private final long budget;
    private final boolean single;
    private boolean trusted;

    ConfirmedByWindow(Session session, ReplayWindow window, Buffer buffer, Pacing pacing, DeliverySettings settings) {
        this.session = session;
        this.window = window;
        this.buffer = buffer;
        this.pacing = pacing;
        this.largestWindow = settings.replayWindow();
        this.idleNanos = settings.idleTimeout().toNanos();
        this.single = pacing.isSingle();
        this.budget = single ? 1 : pacing.budget();
    }

    @Override
    public void confirm(long now) {
        if (session.transport.state() != Transport.State.OPEN) {
            return;
        }
        if (largestWindow == 0) {
            if (session.transport.isFlushed() && window.confirmBeyond(0, now)) {
                session.progress();
            }
        } else if (isTrusted(now) && window.confirmBeyond(windowBytes() + session.transport.heldBytes(), now)) {
            session.progress();
        }
    }

    @Override
    public long allowance(long now) {
        if (single && session.ageNanos(now) < settleNanos()) {
            // The endpoint may be ending the connection whatever we do.
            return 0;
        }
        boolean free = largestWindow == 0 || isTrusted(now);
        return free ? remainingBudget() : Math.min(remainingBudget(), windowBytes() - window.unconfirmedBytes());
    }

    /** How many more bytes may be sent before the endpoint is asked to confirm. */
    private long remainingBudget() {
        return budget - session.sentBytes();
    }

    private long windowBytes() {
        // The disk may fail, and the buffer shrink to what fits into memory.
        return Math.min(largestWindow, buffer.limitBytes() / 2);
    }

    /**
     * Whether the endpoint has shown that it lasts. To send more than a window is to take the oldest of it to have
     * arrived; an endpoint that ends a connection soon after its start, while its kernel still holds most of what was
     * sent, would lose it. So a new connection carries one window, then rests once, and from then on has our trust.
     */
    private boolean isTrusted(long now) {
        boolean rested = session.transport.isFlushed() && session.quietNanos(now) >= TRIAL_NANOS;
        trusted = trusted || (window.unconfirmedBytes() >= windowBytes() && rested);
        return trusted;
    }

    @Override
    public @Nullable Ending required(boolean asked, long now) {
        if (asked || remainingBudget() <= 0) {
            return Ending.CONFIRMATION;
        }
        Long sentNanos = window.oldestSentNanos();
        boolean old = sentNanos != null && now - sentNanos >= pacing.stretch(RENEWAL_NANOS);
        return old ? Ending.RENEWAL : null;
    }

    @Override
    public boolean mayEnd(Ending why, long now) {
        boolean settled = !pacing.mustSettle() || single || session.quietNanos(now) >= settleNanos();
        return session.transport.isFlushed() && settled;
    }

    private long settleNanos() {
        return SETTLE_NANOS + session.openingNanos();
    }

    @Override
    public long idleNanos() {
        return pacing.stretch(idleNanos);
    }

    @Override
    public long patienceNanos() {
        return ANSWER_NANOS;
    }

    @Override
    public void over() {
        if (session.transport.isConfirmed()) {
            pacing.confirmed(session);
        } else if (session.transport.failure() == null) {
            pacing.unanswered();
        } else {
            pacing.broken(session);
        }
    }
}
