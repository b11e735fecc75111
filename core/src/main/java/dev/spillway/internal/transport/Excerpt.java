package dev.spillway.internal.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The beginning of what an endpoint said, made fit to be shown: in one line, and without our secrets. */
final class Excerpt {
    private static final int MOST_BYTES = 200;
    private static final int SHORTEST_SECRET = 4;

    private Excerpt() {}

    /** @param secrets are replaced wherever an endpoint repeats them */
    static String of(String text, List<String> secrets) {
        String shown = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                shown = shown.replace(secret, "****");
            }
        }
        return firstBytes(shown)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\s]+", " ")
                .strip();
    }

    /** Cut before a character that would not fit as a whole. */
    private static String firstBytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return text;
        }
        int end = MOST_BYTES;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end)) + "...";
    }
}
