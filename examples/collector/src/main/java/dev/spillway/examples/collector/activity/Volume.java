package dev.spillway.examples.collector.activity;

import java.time.Duration;

/** How much one system said, and when last. Safe for use by many threads. */
final class Volume {

    private static final int MINUTES = 60;
    private static final int HOURS = 48;

    private final String name;

    // Guarded by this.
    private final Counts minutes = new Counts(MINUTES, Duration.ofMinutes(1).toMillis());
    private final Counts hours = new Counts(HOURS, Duration.ofHours(1).toMillis());
    private long lastSeen;

    Volume(String name) {
        this.name = name;
    }

    synchronized void add(long millis) {
        minutes.add(millis);
        hours.add(millis);
        lastSeen = Math.max(lastSeen, millis);
    }

    synchronized void seen(long millis) {
        lastSeen = Math.max(lastSeen, millis);
    }

    synchronized long lastSeen() {
        return lastSeen;
    }

    synchronized Pulse at(long now) {
        return new Pulse(name, lastSeen, minutes.until(now), hours.until(now));
    }
}
