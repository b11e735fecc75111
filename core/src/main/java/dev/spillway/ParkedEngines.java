package dev.spillway;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The engines that a reconfiguration stopped and perhaps starts again, by what they are: their name and options. The one
 * thing in this library that outlives an engine's owner, and only for a moment.
 */
final class ParkedEngines {
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final ConcurrentHashMap<String, Parking> PARKED = new ConcurrentHashMap<>();

    private ParkedEngines() {}

    /** One stay of an engine here; each is equal to itself alone, so that an earlier stay's timer ends no later one. */
    private static final class Parking {
        private final Spillway engine;

        Parking(Spillway engine) {
            this.engine = engine;
        }

        boolean end() {
            return PARKED.remove(engine.identity(), this);
        }
    }

    static void park(Spillway engine) {
        Parking parking = new Parking(engine);
        Parking earlier = PARKED.put(engine.identity(), parking);
        if (earlier != null && earlier.engine != engine) {
            earlier.engine.beginClose();
        }
        engine.closeAfter(WAIT, parking::end);
    }

    /** Whether no engine is parked, so that nobody has to know an identity. */
    static boolean isEmpty() {
        return PARKED.isEmpty();
    }

    /** The parked engine of that identity, which is the caller's from now on; null if there is none. */
    static @Nullable Spillway take(String identity) {
        Parking parking = PARKED.remove(identity);
        return parking == null || parking.engine.isClosing() ? null : parking.engine;
    }

    /** Makes a parked engine the caller's, if it is still parked; returns whether it was. */
    static boolean take(Spillway engine) {
        Parking parking = isEmpty() ? null : PARKED.get(engine.identity());
        return parking != null && parking.engine == engine && parking.end();
    }
}
