package dev.spillway.tls13;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Takes a stream of messages apart, each with its length before it (RFC 5425 section 4.3). Confined to one thread. */
final class Frames {
    private final Consumer<byte[]> reader;
    private byte[] rest = {};
    private int messages;

    /** @param reader takes each message, once all of it is there */
    Frames(Consumer<byte[]> reader) {
        this.reader = reader;
    }

    /** How many messages were taken. */
    int messages() {
        return messages;
    }

    void take(byte[] bytes) {
        int had = rest.length;
        rest = Arrays.copyOf(rest, had + bytes.length);
        System.arraycopy(bytes, 0, rest, had, bytes.length);
        int at = 0;
        for (int end = takeFrame(at); end >= 0; end = takeFrame(at)) {
            at = end;
        }
        rest = Arrays.copyOfRange(rest, at, rest.length);
    }

    /** The end of the frame at a place; -1 if it is not all there. */
    private int takeFrame(int at) {
        int space = at;
        while (space < rest.length && rest[space] != ' ') {
            space++;
        }
        if (space == rest.length) {
            return -1;
        }
        int end = space + 1 + Integer.parseInt(new String(rest, at, space - at, StandardCharsets.US_ASCII));
        if (end > rest.length) {
            return -1;
        }
        messages++;
        reader.accept(Arrays.copyOfRange(rest, space + 1, end));
        return end;
    }
}
