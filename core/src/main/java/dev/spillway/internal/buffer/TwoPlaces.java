package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A small file with two places of equal length, little-endian, that are written in turn, so that a write which was torn
 * leaves the other. A place begins with its generation and ends, as far as it is of use, with a check of what is before.
 */
final class TwoPlaces {
    /** Where the content of a place begins, behind its generation. */
    static final int CONTENT = 8;

    private volatile DiskFile file;
    private volatile boolean closed;
    private final int length;
    private final int checkAt;
    private long generation;

    TwoPlaces(DiskFile file, int length, int checkAt) {
        this.file = file;
        this.length = length;
        this.checkAt = checkAt;
    }

    /** The newest place that is whole, as it was written; null if none is. */
    @Nullable ByteBuffer read() throws IOException {
        ByteBuffer newest = null;
        for (int place = 0; place < 2; place++) {
            ByteBuffer bytes = blank();
            int count = file.read(bytes, (long) place * length);
            if (count == length
                    && Checksum.of(bytes.slice(0, checkAt)) == bytes.getInt(checkAt)
                    && bytes.getLong(0) > generation) {
                newest = bytes;
                generation = bytes.getLong(0);
            }
        }
        return newest;
    }

    /** A place with nothing in it, to be filled from {@link #CONTENT} on. */
    ByteBuffer blank() {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Opens the file once more. */
    interface Opener {
        DiskFile open() throws IOException;
    }

    /** @param again used if the file was closed behind our back, as it is if somebody interrupts a thread that writes */
    void write(ByteBuffer bytes, Opener again) throws IOException {
        long next = generation + 1;
        bytes.putLong(0, next);
        bytes.putInt(checkAt, Checksum.of(bytes.slice(0, checkAt)));
        try {
            file.write(bytes.clear(), next % 2 * length);
        } catch (ClosedChannelException e) {
            if (closed) {
                throw e;
            }
            file = again.open();
            file.write(bytes.clear(), next % 2 * length);
        }
        // Only now: a write that fails is repeated in the same place, and spares the other one.
        generation = next;
    }

    void close() {
        closed = true;
        file.close();
    }
}
