package dev.spillway.internal.transport;

/** The length in front of a message: octet counting (RFC 6587 section 3.4.1). */
final class OctetCount {
    /** Ten digits and a space. */
    static final int MOST_BYTES = 11;

    private OctetCount() {}

    /**
     * Writes a length and a space from a position on, and returns where the message begins.
     *
     * @param length not negative
     */
    static int write(byte[] to, int from, int length) {
        int width = 1;
        for (int rest = length / 10; rest > 0; rest /= 10) {
            width++;
        }
        int rest = length;
        for (int at = from + width - 1; at >= from; at--) {
            to[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        to[from + width] = ' ';
        return from + width + 1;
    }
}
