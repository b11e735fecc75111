package dev.spillway.internal.buffer;

import java.time.Duration;
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

    /** Makes what was logged so far survive a loss of power, if that is asked for. For the helper. */
    void force();

    /** How often to {@link #force}; null for never. */
    @Nullable Duration syncInterval();

    /** Where drops are kept that nobody was told of yet. */
    DropStore drops();

    /** Bytes of disk in use. */
    long bytesOnDisk();

    /** What is wrong with the disk; null if nothing is. */
    @Nullable String trouble();
}
