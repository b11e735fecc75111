package dev.spillway.internal.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins messages into a stream and takes it apart as a strict receiver does (RFC 6587 sections 3.4.1 and 3.4.2). */
public final class SyslogFrames {
    private SyslogFrames() {}

    /** Messages with their length in front. */
    public static byte[] countOctets(List<byte[]> messages) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            stream.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            stream.writeBytes(message);
        }
        return stream.toByteArray();
    }

    /** Messages with LF behind each. */
    public static byte[] endLines(List<byte[]> messages) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            stream.writeBytes(message);
            stream.write('\n');
        }
        return stream.toByteArray();
    }

    /** The messages of a stream with octet counting. */
    public static List<byte[]> readCounted(byte[] stream) {
        List<byte[]> messages = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int length = 0;
            int from = at;
            while (stream[at] != ' ') {
                if (stream[at] < '0' || stream[at] > '9' || (at == from && stream[at] == '0')) {
                    throw new Rfc5424Parser.SyntaxException("no MSG-LEN at byte " + at);
                }
                length = Math.addExact(Math.multiplyExact(length, 10), stream[at] - '0');
                at++;
            }
            at++;
            if (length > stream.length - at) {
                throw new Rfc5424Parser.SyntaxException("the stream ends within a frame");
            }
            messages.add(Arrays.copyOfRange(stream, at, at + length));
            at += length;
        }
        return messages;
    }

    /** The messages of a stream with LF behind each. */
    public static List<byte[]> readLines(byte[] stream) {
        List<byte[]> messages = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < stream.length; at++) {
            if (stream[at] == '\n') {
                messages.add(Arrays.copyOfRange(stream, from, at));
                from = at + 1;
            }
        }
        if (from != stream.length) {
            throw new Rfc5424Parser.SyntaxException("the stream does not end with LF");
        }
        return messages;
    }
}
