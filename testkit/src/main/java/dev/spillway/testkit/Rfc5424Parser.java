package dev.spillway.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The grammar of RFC 5424 section 6, rule by rule. One instance parses one message. */
final class Rfc5424Parser {
    private static final int MAX_PRIVAL = 191;
    private static final int MAX_HOSTNAME = 255;
    private static final int MAX_APP_NAME = 48;
    private static final int MAX_PROC_ID = 128;
    private static final int MAX_MSG_ID = 32;
    private static final int MAX_TIMESTAMP = 64;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,6})?"
                    + "(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)");

    private final byte[] data;
    private final int longestName;
    private int at;

    Rfc5424Parser(byte[] data, int longestName) {
        this.data = data;
        this.longestName = longestName;
    }

    SyslogMessage parse() {
        int prival = prival();
        expect('1', "version 1");
        expect(' ', "a space after the version");
        String timestamp = timestamp();
        String hostname = headerField("HOSTNAME", MAX_HOSTNAME);
        String appName = headerField("APP-NAME", MAX_APP_NAME);
        String procId = headerField("PROCID", MAX_PROC_ID);
        String msgId = headerField("MSGID", MAX_MSG_ID);
        Map<String, List<SyslogMessage.Param>> structuredData = structuredData();
        if (at < data.length) {
            expect(' ', "a space before the message");
        }
        boolean byteOrderMark = skipByteOrderMark();
        String text =
                byteOrderMark ? utf8(at, data.length) : new String(data, at, data.length - at, StandardCharsets.UTF_8);
        return new SyslogMessage(
                prival / 8,
                prival % 8,
                timestamp,
                hostname,
                appName,
                procId,
                msgId,
                structuredData,
                text,
                byteOrderMark);
    }

    private int prival() {
        expect('<', "'<'");
        int start = at;
        int value = 0;
        while (at < data.length && data[at] >= '0' && data[at] <= '9' && at - start < 3) {
            value = value * 10 + data[at] - '0';
            at++;
        }
        if (at == start) {
            throw wrong(start, "a digit of the priority");
        }
        if (value > MAX_PRIVAL) {
            throw wrong(start, "a priority up to " + MAX_PRIVAL);
        }
        expect('>', "'>'");
        return value;
    }

    private @Nullable String timestamp() {
        int start = at;
        String text = headerField("TIMESTAMP", MAX_TIMESTAMP);
        if (text == null) {
            return null;
        }
        Matcher parts = TIMESTAMP.matcher(text);
        if (!parts.matches() || !isDate(parts)) {
            throw wrong(start, "a timestamp of RFC 5424");
        }
        return text;
    }

    private static boolean isDate(Matcher parts) {
        int month = Integer.parseInt(parts.group(2));
        int day = Integer.parseInt(parts.group(3));
        if (month < 1 || month > 12) {
            return false;
        }
        LocalDate first = LocalDate.of(Integer.parseInt(parts.group(1)), month, 1);
        return day >= 1 && day <= first.lengthOfMonth();
    }

    /** A field of PRINTUSASCII and the space after it; null for the NILVALUE. */
    private @Nullable String headerField(String name, int longest) {
        int start = at;
        while (at < data.length && isPrintable(data[at])) {
            at++;
        }
        if (at == start || at - start > longest) {
            throw wrong(start, name + " of 1 to " + longest + " printable ASCII characters");
        }
        String text = ascii(start, at);
        expect(' ', "a space after " + name);
        return text.equals("-") ? null : text;
    }

    private Map<String, List<SyslogMessage.Param>> structuredData() {
        Map<String, List<SyslogMessage.Param>> elements = new LinkedHashMap<>();
        if (at < data.length && data[at] == '-') {
            at++;
            return elements;
        }
        do {
            int start = at;
            expect('[', "'-' or '[' of STRUCTURED-DATA");
            String id = name("SD-ID");
            if (elements.put(id, params()) != null) {
                throw wrong(start, "an SD-ID that did not occur yet");
            }
        } while (at < data.length && data[at] == '[');
        return elements;
    }

    private List<SyslogMessage.Param> params() {
        List<SyslogMessage.Param> params = new ArrayList<>();
        while (at < data.length && data[at] == ' ') {
            at++;
            String name = name("PARAM-NAME");
            expect('=', "'=' after PARAM-NAME");
            expect('"', "'\"' before PARAM-VALUE");
            params.add(new SyslogMessage.Param(name, value()));
        }
        expect(']', "']' after the parameters");
        return params;
    }

    private String name(String rule) {
        int start = at;
        while (at < data.length && isPrintable(data[at]) && data[at] != '=' && data[at] != ']' && data[at] != '"') {
            at++;
        }
        if (at == start || at - start > longestName) {
            throw wrong(start, rule + " of 1 to " + longestName + " characters");
        }
        return ascii(start, at);
    }

    /** A value and its closing quote; a backslash before anything that needs none is itself (section 6.3.3). */
    private String value() {
        int start = at;
        while (at < data.length && data[at] != '"') {
            if (data[at] == ']') {
                throw wrong(at, "']' in PARAM-VALUE to be escaped");
            }
            boolean escape = data[at] == '\\' && at + 1 < data.length && isEscapable(data[at + 1]);
            at += escape ? 2 : 1;
        }
        String raw = utf8(start, at);
        expect('"', "'\"' after PARAM-VALUE");
        return unescaped(raw);
    }

    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            boolean escape = raw.charAt(i) == '\\' && i + 1 < raw.length() && isEscapable(raw.charAt(i + 1));
            if (escape) {
                i++;
            }
            text.append(raw.charAt(i));
        }
        return text.toString();
    }

    private static boolean isEscapable(int c) {
        return c == '"' || c == '\\' || c == ']';
    }

    private boolean skipByteOrderMark() {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (at + i >= data.length || data[at + i] != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        at += BYTE_ORDER_MARK.length;
        return true;
    }

    private String utf8(int from, int to) {
        ByteBuffer bytes = ByteBuffer.wrap(data, from, to - from);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
        } catch (CharacterCodingException e) {
            IllegalArgumentException wrong = wrong(bytes.position(), "UTF-8");
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static boolean isPrintable(byte b) {
        return b >= '!' && b <= '~';
    }

    private String ascii(int from, int to) {
        return new String(data, from, to - from, StandardCharsets.US_ASCII);
    }

    private void expect(char wanted, String what) {
        if (at >= data.length || data[at] != wanted) {
            throw wrong(at, what);
        }
        at++;
    }

    private IllegalArgumentException wrong(int position, String wanted) {
        String found = position < data.length ? String.format("0x%02X", data[position]) : "the end";
        return new IllegalArgumentException("expected " + wanted + " at position " + position + ", found " + found);
    }
}
