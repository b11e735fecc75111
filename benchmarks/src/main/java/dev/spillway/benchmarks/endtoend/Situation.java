package dev.spillway.benchmarks.endtoend;

import java.util.List;

/** What happens to a sink while events are logged. */
enum Situation {
    /** Nothing. */
    HEALTHY,
    /** It reads 3 MB a second, less than half of what 20,000 events a second are, for 7 s. */
    SLOW(new Step(1000, "slow 3000000"), new Step(8000, "resume")),
    /** It stops reading for 8 s. */
    STALLED(new Step(1000, "pause"), new Step(9000, "resume")),
    /** It is killed, and starts again after 2 s. */
    KILLED(new Step(1000, "away"), new Step(3000, "back")),
    /** It stops reading for half a second, is killed then, and starts again after 2 s. */
    STALLED_THEN_KILLED(new Step(1000, "pause"), new Step(1500, "away"), new Step(3500, "back")),
    /** It is away for 60 s. */
    AWAY(new Step(1000, "away"), new Step(61_000, "back"));

    private final List<Step> steps;

    Situation(Step... steps) {
        this.steps = List.of(steps);
    }

    /**
     * Something that a {@link NumberedSink} is told.
     *
     * @param atMillis when, from the first call on
     */
    record Step(int atMillis, String command) {}

    List<Step> steps() {
        return steps;
    }

    /** When it is as before, in milliseconds from the first call on. */
    int endMillis() {
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).atMillis();
    }

    /** When it begins, in milliseconds from the first call on. */
    int startMillis() {
        return steps.isEmpty() ? 0 : steps.get(0).atMillis();
    }
}
