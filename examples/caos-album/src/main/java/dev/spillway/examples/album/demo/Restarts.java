package dev.spillway.examples.album.demo;

import java.time.Duration;

/**
 * Decides how long to wait before a program that died is started again: 250 ms at first, twice as long after each
 * further quick death, at most 5 s. A program that lived for 10 s starts the count anew. Confined to one thread.
 */
final class Restarts {

    static final Duration FIRST_DELAY = Duration.ofMillis(250);
    static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    static final Duration LONG_LIFE = Duration.ofSeconds(10);

    private int quickDeaths;
    private Duration next = FIRST_DELAY;

    /** Takes note of a death and returns the wait before the next start. */
    Duration afterDeath(Duration lifetime) {
        if (lifetime.compareTo(LONG_LIFE) >= 0) {
            quickDeaths = 0;
            next = FIRST_DELAY;
            return next;
        }
        quickDeaths++;
        Duration delay = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
        return delay;
    }

    /** Returns how many deaths in a row were quick ones. */
    int quickDeaths() {
        return quickDeaths;
    }
}
