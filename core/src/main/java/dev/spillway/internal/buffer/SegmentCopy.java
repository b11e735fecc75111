package dev.spillway.internal.buffer;

import java.nio.file.Path;

/** The file to which a segment was written that had been filled in memory. */
record SegmentCopy(Slot slot, Path path, long bytes) {}
