package dev.spillway.internal.buffer;

import dev.spillway.DropReason;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The disk's part of a buffer, for those who keep it going and those who ask. */
public interface SpillStatus {

    /** Whether {@link #maintain} has something to do. For the pump. */
    boolean needsMaintenance();

    /** Whether {@link #maintain} may have something to do that can wait for a second. For the pump. */
    boolean needsLook();

    /**
     * Deletes what was read, wipes what is used up, makes new files until enough lie ready, and
     * writes to disk what had to wait in memory. For the helper.
     */
    void maintain();

    /** Makes what was logged so far survive a loss of power. For the helper. */
    void force();

    /** How often to {@link #force}; null for never. */
    @Nullable Duration syncInterval();

    /** Drops of earlier processes, found at the start, that nobody was told of yet. For the pump. */
    Map<DropReason, Drops> earlierDrops();

    /** Writes down drops that nobody was told of yet, for the next process, if they are not the ones known. For the pump. */
    void saveDrops(Map<DropReason, Drops> untold);

    /** Bytes of disk in use. */
    long bytesOnDisk();

    /** What is wrong with the disk; null if nothing is. */
    @Nullable String trouble();
}
