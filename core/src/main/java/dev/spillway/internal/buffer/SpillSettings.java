package dev.spillway.internal.buffer;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The buffer's part on disk.
 *
 * @param directory where slots are
 * @param limitBytes how much of the disk one engine may use
 * @param minFreeBytes how much of the disk is left free
 * @param syncInterval how often what was logged is made to survive a loss of power; null to leave that to the kernel
 */
public record SpillSettings(
        Path directory,
        long limitBytes,
        long minFreeBytes,
        @Nullable Duration syncInterval) {}
