package dev.spillway;

/** Describes an engine by its options, which are the same by name and value in every front end. */
public final class SpillwayBuilder {
    SpillwayBuilder() {}

    /**
     * Sets an option, or adds a value to a repeatable one.
     *
     * @param name an option's name or an alias
     * @param value as in a configuration file; empty means unset
     * @throws IllegalArgumentException if there is no such option, or the value is not allowed
     */
    public SpillwayBuilder set(String name, String value) {
        throw new IllegalArgumentException(name + value);
    }

    /** Names the engine: in thread names, messages and JMX. Default {@code spillway}. */
    public SpillwayBuilder name(String name) {
        throw new IllegalArgumentException(name);
    }

    /** Where the engine tells what its owner should know. Default: warnings and errors on {@code System.err}. */
    public SpillwayBuilder reporter(Reporter reporter) {
        throw new IllegalArgumentException(reporter.toString());
    }

    /**
     * Starts a new engine. It starts whatever the state of the network.
     *
     * @throws IllegalArgumentException if the options together make no sense; the message names option, value and what
     *     is allowed
     */
    public Spillway build() {
        throw new IllegalArgumentException();
    }

    /** Takes over the parked engine of the same name and options, or else starts a new one as {@link #build()} does. */
    public Spillway resumeOrBuild() {
        throw new IllegalArgumentException();
    }
}
