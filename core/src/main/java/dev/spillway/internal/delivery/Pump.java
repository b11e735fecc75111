package dev.spillway.internal.delivery;

import dev.spillway.ConnectionState;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Transport;
import dev.spillway.internal.transport.Transports;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages from the buffer to the endpoint: a state machine that is stepped by one thread, never waits, and knows
 * time, chance and the network only through its environment, so that it runs the same in simulated time.
 *
 * <p>{@link #step} does what can be done now, and then says what to wait for. {@link #close}, {@link #flush} and the
 * questions after them may be called by any thread, the rest by the stepping thread alone.
 */
final class Pump {
    /** How often it looks whether a moment of quiet is over. */
    private static final long LOOK_NANOS = 10_000_000L;

    private static final long HURRY_NANOS = 250_000_000L;
    private static final int MOST_ROUNDS = 64;

    private final Time time;
    private final Buffer buffer;
    private final Ledger ledger;
    private final DeliverySettings settings;
    private final boolean dropsOldest;
    private final ReplayWindow window;
    private final Pacing pacing;
    private final Connector connector;
    private final WayBack wayBack;
    private final Announcer announcer;
    private final DropReport dropReport;
    private final SpillKeeper spillKeeper;
    private final Holds holds = new Holds();
    private final Flushes flushes = new Flushes();

    private @Nullable Session session;
    private boolean reportedAtClose;
    private boolean hasMoved;

    private volatile ConnectionState connection = ConnectionState.IDLE;
    private volatile Destination current;
    private volatile long oldestPendingMillis = -1;
    private volatile long closeDeadline;
    private volatile boolean closing;
    private final CountDownLatch closed = new CountDownLatch(1);

    Pump(
            Environment environment,
            Buffer buffer,
            Ledger ledger,
            DeliverySettings settings,
            boolean dropsOldest,
            Batches batches,
            Transports transports,
            Duration connectionTimeout,
            Announcer announcer,
            DropReport dropReport) {
        this.time = environment.time();
        this.buffer = buffer;
        this.ledger = ledger;
        this.settings = settings;
        this.dropsOldest = dropsOldest;
        this.announcer = announcer;
        this.dropReport = dropReport;
        Duration maxAge = settings.maxAge();
        this.window = new ReplayWindow(buffer, ledger, batches, maxAge == null ? Long.MAX_VALUE : maxAge.toMillis());
        this.spillKeeper = new SpillKeeper(buffer.spill(), window, environment.helper(), time.nanos());
        this.pacing = new Pacing(settings.replayWindow());
        this.current = settings.destinations().get(0);
        Backoff backoff =
                new Backoff(settings.reconnectionDelay(), settings.maxReconnectionDelay(), environment.random());
        this.connector = new Connector(
                settings.destinations(),
                transports,
                environment.helper(),
                connectionTimeout,
                holds,
                backoff,
                this::failed);
        // Its failures cost nothing, as another connection works, and are not told.
        Connector preferred = new Connector(
                List.of(current), transports, environment.helper(), connectionTimeout, holds, null, (why, wait) -> {});
        this.wayBack = new WayBack(preferred, settings.preferredRetry().toNanos());
    }

    /** Does what can be done now. */
    PumpWait step() {
        boolean moved = true;
        int round = 0;
        for (; moved && round < MOST_ROUNDS && !isClosed(); round++) {
            moved = advance(time.nanos());
        }
        hasMoved = round > 1;
        if (isClosed()) {
            return PumpWait.NOTHING;
        }
        long now = time.nanos();
        buffer.tidy();
        dropReport.step(time.epochMillis(), session != null, false);
        flushes.settle(window.confirmedPosition(), now);
        spillKeeper.step(now);
        oldestPendingMillis = window.oldestPendingMillis(now);
        publishState();
        return moved ? PumpWait.NOTHING : waitFor(now);
    }

    private PumpWait waitFor(long now) {
        Session open = session;
        if (open != null) {
            boolean waits = window.hasUnsent(now);
            return open.awaitsPeer(waits) ? PumpWait.NETWORK : waits ? PumpWait.PAUSE : PumpWait.EVENTS;
        }
        return switch (connector.state()) {
            case ROUTING, OPENING -> PumpWait.NETWORK;
            case WAITING -> PumpWait.PAUSE;
            case IDLE -> window.hasUnsent(now) || closing ? PumpWait.NOTHING : PumpWait.EVENTS;
        };
    }

    private void publishState() {
        Session open = session;
        if (open != null) {
            connection = open.isProven() ? ConnectionState.CONNECTED : ConnectionState.CONNECTING;
            return;
        }
        connection = switch (connector.state()) {
            case IDLE -> ConnectionState.IDLE;
            case ROUTING, OPENING -> ConnectionState.CONNECTING;
            case WAITING -> ConnectionState.WAITING;
        };
    }

    /** One round; returns whether anything moved, so that another may be worth it. */
    private boolean advance(long now) {
        if (closing) {
            if (now - closeDeadline >= 0) {
                shutDown(now);
                return true;
            }
            prepareToClose(now);
        }
        window.dropExpired(now, time.epochMillis());
        if (dropsOldest && buffer.isExhausted()) {
            window.dropOldestSegment(now);
        }
        Session open = session;
        return open == null ? connect(now) : drive(open, now);
    }

    private void prepareToClose(long now) {
        connector.hurry(HURRY_NANOS, now);
        if (!reportedAtClose) {
            reportedAtClose = true;
            dropReport.step(time.epochMillis(), true, true);
        }
    }

    private boolean connect(long now) {
        boolean wanted = window.hasUnsent(now);
        if (!wanted && closing) {
            shutDown(now);
            return false;
        }
        if (connector.isReady(now)) {
            if (wanted) {
                connector.start(now);
            } else {
                connector.cancel();
            }
            return wanted;
        }
        Connector.Connection made = connector.step(now);
        if (made != null) {
            adopt(made, now);
        }
        return made != null;
    }

    private void adopt(Connector.Connection made, long now) {
        session = new Session(made, this::confirmation, now);
        current = made.destination();
        wayBack.restart(now);
        tellIfProven(session, now);
    }

    private void tellIfProven(Session open, long now) {
        if (open.becomesProven()) {
            announcer.connected(open.destination.toString(), now);
        }
    }

    private Confirmation confirmation(Session open) {
        return open.transport.knowsFate()
                ? new ConfirmedByTransport(open, window, announcer, settings)
                : new ConfirmedByReceipts(open, window, buffer, pacing, settings);
    }

    private boolean drive(Session open, long now) {
        Transport transport = open.transport;
        boolean moved = transport.step(now);
        open.confirmation.confirm(now);
        tellIfProven(open, now);
        switch (transport.state()) {
            case OPEN -> {
                moved |= exchange(open, now);
                if (open.rank > 0 && !closing) {
                    wayBack.step(now);
                }
            }
            case CLOSING -> {
                boolean lastOne = open.ending() == Session.Ending.SHUTDOWN;
                if (!lastOne && open.endingNanos(now) >= open.confirmation.patienceNanos()) {
                    transport.abort();
                }
                wayBack.keepOpen(now);
            }
            default -> {}
        }
        if (transport.state() == Transport.State.ENDED) {
            ended(open, now);
            return true;
        }
        return moved;
    }

    private boolean exchange(Session open, long now) {
        Transport transport = open.transport;
        Confirmation confirmation = open.confirmation;
        boolean asked = flushes.isAnyUpTo(window.sentPosition()) && window.unconfirmedBytes() > 0;
        long taken = 0;
        if (confirmation.required(asked, now) == null && !wayBack.isOpen()) {
            taken = window.send(transport, confirmation.allowance(now), now, time.epochMillis());
            open.sent(taken, now);
            if (taken > 0) {
                transport.step(now);
            }
        }
        confirmation.confirm(now);
        Session.Ending due = endingDue(open, asked, now);
        if (due != null && transport.state() == Transport.State.OPEN && confirmation.mayEnd(due, now)) {
            open.end(due, now);
            return true;
        }
        return taken > 0;
    }

    private Session.@Nullable Ending endingDue(Session open, boolean asked, long now) {
        boolean allSent = !window.hasUnsent(now);
        if (closing && allSent) {
            return Session.Ending.SHUTDOWN;
        }
        Session.Ending required = open.confirmation.required(asked, now);
        if (required != null) {
            return required;
        }
        if (wayBack.isOpen()) {
            return Session.Ending.SWITCH;
        }
        boolean idle = allSent && open.quietNanos(now) >= open.confirmation.idleNanos();
        return idle ? Session.Ending.IDLE : null;
    }

    private void ended(Session over, long now) {
        session = null;
        over.confirmation.over();
        if (over.transport.isConfirmed()) {
            window.confirmSent(now);
            connector.resetBackoff();
            connector.pause(Backoff.LEAST_NANOS, now);
        } else {
            broken(over, now);
        }
        Connector.Connection next = wayBack.take();
        if (next != null) {
            connector.cancel();
            adopt(next, now);
        }
    }

    private void broken(Session over, long now) {
        String given = over.transport.failure();
        String why = given == null ? "it did not answer our end" : given;
        window.rewind();
        hold(over, why, now);
        if (over.provesWorth(now)) {
            connector.resetBackoff();
        }
        if (over.isProven()) {
            announcer.lost(over.destination.toString(), why, now);
            connector.backOff(now);
        } else {
            connector.goOn(over.rank, why, now);
        }
    }

    private void hold(Session over, String why, long now) {
        Transport.Retry retry = over.transport.retry();
        if (retry.afterNanos() > 0) {
            long largest = settings.maxReconnectionDelay().toNanos();
            holds.put(over.destination, retry.afterNanos() == Long.MAX_VALUE ? largest : retry.afterNanos(), now);
        }
        if (retry.isLoud()) {
            announcer.failed(over.destination + ": " + why, now);
        }
    }

    private void failed(String why, long retryNanos) {
        String what = current.scheme().isHttp() ? "nothing delivered" : "no connection";
        announcer.failed(what, why, buffer.pendingEvents(), retryNanos, time.nanos());
    }

    private void shutDown(long now) {
        abort();
        buffer.makeLasting();
        dropReport.close(time.epochMillis());
        window.close(now);
        ledger.close();
        connection = ConnectionState.CLOSED;
        oldestPendingMillis = -1;
        closed.countDown();
        flushes.settleAll(now);
    }

    private void abort() {
        connector.cancel();
        wayBack.abort();
        if (session != null) {
            session.transport.abort();
            session = null;
        }
    }

    /** Starts afresh after an error that should not have been. */
    void recover() {
        abort();
        window.rewind();
        connector.backOff(time.nanos());
    }

    /** Whether the last step did something. */
    boolean hasMoved() {
        return hasMoved;
    }

    /** Whether there is something to be sent. */
    boolean hasUnsent() {
        return window.hasUnsent(time.nanos());
    }

    /** How long a {@link Wait#PAUSE} lasts, in nanoseconds. */
    long pauseNanos() {
        return session == null ? connector.remaining(time.nanos()) : LOOK_NANOS;
    }

    // For any thread.

    /** Asks for everything to be sent and the connection to be ended by a time, by which the pump closes in any case. */
    void close(long deadlineNanos) {
        closeDeadline = deadlineNanos;
        closing = true;
    }

    /** Asks for everything that is in the buffer now to be confirmed by a time, after which nobody waits for it. */
    CountDownLatch flush(long deadlineNanos) {
        CountDownLatch done = flushes.add(buffer.endPosition(), deadlineNanos);
        if (isClosed()) {
            flushes.settleAll(time.nanos());
        }
        return done;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    CountDownLatch closed() {
        return closed;
    }

    ConnectionState connection() {
        return connection;
    }

    /** The destination in use, or else the one used last, or else the preferred. */
    Destination destination() {
        return current;
    }

    long oldestPendingMillis() {
        return oldestPendingMillis;
    }
}
