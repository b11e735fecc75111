package dev.spillway.internal.buffer;

import dev.spillway.Reporter;

/**
 * Who spills, and where.
 *
 * @param identity what makes an engine the same as another, as a short hash: slots of others are not touched
 * @param description the same in words, for people who look into the directory; holds no secret
 * @param startMillis when the engine was started, in epoch milliseconds
 */
public record SpillOwner(
        Disk disk, SpillSettings settings, String identity, String description, long startMillis, Reporter reporter) {}
