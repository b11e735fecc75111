package dev.spillway.internal.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one syslog message by the ABNF of RFC 5424 section 6 and refuses all that a sender should not write, also where
 * a receiver would forgive it. Shares no code with the encoder.
 */
public final class Rfc5424Parser {
    private static final Pattern TIMESTAMP = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?(Z|[+-]\\d{2}:\\d{2})");

    private final byte[] bytes;
    private final int longestId;
    private int at;

    private Rfc5424Parser(byte[] bytes, int longestId) {
        this.bytes = bytes;
        this.longestId = longestId;
    }

    /** A message in its parts; {@code text} is empty where there is none. */
    public record Message(
            int facility,
            int severity,
            String timestamp,
            String hostname,
            String appName,
            String procId,
            String msgId,
            int structuredDataAt,
            int structuredDataLength,
            List<Element> structuredData,
            String text) {

        /** The only element of an id. */
        public Element element(String id) {
            return structuredData.stream()
                    .filter(element -> element.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no element " + id + " in " + structuredData));
        }

        /** The number in {@code [meta sequenceId]}. */
        public int sequenceId() {
            return Integer.parseInt(element("meta").value("sequenceId"));
        }
    }

    /** An SD-ELEMENT. */
    public record Element(String id, List<Param> params) {
        /** The first value of a name. */
        public String value(String name) {
            return params.stream()
                    .filter(param -> param.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no param " + name + " in " + params))
                    .value();
        }
    }

    /** An SD-PARAM, its value without escapes. */
    public record Param(String name, String value) {}

    /** Says where a message breaks the grammar. */
    public static final class SyntaxException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    /** Reads a message whose names keep to the 32 characters of the RFC. */
    public static Message parse(byte[] message) {
        return parse(message, 32);
    }

    /** Reads a message whose SD-IDs, such as a vendor's token, have at most {@code longestId} characters. */
    public static Message parse(byte[] message, int longestId) {
        return new Rfc5424Parser(message, longestId).message();
    }

    private Message message() {
        int pri = pri();
        expect('1');
        expect(' ');
        String timestamp = timestamp();
        String hostname = headerField(255);
        String appName = headerField(48);
        String procId = headerField(128);
        String msgId = headerField(32);
        int structuredDataAt = at;
        List<Element> elements = structuredData();
        int structuredDataLength = at - structuredDataAt;
        String text = "";
        if (at < bytes.length) {
            expect(' ');
            check(at < bytes.length, "a space without MSG");
            text = utf8(bytes, at, bytes.length);
            check(text.indexOf(0) < 0, "NUL in MSG");
        }
        return new Message(
                pri / 8,
                pri % 8,
                timestamp,
                hostname,
                appName,
                procId,
                msgId,
                structuredDataAt,
                structuredDataLength,
                elements,
                text);
    }

    private int pri() {
        expect('<');
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        int digits = at - from;
        check(digits >= 1 && digits <= 3 && (digits == 1 || bytes[from] != '0'), "PRIVAL");
        int pri = Integer.parseInt(new String(bytes, from, digits, StandardCharsets.US_ASCII));
        check(pri <= 191, "PRIVAL");
        expect('>');
        return pri;
    }

    private String timestamp() {
        String timestamp = headerField(32);
        if (timestamp.equals("-")) {
            return timestamp;
        }
        check(TIMESTAMP.matcher(timestamp).matches(), "TIMESTAMP " + timestamp);
        try {
            OffsetDateTime.parse(timestamp);
        } catch (DateTimeException e) {
            throw new SyntaxException("no such time: " + timestamp);
        }
        return timestamp;
    }

    private String headerField(int longest) {
        int from = at;
        while (peek() > ' ' && peek() < 127) {
            at++;
        }
        check(at > from && at - from <= longest, "length of a header field");
        String field = new String(bytes, from, at - from, StandardCharsets.US_ASCII);
        expect(' ');
        return field;
    }

    private List<Element> structuredData() {
        if (peek() == '-') {
            at++;
            return List.of();
        }
        List<Element> elements = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        do {
            Element element = element();
            check(ids.add(element.id()), "SD-ID twice: " + element.id());
            elements.add(element);
        } while (peek() == '[');
        return elements;
    }

    private Element element() {
        expect('[');
        String id = name(longestId);
        List<Param> params = new ArrayList<>();
        while (peek() == ' ') {
            at++;
            String name = name(32);
            expect('=');
            expect('"');
            params.add(new Param(name, value()));
            expect('"');
        }
        expect(']');
        return new Element(id, params);
    }

    private String name(int longest) {
        int from = at;
        while (peek() > ' ' && peek() < 127 && "=]\"".indexOf(peek()) < 0) {
            at++;
        }
        check(at > from && at - from <= longest, "length of an SD-NAME");
        return new String(bytes, from, at - from, StandardCharsets.US_ASCII);
    }

    private String value() {
        byte[] value = new byte[bytes.length - at];
        int length = 0;
        while (peek() != '"') {
            check(at < bytes.length, "end of message in a PARAM-VALUE");
            check(peek() != ']', "] in a PARAM-VALUE");
            if (peek() == '\\') {
                at++;
                check(peek() >= 0 && "\"\\]".indexOf(peek()) >= 0, "escape of something else");
            }
            value[length++] = bytes[at++];
        }
        return utf8(value, 0, length);
    }

    private String utf8(byte[] from, int begin, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(from, begin, end - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SyntaxException("not UTF-8, before byte " + at + ": " + e.getMessage());
        }
    }

    /** The next byte, or -1 at the end; negative too if it is not ASCII. */
    private int peek() {
        return at < bytes.length ? bytes[at] : -1;
    }

    private void expect(char expected) {
        check(peek() == expected, "expected " + expected);
        at++;
    }

    private void check(boolean good, String what) {
        if (!good) {
            throw new SyntaxException(what + ", at byte " + at + " of " + bytes.length);
        }
    }
}
