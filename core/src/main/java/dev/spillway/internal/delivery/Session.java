package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Transport;
import org.jspecify.annotations.Nullable;

/** One connection as the pump sees it: what went over it and why it is being ended. Confined to the pump's thread. */
final class Session {
    /** Why we end a connection in order. */
    enum Ending {
        IDLE,
        RENEWAL,
        CONFIRMATION,
        SWITCH,
        SHUTDOWN
    }

    final Transport transport;
    final Destination destination;
    /** 0 for the preferred destination. */
    final int rank;

    /** How long the endpoint has to end a new connection, after a whole window was sent and before more is. */
    private static final long TRIAL_NANOS = 250_000_000L;

    private final long budget;
    private final boolean single;
    private final long openingNanos;
    private final long openedNanos;
    private long sentBytes;
    private long lastSentNanos;
    private boolean progressed;
    private boolean trusted;
    private @Nullable Ending ending;
    private long endingSince;

    Session(Connector.Connection connection, Pacing pacing, long nowNanos) {
        this.transport = connection.transport();
        this.destination = connection.destination();
        this.rank = connection.rank();
        this.budget = pacing.isSingle() ? 1 : pacing.budget();
        this.single = pacing.isSingle();
        this.openingNanos = connection.openingNanos();
        this.openedNanos = nowNanos;
        this.lastSentNanos = nowNanos;
    }

    /** How long it took to open. */
    long openingNanos() {
        return openingNanos;
    }

    /** Whether it carries one message only, with our end right behind it. */
    boolean isSingle() {
        return single;
    }

    /** Whether it is too early to send, since the endpoint may end the connection whatever we do. */
    boolean isWatched(long nowNanos, long watchNanos) {
        return single && ageNanos(nowNanos) < watchNanos;
    }

    /**
     * Whether the endpoint has shown that it lasts. To send more than a window is to take the oldest of it to have
     * arrived; an endpoint that ends a connection soon after its start, while its kernel still holds most of what was
     * sent, would lose it. So a new connection carries one window, then rests once, and from then on has our trust.
     */
    boolean isTrusted(long unconfirmedBytes, long windowBytes, long nowNanos) {
        boolean rested = transport.isFlushed() && quietNanos(nowNanos) >= TRIAL_NANOS;
        trusted = trusted || transport.confirmsWhenFlushed() || (unconfirmedBytes >= windowBytes && rested);
        return trusted;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - openedNanos;
    }

    void sent(long bytes, long nowNanos) {
        if (bytes > 0) {
            sentBytes += bytes;
            lastSentNanos = nowNanos;
        }
    }

    /** How many more bytes may be sent before the endpoint is asked to confirm. */
    long remainingBudget() {
        return budget - sentBytes;
    }

    long sentBytes() {
        return sentBytes;
    }

    long quietNanos(long nowNanos) {
        return nowNanos - lastSentNanos;
    }

    /** Notes that something was confirmed while the connection was open. */
    void progress() {
        progressed = true;
    }

    boolean hasProgressed() {
        return progressed;
    }

    void end(Ending why, long nowNanos) {
        ending = why;
        endingSince = nowNanos;
        transport.finish();
    }

    @Nullable Ending ending() {
        return ending;
    }

    long endingNanos(long nowNanos) {
        return nowNanos - endingSince;
    }
}
