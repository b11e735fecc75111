package dev.spillway.examples.collector;

import java.time.Duration;
import java.util.List;

/**
 * What senders must show, and how long they may be silent.
 *
 * @param tokens one of which they must show; empty if they need none
 * @param onlyKnown whether systems that are not known are refused
 * @param idle longest silence of a connection; zero for any
 */
public record SenderSettings(List<String> tokens, boolean onlyKnown, Duration idle) {

    public SenderSettings {
        tokens = List.copyOf(tokens);
    }

    /** No tokens, every system, 15 minutes. */
    public static SenderSettings defaults() {
        return new SenderSettings(List.of(), false, Duration.ofMinutes(15));
    }

    /** Says how many tokens there are, never which. */
    @Override
    public String toString() {
        return "SenderSettings[tokens=" + tokens.size() + ", onlyKnown=" + onlyKnown + ", idle=" + idle + "]";
    }
}
