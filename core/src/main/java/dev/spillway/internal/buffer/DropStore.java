package dev.spillway.internal.buffer;

import dev.spillway.DropReason;
import java.util.Map;

/** Where drops are kept that nobody was told of yet, so that the next process can tell. */
public interface DropStore {

    /** Those of earlier processes, as found at the start. For the pump. */
    Map<DropReason, Drops> earlierDrops();

    /**
     * Notes events that are dropped now, so that they are known even if the process is killed the next moment. By any
     * thread, without a lock; after they were counted elsewhere.
     */
    void countDrops(DropReason reason, long events);

    /**
     * Begins to look for what the next {@link #saveDrops} will hold. For the pump.
     *
     * @param atEnd whether that includes what is dropped because the engine closes
     */
    void lookAtDrops(long nowMillis, boolean atEnd);

    /**
     * Writes down drops, for the next process: all that were counted before the last look and are not told. Does nothing
     * if they are those that are known. For the pump.
     */
    void saveDrops(Map<DropReason, Drops> untold);
}
