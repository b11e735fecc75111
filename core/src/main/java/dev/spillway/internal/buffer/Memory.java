package dev.spillway.internal.buffer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The bytes under a live segment, which are used again for another one after it: all zero when they are given out.
 *
 * @param file the file that they map; null if they are just memory
 */
record Memory(ByteBuffer bytes, @Nullable SegmentFile file) {

    static Memory allocate(int capacity) {
        return new Memory(ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN), null);
    }

    static Memory of(SegmentFile file) {
        return new Memory(file.records(), file);
    }
}
