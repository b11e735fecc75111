package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import java.util.function.LongSupplier;

/**
 * Who spills, and where.
 *
 * @param identity what makes an engine the same as another, as a short hash: slots of others are not touched
 * @param description the same in words, for people who look into the directory; holds no secret
 * @param startMillis when the engine was started, in epoch milliseconds
 * @param nanos the clock by which messages are repeated and the end is bounded, from an arbitrary origin
 */
public record SpillOwner(
        Disk disk,
        SpillSettings settings,
        String identity,
        String description,
        long startMillis,
        LongSupplier nanos,
        Reporter reporter) {}
