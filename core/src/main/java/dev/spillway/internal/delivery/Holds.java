package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Destination;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Destinations that are not to be tried before a time, as they asked for it or refused us. Confined to the pump's thread. */
final class Holds {
    private final Map<Destination, Long> until = new HashMap<>();

    /** Leaves a destination alone for some time. */
    void put(Destination destination, long nanos, long now) {
        until.put(destination, now + nanos);
    }

    /** For how long it has to be left alone still; 0 if it may be tried. */
    long remaining(Destination destination, long now) {
        Long end = until.get(destination);
        if (end == null) {
            return 0;
        }
        if (end - now <= 0) {
            until.remove(destination);
            return 0;
        }
        return end - now;
    }

    /** The shortest time until one of some destinations may be tried. */
    long shortest(Collection<Destination> destinations, long now) {
        return destinations.stream()
                .mapToLong(destination -> remaining(destination, now))
                .min()
                .orElse(0);
    }
}
