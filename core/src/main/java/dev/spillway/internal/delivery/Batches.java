package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.transport.BatchBook;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The batches of one buffer: the one that was sent last is made again in the same bounds, under the same name. */
final class Batches implements BatchBook {
    private static final int NAME_BYTES = 16;

    private final long key;
    private long from = -1;
    private long end = -1;

    /** @param key a number that no other buffer has */
    Batches(Buffer buffer, long key) {
        this.key = key;
    }

    @Override
    public boolean mayJoin(long first, long position) {
        return true;
    }

    @Override
    public long endOf(long first) {
        return first == from ? end : -1;
    }

    @Override
    public String note(long first, long behind, int messages, long bytes) {
        from = first;
        end = behind;
        return name(key, first, behind, messages, bytes);
    }

    @Override
    public void forget(long first) {
        from = -1;
    }

    /** A digest of what makes a batch the same as another. */
    private static String name(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
