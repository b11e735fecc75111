package dev.spillway.internal.cli;

import dev.spillway.Reporter;
import dev.spillway.Spillway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts engines that deliver what is in a slot. */
public interface Courier {

    /**
     * Refuses options that make no sense, before anything is done.
     *
     * @param options the engine's options, by name
     * @throws IllegalArgumentException if there is such; the message names option, value and what is allowed
     */
    void check(Map<String, String> options);

    /**
     * Starts an engine that holds the slot and delivers what is in it, and nothing else.
     *
     * @param options the engine's options, by name
     * @return null if another engine has the slot
     * @throws IOException if the slot cannot be used
     */
    @Nullable Spillway open(Path spillDirectory, String slot, Map<String, String> options, Reporter reporter) throws IOException;
}
