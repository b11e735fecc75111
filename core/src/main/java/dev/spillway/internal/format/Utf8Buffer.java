package dev.spillway.internal.format;

import dev.spillway.ConstantText;
import java.util.Arrays;

/**
 * Bytes that grow up to a limit. Each character or escape is written whole or not at all; once something did not fit the
 * buffer is <em>cut</em> and takes nothing more until it gets another limit. Confined to one thread at a time.
 */
final class Utf8Buffer {
    private static final int INITIAL = 1024;
    private static final int CHUNK = 512;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final char[] chunk = new char[CHUNK];
    private final PlainRun run = new PlainRun(chunk);
    private byte[] bytes = new byte[INITIAL];
    private int length;
    private int limit;
    private boolean cut;

    /** Forgets everything and goes on at {@code from}; what is before that is up to the caller. */
    void restart(int from) {
        length = from;
        limit(Integer.MAX_VALUE);
        reserve(0);
    }

    /** Sets how long this may become from now on, and lets a cut buffer take more. */
    void limit(int newLimit) {
        limit = newLimit;
        cut = false;
    }

    boolean isCut() {
        return cut;
    }

    int length() {
        return length;
    }

    int capacity() {
        return bytes.length;
    }

    /** The bytes themselves, until the next call that adds some. */
    byte[] array() {
        return bytes;
    }

    /** Takes back what was written from {@code newLength} on, and that it was cut. */
    void rewind(int newLength) {
        length = newLength;
        cut = false;
    }

    /** Makes room in {@link #array()} for some bytes behind the end, whatever the limit. */
    void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }

    void ascii(char one) {
        if (fits(1)) {
            bytes[length++] = (byte) one;
        }
    }

    void pair(char first, char second) {
        if (fits(2)) {
            bytes[length++] = (byte) first;
            bytes[length++] = (byte) second;
        }
    }

    void bytes(byte[] more) {
        bytes(more, more.length);
    }

    /** Writes the first {@code count} of some bytes. */
    void bytes(byte[] more, int count) {
        if (fits(count)) {
            System.arraycopy(more, 0, bytes, length, count);
            length += count;
        }
    }

    void number(long number) {
        if (number == Long.MIN_VALUE) {
            text("-9223372036854775808", Escaping.ESCAPE);
            return;
        }
        long magnitude = Math.abs(number);
        int width = Digits.count(magnitude) + (number < 0 ? 1 : 0);
        if (fits(width)) {
            bytes[length] = '-';
            length += width;
            Digits.writeBefore(bytes, length, magnitude);
        }
    }

    /** Ends a line, unless the last one has just been ended. */
    void lineEnd() {
        if (length == 0 || bytes[length - 1] != '\n') {
            ascii('\n');
        }
    }

    /**
     * Writes a control character as visible text, such as {@code \n} or {@code \u0007}.
     *
     * @param doubled whether the backslash is itself escaped
     */
    void visible(int codePoint, boolean doubled) {
        boolean named = codePoint == '\n' || codePoint == '\r';
        if (!fits((doubled ? 2 : 1) + (named ? 1 : 5))) {
            return;
        }
        if (doubled) {
            bytes[length++] = '\\';
        }
        bytes[length++] = '\\';
        if (named) {
            bytes[length++] = (byte) (codePoint == '\n' ? 'n' : 'r');
            return;
        }
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(codePoint >> shift) & 0xF];
        }
    }

    /** Writes a code point that is not a surrogate as UTF-8. */
    void codePoint(int codePoint) {
        if (codePoint < 0x80) {
            ascii((char) codePoint);
        } else if (codePoint < 0x800) {
            if (fits(2)) {
                bytes[length++] = (byte) (0xC0 | (codePoint >> 6));
                continuation(codePoint);
            }
        } else if (codePoint < 0x10000) {
            if (fits(3)) {
                bytes[length++] = (byte) (0xE0 | (codePoint >> 12));
                continuation(codePoint >> 6);
                continuation(codePoint);
            }
        } else if (fits(4)) {
            bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    void constant(ConstantText text, Escaping escaping) {
        int count = text.plainLength();
        if (count < 0 || cut || count > limit - length) {
            text(text.toString(), escaping);
            return;
        }
        reserve(count);
        text.copyTo(bytes, length);
        length += count;
    }

    void text(CharSequence text, Escaping escaping) {
        text(text, text.length(), escaping);
    }

    /**
     * Writes the first {@code to} characters of a text; a surrogate without its partner becomes U+FFFD.
     *
     * @param text a String or a StringBuilder
     */
    void text(CharSequence text, int to, Escaping escaping) {
        int at = 0;
        while (at < to && !cut) {
            int count = Math.min(CHUNK, to - at);
            load(text, at, at + count);
            if (at + count < to && Character.isHighSurrogate(chunk[count - 1])) {
                count--;
            }
            encodeChunk(count, escaping);
            at += count;
        }
    }

    private void load(CharSequence text, int from, int to) {
        // In one go, since a charAt for each character costs several times as much.
        if (text instanceof String string) {
            string.getChars(from, to, chunk, 0);
        } else {
            ((StringBuilder) text).getChars(from, to, chunk, 0);
        }
    }

    private void encodeChunk(int count, Escaping escaping) {
        boolean[] plain = escaping.plain();
        char[] from = chunk;
        int i = 0;
        if (count >= PlainRun.SHORTEST && count <= limit - length) {
            reserve(count);
            i = run.copy(count, bytes, length, escaping);
            length += i;
        }
        while (!cut) {
            int stop = i + Math.min(count - i, limit - length);
            reserve(stop - i);
            byte[] to = bytes;
            int at = length;
            while (i < stop) {
                char c = from[i];
                if (c >= 128 || !plain[c]) {
                    break;
                }
                to[at++] = (byte) c;
                i++;
            }
            length = at;
            if (i == count) {
                return;
            }
            i += encodeOne(i, count, escaping);
        }
    }

    /** Writes the character at {@code i} if there is room, and returns its width. */
    private int encodeOne(int i, int count, Escaping escaping) {
        char c = chunk[i];
        if (c < 128 && escaping.plain()[c]) {
            ascii(c);
            return 1;
        }
        if (!Character.isSurrogate(c)) {
            escaping.write(c, this);
            return 1;
        }
        if (i + 1 < count && Character.isSurrogatePair(c, chunk[i + 1])) {
            codePoint(Character.toCodePoint(c, chunk[i + 1]));
            return 2;
        }
        codePoint(0xFFFD);
        return 1;
    }

    private void continuation(int bits) {
        bytes[length++] = (byte) (0x80 | (bits & 0x3F));
    }

    private boolean fits(int more) {
        if (cut || more > limit - length) {
            cut = true;
            return false;
        }
        reserve(more);
        return true;
    }
}
