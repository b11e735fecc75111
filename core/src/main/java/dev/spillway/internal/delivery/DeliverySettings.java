package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Destination;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go and how persistently.
 *
 * @param destinations at least one, the preferred first
 * @param preferredRetry how often the preferred destination is tried while another is in use
 * @param reconnectionDelay the first back-off
 * @param maxReconnectionDelay the largest back-off
 * @param idleTimeout how long a connection is kept without a message
 * @param replayWindow bytes that were sent and are kept to be sent again; 0 for none
 * @param maxAge how long a message may wait; null for as long as there is room
 * @param shutdownTimeout the one deadline of a close
 * @param shutdownHook whether the engine closes itself when the JVM ends
 */
public record DeliverySettings(
        List<Destination> destinations,
        Duration preferredRetry,
        Duration reconnectionDelay,
        Duration maxReconnectionDelay,
        Duration idleTimeout,
        long replayWindow,
        @Nullable Duration maxAge,
        Duration shutdownTimeout,
        boolean shutdownHook) {

    public DeliverySettings {
        destinations = List.copyOf(destinations);
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException("destinations must not be empty");
        }
    }

    /** Whether a destination is spoken to over HTTP. */
    public boolean isOverHttp() {
        for (Destination destination : destinations) {
            if (destination.scheme().isHttp()) {
                return true;
            }
        }
        return false;
    }
}
