package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Transport;
import dev.spillway.internal.transport.Transports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection to the first of several destinations that can be reached, trying every address of each. Confined to
 * the pump's thread.
 *
 * <pre>
 *   IDLE ──start()──▶ ROUTING ──▶ OPENING ──▶ connected, IDLE
 *                      ▲  ▲            │ next address or destination
 *              start() │  └────────────┤
 *                   WAITING ◀──────────┘ all failed
 * </pre>
 */
final class Connector {
    enum State {
        IDLE,
        ROUTING,
        OPENING,
        WAITING
    }

    /**
     * A connection that is open.
     *
     * @param openingNanos how long it took to open: a round trip at least
     */
    record Connection(Transport transport, int rank, Destination destination, long openingNanos) {}

    private final List<Destination> destinations;
    private final Transports transports;
    private final Helper helper;
    private final long routeNanos;
    private final Holds holds;
    private final @Nullable Backoff backoff;
    private final BiConsumer<String, Long> failed;

    /** Questions for routes that were given up, as the system did not answer; at most one for each destination. */
    private final Map<Destination, Helper.Answer<Transports.Route>> hanging = new HashMap<>();

    private State state = State.IDLE;
    private int rank;
    private long deadline;
    private String failures = "";
    private Helper.@Nullable Answer<Transports.Route> answer;
    private Transports.@Nullable Route route;
    private @Nullable Iterator<InetAddress> addresses;
    private @Nullable Transport transport;
    private long openingSince;

    /**
     * @param holds destinations in it are passed over
     * @param backoff null for a connector that tries once each time it is started
     * @param failed is told why no destination could be reached, and the nanoseconds until the next attempt
     */
    Connector(
            List<Destination> destinations,
            Transports transports,
            Helper helper,
            Duration routeTimeout,
            Holds holds,
            @Nullable Backoff backoff,
            BiConsumer<String, Long> failed) {
        this.destinations = List.copyOf(destinations);
        this.transports = transports;
        this.helper = helper;
        this.routeNanos = routeTimeout.toNanos();
        this.holds = holds;
        this.backoff = backoff;
        this.failed = failed;
    }

    State state() {
        return state;
    }

    /** Begins with the preferred destination. */
    void start(long now) {
        failures = "";
        rank = 0;
        askForRoute(now);
    }

    /** Goes on with the next destination, after a connection to one that came to nothing. */
    void goOn(int failedRank, String why, long now) {
        rank = failedRank;
        failures = rank == 0 ? "" : failures;
        fail(why, now);
    }

    private void askForRoute(long now) {
        Destination destination = destinations.get(rank);
        long held = holds.remaining(destination, now);
        if (held > 0) {
            fail("it is left alone for " + (held + 999_999_999L) / 1_000_000_000L + " s more", now);
            return;
        }
        Helper.Answer<Transports.Route> earlier = hanging.get(destination);
        if (earlier != null && !earlier.isDone()) {
            // Asking again would only cost another thread.
            fail("its name is still not resolved", now);
            return;
        }
        hanging.remove(destination);
        answer = helper.ask(() -> transports.route(destination));
        deadline = now + routeNanos;
        state = State.ROUTING;
    }

    /** Goes on; returns a connection once there is one. */
    @Nullable Connection step(long now) {
        return switch (state) {
            case IDLE, WAITING -> null;
            case ROUTING -> route(now);
            case OPENING -> open(now);
        };
    }

    /** Whether nothing is under way, and the back-off is over. */
    boolean isReady(long now) {
        return state == State.IDLE || (state == State.WAITING && now - deadline >= 0);
    }

    private @Nullable Connection route(long now) {
        Helper.Answer<Transports.Route> asked = answer;
        if (asked == null || !asked.isDone()) {
            if (now - deadline >= 0) {
                helper.abandonCurrent();
                if (asked != null) {
                    hanging.put(destinations.get(rank), asked);
                }
                fail("its name was not resolved within connectionTimeout (" + routeNanos / 1_000_000 + "ms)", now);
            }
            return null;
        }
        answer = null;
        route = asked.value();
        if (route == null) {
            fail(reason(asked.failure()), now);
            return null;
        }
        addresses = route.addresses().iterator();
        openNext(now, "it has no address");
        return null;
    }

    private static String reason(@Nullable Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "its host name is unknown";
        }
        return failure == null ? "no reason given" : String.valueOf(failure.getMessage());
    }

    /** Tries the next address, or else the next destination. */
    private void openNext(long now, String reason) {
        String why = reason;
        while (addresses != null && addresses.hasNext() && route != null) {
            try {
                transport = transports.open(route, addresses.next(), now);
                openingSince = now;
                state = State.OPENING;
                return;
            } catch (IOException | RuntimeException e) {
                why = String.valueOf(e.getMessage());
            }
        }
        fail(why, now);
    }

    private @Nullable Connection open(long now) {
        Transport opening = transport;
        if (opening == null) {
            throw new IllegalStateException("OPENING without a transport");
        }
        opening.step(now);
        if (opening.state() == Transport.State.OPEN) {
            transport = null;
            state = State.IDLE;
            return new Connection(opening, rank, destinations.get(rank), now - openingSince);
        }
        if (opening.state() == Transport.State.ENDED) {
            transport = null;
            openNext(now, String.valueOf(opening.failure()));
        }
        return null;
    }

    private void fail(String why, long now) {
        Destination destination = destinations.get(rank);
        failures += (failures.isEmpty() ? "" : "; ") + destination + ": " + why;
        rank++;
        if (rank < destinations.size()) {
            askForRoute(now);
            return;
        }
        state = State.IDLE;
        long wait = 0;
        if (backoff != null) {
            wait = waitNanos(backoff, now);
            pause(wait, now);
        }
        failed.accept(failures, wait);
    }

    private long waitNanos(Backoff usual, long now) {
        long held = holds.shortest(destinations, now);
        return held > 0 ? Math.max(held, Backoff.LEAST_NANOS) : usual.next();
    }

    /** Makes the next attempt wait for its back-off, after a connection that broke. */
    void backOff(long now) {
        if (backoff != null) {
            pause(backoff.next(), now);
        }
    }

    /** Makes the next attempt wait. */
    void pause(long nanos, long now) {
        deadline = now + nanos;
        state = State.WAITING;
    }

    /** Connections are worth something again: the next failure waits for the first back-off only. */
    void resetBackoff() {
        if (backoff != null) {
            backoff.reset();
        }
    }

    /** Shortens a wait that is under way to at most {@code nanos}. */
    void hurry(long nanos, long now) {
        if (state == State.WAITING && deadline - now > nanos) {
            deadline = now + nanos;
        }
    }

    /** Nanoseconds until the next attempt; only while {@link State#WAITING}. */
    long remaining(long now) {
        return Math.max(0, deadline - now);
    }

    /** Gives up whatever is under way. */
    void cancel() {
        if (transport != null) {
            transport.abort();
            transport = null;
        }
        if (answer != null && !answer.isDone()) {
            // Else a name that hangs would hold up whoever asks next.
            helper.abandonCurrent();
        }
        answer = null;
        state = State.IDLE;
    }
}
