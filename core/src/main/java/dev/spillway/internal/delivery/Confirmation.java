package dev.spillway.internal.delivery;

import dev.spillway.internal.delivery.Session.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one connection what counts as confirmed, and what that asks of the connection: how much may be sent before
 * it is confirmed, and when the connection has to be ended for it. Confined to the pump's thread.
 */
interface Confirmation {
    /** Confirms what can be, after the transport has moved or has been given messages. */
    void confirm(long now);

    /** How many bytes may be sent now; none if it is not positive. */
    long allowance(long now);

    /**
     * Why the connection has to be ended before more is sent over it; null if it does not.
     *
     * @param asked whether a caller waits for what was sent to be confirmed
     */
    @Nullable Ending required(boolean asked, long now);

    /** Whether the connection may be ended now, for one reason or another. */
    boolean mayEnd(Ending why, long now);

    /** How long a connection without messages is kept. */
    long idleNanos();

    /** How long an end in order may take, unless it is the last. */
    long patienceNanos();

    /** Notes how the connection, which is over, has ended. */
    void over();
}
