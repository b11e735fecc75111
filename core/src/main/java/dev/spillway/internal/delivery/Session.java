package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Transport;
import java.util.function.Function;
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

    final Confirmation confirmation;

    private static final long STEADY_NANOS = 10_000_000_000L;

    private final long openingNanos;
    private final long openedNanos;
    private long sentBytes;
    private long lastSentNanos;
    private boolean progressed;
    private boolean announced;
    private @Nullable Ending ending;
    private long endingSince;

    Session(Connector.Connection connection, Function<Session, Confirmation> confirmation, long nowNanos) {
        this.transport = connection.transport();
        this.destination = connection.destination();
        this.rank = connection.rank();
        this.openingNanos = connection.openingNanos();
        this.openedNanos = nowNanos;
        this.lastSentNanos = nowNanos;
        this.confirmation = confirmation.apply(this);
    }

    /** How long it took to open. */
    long openingNanos() {
        return openingNanos;
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

    /** Whether connections to the endpoint are worth something, so that the next one need not wait for long. */
    boolean provesWorth(long nowNanos) {
        return progressed || (!transport.knowsFate() && ageNanos(nowNanos) >= STEADY_NANOS);
    }

    /** Whether the endpoint is known to be there: by a connection that is open, or by having taken something. */
    boolean isProven() {
        return progressed || !transport.knowsFate();
    }

    /** Whether it is proven now and was not at the last call. */
    boolean becomesProven() {
        boolean news = !announced && isProven();
        announced |= news;
        return news;
    }

    /**
     * Whether only the network lets it go on: until it opens, ends, takes what is there, or brings a receipt.
     *
     * @param hasUnsent whether something waits that was not sent
     */
    boolean awaitsPeer(boolean hasUnsent) {
        return transport.state() != Transport.State.OPEN
                || !transport.isFlushed()
                || (hasUnsent && transport.givesReceipts());
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
