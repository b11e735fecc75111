package dev.spillway.internal.buffer;

import org.jspecify.annotations.Nullable;

/** Where the memory of segments comes from and goes to. */
interface SegmentSupply {

    /** Memory for one segment, all zero; null if there may be no more. By any thread, without a lock. */
    @Nullable Memory take();

    /** Takes back memory that was taken but not used. By any thread, without a lock. */
    void giveBack(Memory memory);

    /** Takes back the memory of a segment that is over, as soon as no logger can write to it any more. By the pump. */
    void release(LiveSegment segment);

    /** Looks whether loggers have left the segments that they held on to. By the pump. */
    void settle();

    /** Whether {@link #take} gives nothing until something is released. */
    boolean isExhausted();

    /** The largest record, in bytes with header and padding, that fits into any memory from here. */
    int largestRecord();

    /** How many bytes may be in use. */
    long limitBytes();
}
