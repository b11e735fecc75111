package dev.spillway.internal.format;

import java.nio.charset.StandardCharsets;

/**
 * What stands around the text of a message. A text may have two sections, one behind the other, with a border between
 * them that no part of it begins or ends within: a part is opened as the section in which it begins. Immutable.
 */
final class Enclosure {
    /** A space before the text, and nothing at all if there is none (RFC 5424 section 6). */
    static final Enclosure SYSLOG = new Enclosure(" ", " ", "", "", false);

    /** Two strings of a JSON object: the message, and what was thrown. */
    static final Enclosure JSON = new Enclosure(",\"message\":\"", ",\"stack_trace\":\"", "\"", "\"}", true);

    private final byte[] open;
    private final byte[] openSecond;
    private final byte[] border;
    private final byte[] close;
    private final boolean json;

    private Enclosure(String open, String openSecond, String closeFirst, String close, boolean json) {
        this.open = ascii(open);
        this.openSecond = ascii(openSecond);
        this.border = ascii(closeFirst.isEmpty() ? "" : closeFirst.concat(openSecond));
        this.close = ascii(close);
        this.json = json;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What opens the first section. Shared: not to be changed. */
    byte[] open() {
        return open;
    }

    /** What opens a part that begins in the second section. Shared: not to be changed. */
    byte[] openSecond() {
        return openSecond;
    }

    /** What stands between the sections of a text. Shared: not to be changed. */
    byte[] border() {
        return border;
    }

    /** What follows each part. Shared: not to be changed. */
    byte[] close() {
        return close;
    }

    /** The most that it adds to a part. */
    int longest() {
        return Math.max(open.length, openSecond.length) + close.length;
    }

    /** Whether it stands around an empty text too. */
    boolean isRequired() {
        return json;
    }

    /** Whether every backslash of a text belongs to an escape, so that one may be what another one escapes. */
    boolean escapesBackslashes() {
        return json;
    }
}
