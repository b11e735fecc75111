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
    private static final ConcurrentHashMap<String, Spillway> PARKED = new ConcurrentHashMap<>();

    private ParkedEngines() {}

    static void park(Spillway engine) {
        Spillway earlier = PARKED.put(engine.identity(), engine);
        if (earlier != null && earlier != engine) {
            earlier.beginClose();
        }
        engine.closeAfter(WAIT, () -> PARKED.remove(engine.identity(), engine));
    }

    /** The parked engine of that identity, which is the caller's from now on; null if there is none. */
    static @Nullable Spillway take(String identity) {
        Spillway engine = PARKED.remove(identity);
        return engine == null || engine.isClosing() ? null : engine;
    }

    static void forget(Spillway engine) {
        PARKED.remove(engine.identity(), engine);
    }
}
