package dev.spillway.crash;

import dev.spillway.testkit.ChaosProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One fault after another, at times and in an order that the seed decides. For one thread. */
final class SoakWeather {
    private final EndpointProcess endpoint;
    private final ChaosProxy network;
    private final Random random;
    private final Duration longestRest;
    private final Deque<SoakFault> deck = new ArrayDeque<>();
    private final Map<SoakFault, Integer> counts = new EnumMap<>(SoakFault.class);
    private SoakFault current;
    private Duration change;

    /** @param longestRest between two faults; the shortest is a sixth, and a fault lasts for two fifths at most */
    SoakWeather(EndpointProcess endpoint, ChaosProxy network, long seed, Duration longestRest) {
        this.endpoint = endpoint;
        this.network = network;
        this.random = new Random(seed);
        this.longestRest = longestRest;
        this.change = between(longestRest.dividedBy(6), longestRest);
    }

    private Duration between(Duration least, Duration most) {
        return least.plus(
                Duration.ofMillis(random.nextInt((int) most.minus(least).toMillis() + 1)));
    }

    /** Begins or ends a fault if its time has come; returns the one that has begun. */
    Optional<SoakFault> at(Duration now) throws IOException, InterruptedException {
        if (now.compareTo(change) < 0) {
            return Optional.empty();
        }
        if (current != null) {
            clear();
            change = now.plus(between(longestRest.dividedBy(6), longestRest));
            return Optional.empty();
        }
        current = next();
        counts.merge(current, 1, Integer::sum);
        current.begin(endpoint, network);
        change = now.plus(between(Duration.ZERO, longestRest.multipliedBy(2).dividedBy(5)));
        return Optional.of(current);
    }

    /** All kinds once, in a random order, then again. */
    private SoakFault next() {
        if (deck.isEmpty()) {
            List<SoakFault> all = new ArrayList<>(List.of(SoakFault.values()));
            Collections.shuffle(all, random);
            deck.addAll(all);
        }
        return deck.removeFirst();
    }

    /** Ends the present fault, if there is one. */
    void clear() throws IOException, InterruptedException {
        if (current != null) {
            current.end(endpoint, network);
            current = null;
        }
    }

    /** How often each kind has happened. */
    Map<SoakFault, Integer> counts() {
        return counts;
    }
}
