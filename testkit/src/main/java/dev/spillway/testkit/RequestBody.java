package dev.spillway.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Takes a request's body apart into messages, as its content type has it: {@code application/logplex-1} is octet-counted
 * frames, {@code application/json} an array or one value, anything else lines. The LF after the last line may be missing.
 */
final class RequestBody {
    private static final int MAX_LENGTH_DIGITS = 8;

    private RequestBody() {}

    /**
     * Undoes the compression.
     *
     * @throws IOException if it isn't what {@code encoding} says, or another than gzip
     */
    static byte[] decompress(byte[] sent, String encoding) throws IOException {
        switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> {
                return sent;
            }
            case "gzip" -> {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
                    return in.readAllBytes();
                }
            }
            default -> throw new IOException("Content-Encoding " + encoding + " is not known here");
        }
    }

    /**
     * The messages, in order.
     *
     * @throws IOException if the body isn't as its type wants it
     */
    static List<byte[]> split(byte[] body, String contentType) throws IOException {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return switch (type.strip().toLowerCase(Locale.ROOT)) {
            case "application/logplex-1" -> counted(body);
            case "application/json" -> JsonArray.elements(body);
            default -> lines(body);
        };
    }

    private static List<byte[]> lines(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
                lines.add(Arrays.copyOfRange(body, from, i));
                from = i + 1;
            }
        }
        if (from < body.length) {
            lines.add(Arrays.copyOfRange(body, from, body.length));
        }
        return lines;
    }

    private static List<byte[]> counted(byte[] body) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        int at = 0;
        while (at < body.length) {
            int from = at;
            int length = 0;
            while (at < body.length && body[at] >= '0' && body[at] <= '9' && at - from < MAX_LENGTH_DIGITS) {
                length = length * 10 + (body[at] - '0');
                at++;
            }
            if (at == from || body[from] == '0' || at == body.length || body[at] != ' ') {
                throw new IOException("no octet count at byte " + from + ", after " + frames.size() + " frames");
            }
            at++;
            if (body.length - at < length) {
                throw new IOException("the frame at byte " + from + " counts " + length + " octets, but only "
                        + (body.length - at) + " are there");
            }
            frames.add(Arrays.copyOfRange(body, at, at + length));
            at += length;
        }
        return frames;
    }
}
