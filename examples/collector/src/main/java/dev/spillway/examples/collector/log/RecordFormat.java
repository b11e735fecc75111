package dev.spillway.examples.collector.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log, numbers big-endian:
 *
 * <pre>
 *  offset  bytes
 *       0  4      length n of the body
 *       4  4      CRC32C over the record's id (8 bytes) and the body
 *       8  n      body: 8 bytes time of receipt in microseconds since 1970, 1 byte length s of the sender's address,
 *                 s bytes address, the rest text; both UTF-8
 * </pre>
 *
 * The id is not stored: it follows from where the record stands, so that no record is ever taken for another.
 */
final class RecordFormat {

    static final int HEADER_BYTES = 8;

    /** No body is longer; a longer message is cut before it comes here. */
    static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private static final int MIN_BODY_BYTES = 9;
    private static final int MAX_SENDER_BYTES = 255;
    private static final int MICROS = 1_000_000;

    private RecordFormat() {}

    /** The record of a message at the position. */
    static byte[] encode(long id, Message message) {
        byte[] sender = message.sender().getBytes(StandardCharsets.UTF_8);
        if (sender.length > MAX_SENDER_BYTES) {
            sender = new byte[0];
        }
        byte[] text = message.text().getBytes(StandardCharsets.UTF_8);
        int length = MIN_BODY_BYTES + sender.length + text.length;
        if (length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException("message longer than a record can be: " + text.length);
        }
        byte[] record = new byte[HEADER_BYTES + length];
        ByteBuffer.wrap(record)
                .putInt(length)
                .putInt(0)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, message.received()))
                .put((byte) sender.length)
                .put(sender)
                .put(text);
        return ByteBuffer.wrap(record)
                .putInt(4, checksum(id, record, HEADER_BYTES, length))
                .array();
    }

    /** Length of the body of the record that begins at the index, or -1 if none can begin there. */
    static int bodyLength(byte[] bytes, int index) {
        int length = ByteBuffer.wrap(bytes).getInt(index);
        return length >= MIN_BODY_BYTES && length <= MAX_BODY_BYTES ? length : -1;
    }

    /** The record that stands whole at the index, or null if what stands there is none with this id. */
    static @Nullable Entry decode(byte[] bytes, int index, int bodyLength, long id) {
        int body = index + HEADER_BYTES;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt(index + 4) != checksum(id, bytes, body, bodyLength)) {
            return null;
        }
        long micros = buffer.getLong(body);
        int senderLength = buffer.get(body + 8) & 0xff;
        int text = body + MIN_BODY_BYTES + senderLength;
        int end = body + bodyLength;
        if (text > end) {
            return null;
        }
        Instant received =
                Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, (long) MICROS) * 1_000L);
        return new Entry(
                id,
                id + HEADER_BYTES + bodyLength,
                new Message(
                        received,
                        new String(Arrays.copyOfRange(bytes, body + MIN_BODY_BYTES, text), StandardCharsets.UTF_8),
                        new String(bytes, text, end - text, StandardCharsets.UTF_8)));
    }

    private static int checksum(long id, byte[] bytes, int index, int length) {
        CRC32C crc = new CRC32C();
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            crc.update((int) (id >>> shift));
        }
        crc.update(bytes, index, length);
        return (int) crc.getValue();
    }
}
