package dev.spillway.internal.buffer;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The check of a record on disk: CRC-32C (RFC 3720 appendix B.4) of the message, combined with the rest of the record
 * and with where it stands, so that a record of an earlier use of the file, or one that was moved, never passes.
 */
final class Checksum {
    private Checksum() {}

    static int ofMessage(byte[] message, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(message, offset, length);
        return (int) crc.getValue();
    }

    static int of(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** What the message's check becomes with the record around it. */
    static int ofRecord(int messageCrc, long segmentNumber, int at, int size, int meta, long epochMillis) {
        long mixed = mix(segmentNumber * 0x9E3779B97F4A7C15L + at);
        mixed = mix(mixed ^ epochMillis);
        mixed = mix(mixed ^ ((long) size << 32 | (meta & 0xFFFF_FFFFL)));
        return messageCrc ^ (int) (mixed >>> 32);
    }

    /** The finalizer of SplitMix64: each bit of the input changes each bit of the output with probability one half. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
