package dev.spillway.internal.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The body of one request, compressed while messages come (RFC 1952), so that it is ready when it is to be sent. Used
 * again for later requests, as its memory costs more than what is written there.
 */
final class HttpBody implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 255};
    private static final int GZIP_TRAILER = 8;
    private static final int ALWAYS_KEPT = 4 * CHUNK;

    private final BodyKind kind;
    private final Deflater deflater;
    private final CRC32 crc = new CRC32();
    private final boolean gzip;
    private final byte[] octetCount = new byte[OctetCount.MOST_BYTES];

    /** What is to be compressed next, as each call of the compressor costs. */
    private final byte[] chunk = new byte[CHUNK];

    private int chunkLength;
    private byte[] out = new byte[CHUNK];
    private int outLength;
    private long plainLength;

    /** @param gzip whether it is compressed */
    HttpBody(BodyKind kind, boolean gzip) {
        this.kind = kind;
        this.gzip = gzip;
        // Logs shrink to an eighth at the fastest level already, and the processor belongs to the application.
        this.deflater = new Deflater(Deflater.BEST_SPEED, true);
        begin();
    }

    private void begin() {
        if (gzip) {
            put(GZIP_HEADER, 0, GZIP_HEADER.length);
        }
    }

    /**
     * Whether it takes no more memory than bodies of a length usually do: one of a single long message may.
     *
     * @param usualBytes of a body, uncompressed
     */
    boolean isWorthKeeping(long usualBytes) {
        return out.length <= Math.max(2 * usualBytes, ALWAYS_KEPT);
    }

    /** Forgets what it holds, for another request. */
    void clear() {
        deflater.reset();
        crc.reset();
        chunkLength = 0;
        outLength = 0;
        plainLength = 0;
        begin();
    }

    /** Adds a message. */
    void add(byte[] message, int length) {
        switch (kind) {
            case LINES, NDJSON -> {
                // What an engine with other framing left on disk may hold line feeds, which must not forge a message.
                LineFeeds.replace(message, 0, length);
                write(message, length);
                write('\n');
            }
            case JSON_ARRAY -> {
                write(plainLength == 0 ? '[' : ',');
                write(message, length);
            }
            case LOGPLEX -> {
                write(octetCount, OctetCount.write(octetCount, 0, length));
                write(message, length);
            }
        }
    }

    /** Bytes so far, uncompressed. */
    long plainLength() {
        return plainLength;
    }

    /** Ends the body; nothing may be added any more. */
    void finish() {
        if (kind == BodyKind.JSON_ARRAY) {
            write(']');
        }
        if (gzip) {
            compress();
            deflater.finish();
            deflate();
            ByteBuffer trailer = ByteBuffer.allocate(GZIP_TRAILER).order(ByteOrder.LITTLE_ENDIAN);
            trailer.putInt((int) crc.getValue()).putInt((int) plainLength);
            put(trailer.array(), 0, GZIP_TRAILER);
        }
    }

    /** The body's bytes, the first {@link #length} of them. */
    byte[] bytes() {
        return out;
    }

    int length() {
        return outLength;
    }

    private void write(int one) {
        plainLength++;
        if (!gzip) {
            makeRoom(1);
            out[outLength++] = (byte) one;
            return;
        }
        if (chunkLength == CHUNK) {
            compress();
        }
        chunk[chunkLength++] = (byte) one;
    }

    private void write(byte[] bytes, int length) {
        plainLength += length;
        if (!gzip) {
            put(bytes, 0, length);
            return;
        }
        int from = 0;
        while (from < length) {
            if (chunkLength == CHUNK) {
                compress();
            }
            int count = Math.min(length - from, CHUNK - chunkLength);
            System.arraycopy(bytes, from, chunk, chunkLength, count);
            chunkLength += count;
            from += count;
        }
    }

    private void compress() {
        crc.update(chunk, 0, chunkLength);
        deflater.setInput(chunk, 0, chunkLength);
        deflate();
        chunkLength = 0;
    }

    private void deflate() {
        int count;
        do {
            makeRoom(CHUNK / 4);
            count = deflater.deflate(out, outLength, out.length - outLength);
            outLength += count;
        } while (count > 0);
    }

    private void put(byte[] bytes, int from, int length) {
        makeRoom(length);
        System.arraycopy(bytes, from, out, outLength, length);
        outLength += length;
    }

    private void makeRoom(int length) {
        if (out.length - outLength < length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, outLength + length));
        }
    }

    /** Gives back the compressor's memory, which is not the heap's. */
    @Override
    public void close() {
        deflater.end();
    }
}
