package dev.spillway.examples.collector.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Passes sentences on to a person, at most ten in ten seconds, and says how many it held back. Safe for use by many
 * threads.
 */
public final class ThrottledNotices {

    private static final int MOST = 10;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Consumer<String> person;
    private final Clock clock;

    // Guarded by this.
    private Instant windowEnd = Instant.MIN;
    private int told;
    private long heldBack;

    public ThrottledNotices(Consumer<String> person, Clock clock) {
        this.person = person;
        this.clock = clock;
    }

    /** Tells the sentence, or counts it. */
    public synchronized void tell(String sentence) {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            told = 0;
            if (heldBack > 0) {
                person.accept(heldBack + " more notices were held back.");
                heldBack = 0;
            }
        }
        if (told == MOST) {
            heldBack++;
            return;
        }
        told++;
        person.accept(VisibleText.of(sentence));
    }
}
