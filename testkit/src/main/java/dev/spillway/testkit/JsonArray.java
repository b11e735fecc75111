package dev.spillway.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the elements of a JSON array (RFC 8259) by its brackets and strings; what stands inside an element is for others
 * to parse.
 */
final class JsonArray {
    private final byte[] text;
    private int at;

    private JsonArray(byte[] text) {
        this.text = text;
    }

    /**
     * The elements' text, without the space around them; the whole of a text that is no array.
     *
     * @throws IOException if the brackets or commas are not in order
     */
    static List<byte[]> elements(byte[] text) throws IOException {
        return new JsonArray(text).split();
    }

    private List<byte[]> split() throws IOException {
        List<byte[]> elements = new ArrayList<>();
        skipSpace();
        if (at == text.length) {
            throw broken("there is no value");
        }
        if (text[at] != '[') {
            elements.add(value());
        } else {
            at++;
            skipSpace();
            if (peek() == ']') {
                at++;
            } else {
                array(elements);
            }
        }
        skipSpace();
        if (at < text.length) {
            throw broken("there is more after the end");
        }
        return elements;
    }

    private void array(List<byte[]> elements) throws IOException {
        while (true) {
            elements.add(value());
            skipSpace();
            int next = peek();
            at++;
            if (next == ']') {
                return;
            }
            if (next != ',') {
                throw broken("a comma or the end of the array is missing");
            }
            skipSpace();
        }
    }

    private byte[] value() throws IOException {
        int from = at;
        int depth = 0;
        while (at < text.length) {
            byte c = text[at];
            if (depth == 0 && at > from && (c == ',' || c == ']' || isSpace(c))) {
                break;
            }
            switch (c) {
                case '"' -> skipString();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // Part of a value that has no end of its own.
                }
            }
            if (depth < 0) {
                throw broken("a bracket is closed that is not open");
            }
            at++;
        }
        if (depth > 0 || at == from || text[from] == ',') {
            throw broken("a value is missing or not complete");
        }
        return Arrays.copyOfRange(text, from, at);
    }

    /** From the opening quotation mark to the closing one. */
    private void skipString() throws IOException {
        at++;
        while (peek() != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
    }

    private int peek() throws IOException {
        if (at >= text.length) {
            throw broken("it ends too soon");
        }
        return text[at];
    }

    private void skipSpace() {
        while (at < text.length && isSpace(text[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private IOException broken(String what) {
        return new IOException("no JSON at byte " + at + ": " + what);
    }
}
