package dev.spillway.internal.transport.tls;

/** The little of DER (X.690) that it takes to give a private key another wrapping. */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int OCTET_STRING = 0x04;

    private static final int LONG_FORM = 0x80;

    private Der() {}

    /** An element with the contents one after the other. */
    static byte[] element(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        int lengthBytes = 1;
        if (length >= LONG_FORM) {
            lengthBytes += (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
        }
        byte[] element = new byte[1 + lengthBytes + length];
        element[0] = (byte) tag;
        int at = 1;
        if (lengthBytes == 1) {
            element[at++] = (byte) length;
        } else {
            element[at++] = (byte) (LONG_FORM + lengthBytes - 1);
            for (int shift = (lengthBytes - 2) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                element[at++] = (byte) (length >>> shift);
            }
        }
        for (byte[] content : contents) {
            System.arraycopy(content, 0, element, at, content.length);
            at += content.length;
        }
        return element;
    }

    /** The first element within another, with its own tag and length. What is read comes from the JDK's encoder. */
    static byte[] firstWithin(byte[] element) {
        int start = contentStart(element, 0);
        int end = contentStart(element, start) + contentLength(element, start);
        byte[] first = new byte[end - start];
        System.arraycopy(element, start, first, 0, first.length);
        return first;
    }

    private static int contentStart(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        return at + 2 + (first < LONG_FORM ? 0 : first - LONG_FORM);
    }

    private static int contentLength(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        if (first < LONG_FORM) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < first - LONG_FORM; i++) {
            length = (length << Byte.SIZE) | (bytes[at + 2 + i] & 0xff);
        }
        return length;
    }
}
