package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.SentBatches;
import dev.spillway.internal.buffer.SentBatches.Bounds;
import dev.spillway.internal.transport.BatchBook;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one buffer that were sent and may have to be sent again: then in the same bounds, under the same name.
 * Those are the last one of this process, and the last ones of the processes that left something behind. Confined to the
 * pump's thread.
 */
final class Batches implements BatchBook {
    private static final int NAME_BYTES = 16;

    private final SentBatches sent;
    private final long key;
    /** In order; the first is the next to be sent. */
    private final List<Bounds> planned;

    private @Nullable Noted last;

    /** A batch and its name, which stays even if its messages move to disk meanwhile. */
    private record Noted(Bounds bounds, int messages, long bytes, String name) {}

    /** @param key a number that no other buffer has */
    Batches(Buffer buffer, long key) {
        this.sent = new SentBatches(buffer);
        this.key = key;
        this.planned = new ArrayList<>(sent.found());
    }

    @Override
    public boolean mayJoin(long from, long position) {
        for (Bounds plan : planned) {
            if (from < plan.from() && position >= plan.from()) {
                return false;
            }
        }
        return sent.areTogether(from, position);
    }

    @Override
    public long endOf(long from) {
        Bounds plan = planAt(from);
        return plan != null && plan.from() == from ? plan.end() : -1;
    }

    /** The batch that was sent with the message at a position in it, which must not lose any of its messages alone. */
    @Nullable Bounds planAt(long position) {
        for (Bounds plan : planned) {
            if (plan.from() <= position && position < plan.end()) {
                return plan;
            }
        }
        return null;
    }

    @Override
    public String note(long from, long end, int messages, long bytes) {
        Bounds bounds = new Bounds(from, end);
        planned.removeIf(plan -> plan.from() < end);
        planned.add(0, bounds);
        Noted known = last;
        if (known != null && known.bounds.equals(bounds) && known.messages == messages && known.bytes == bytes) {
            return known.name;
        }
        long[] place = sent.note(from, end, key);
        long[] numbers = Arrays.copyOf(place, place.length + 2);
        // What was damaged since, or shortened, makes it another batch.
        numbers[place.length] = messages;
        numbers[place.length + 1] = bytes;
        Noted noted = new Noted(bounds, messages, bytes, digest(numbers));
        last = noted;
        return noted.name;
    }

    @Override
    public void forget(long from) {
        planned.removeIf(plan -> plan.from() == from);
    }

    private static String digest(long[] numbers) {
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
