package dev.spillway.examples.collector.syslog;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event from any text: RFC 5424, RFC 3164 and the many things that are nearly one of them. It never fails;
 * what has no header that it knows becomes the message as a whole. Safe for use by many threads.
 */
public final class SyslogParser {

    private static final int DEFAULT_PRIORITY = 13;
    private static final int HIGHEST_PRIORITY = 191;
    private static final int MAX_TAG_LENGTH = 128;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Clock clock;

    /** A parser that reads timestamps without a zone in the zone of the clock. */
    public SyslogParser(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads one message.
     *
     * @param text the message without framing
     * @param sender what stands for the host when the message names none
     */
    public SyslogEvent parse(String text, String sender) {
        return parse(text, sender, clock.instant());
    }

    /**
     * Reads one message that was received at some time, which says of which year a time without one is.
     *
     * @param text the message without framing
     * @param sender what stands for the host when the message names none
     */
    public SyslogEvent parse(String text, String sender, Instant now) {
        Cursor cursor = new Cursor(text);
        Draft draft = new Draft(now, sender);
        int priority = readPriority(cursor);
        if (priority >= 0) {
            draft.priority = priority;
        }
        boolean known = priority >= 0 && readRfc5424(cursor, draft);
        if (!known) {
            readRfc3164(cursor, draft, priority >= 0);
        }
        return draft.finish(cursor.rest());
    }

    /** Reads {@code <0>} to {@code <191>}, or returns -1 and stays. */
    private static int readPriority(Cursor cursor) {
        if (cursor.peek(0) != '<') {
            return -1;
        }
        for (int digits = 1; digits <= 3; digits++) {
            if (cursor.peek(digits + 1) == '>') {
                int priority = cursor.digits(1, digits);
                if (priority < 0 || priority > HIGHEST_PRIORITY) {
                    return -1;
                }
                cursor.position += digits + 2;
                return priority;
            }
        }
        return -1;
    }

    private static boolean readRfc5424(Cursor cursor, Draft draft) {
        if (cursor.peek(0) != '1' || cursor.peek(1) != ' ') {
            return false;
        }
        int start = cursor.position;
        cursor.position += 2;
        Instant time = IsoTime.read(cursor);
        if (time == null && !startsLikeTimestamp(cursor)) {
            cursor.position = start;
            return false;
        }
        cursor.word();
        String host = cursor.word();
        String program = cursor.word();
        String process = cursor.word();
        String messageId = cursor.word();
        if (host.isEmpty() || program.isEmpty() || process.isEmpty() || messageId.isEmpty()) {
            cursor.position = start;
            return false;
        }
        draft.time = time;
        draft.host = valueOr(host, draft.host);
        draft.program = valueOr(program, "");
        draft.process = valueOr(process, "");
        draft.messageId = valueOr(messageId, "");
        draft.structuredData = readStructuredData(cursor);
        return true;
    }

    /** Whether a header may go on here though its time cannot be read: {@code -}, or an impossible date. */
    private static boolean startsLikeTimestamp(Cursor cursor) {
        return (cursor.peek(0) == '-' && cursor.peek(1) == ' ') || (cursor.digits(0, 4) >= 0 && cursor.peek(4) == '-');
    }

    private static String valueOr(String field, String missing) {
        return field.equals("-") ? missing : field;
    }

    /** Reads the elements or the {@code -}. Heroku's routers leave both out: then the message begins here. */
    private static String readStructuredData(Cursor cursor) {
        if (cursor.peek(0) == '-' && (cursor.peek(1) == ' ' || cursor.position + 1 == cursor.text.length())) {
            cursor.word();
            return "";
        }
        int end = StructuredData.end(cursor.text, cursor.position);
        if (end <= cursor.position) {
            return "";
        }
        String structuredData = cursor.text.substring(cursor.position, end);
        cursor.position = end;
        if (cursor.peek(0) == ' ') {
            cursor.position++;
        }
        return structuredData;
    }

    /** Reads what there is of timestamp, host and tag; without PRI only a timestamp makes a header of the rest. */
    private void readRfc3164(Cursor cursor, Draft draft, boolean hasPriority) {
        int start = cursor.position;
        cursor.skipSpaces();
        Instant time = readTime(cursor, draft.received, clock.getZone());
        if (time == null && !hasPriority) {
            cursor.position = start;
            return;
        }
        if (time != null) {
            draft.time = time;
            cursor.skipSpaces();
            if (!readTag(cursor, draft)) {
                String host = cursor.word();
                draft.host = host.isEmpty() ? draft.host : host;
                readTag(cursor, draft);
            }
        } else {
            readTag(cursor, draft);
        }
    }

    private static @Nullable Instant readTime(Cursor cursor, Instant now, ZoneId zone) {
        Instant time = IsoTime.read(cursor);
        return time != null ? time : BsdTime.read(cursor, now, zone);
    }

    /** Reads {@code program:} or {@code program[123]:} and the space behind it, or returns false and stays. */
    private static boolean readTag(Cursor cursor, Draft draft) {
        int length = 0;
        char c = cursor.peek(0);
        while (c > ' ' && c < 127 && c != ':' && c != '[' && length <= MAX_TAG_LENGTH) {
            length++;
            c = cursor.peek(length);
        }
        if (length == 0 || length > MAX_TAG_LENGTH) {
            return false;
        }
        int nameEnd = cursor.position + length;
        int end = nameEnd;
        String process = "";
        if (c == '[') {
            int close = cursor.text.indexOf(']', nameEnd);
            if (close < 0 || close - nameEnd > MAX_TAG_LENGTH) {
                return false;
            }
            process = cursor.text.substring(nameEnd + 1, close);
            end = close + 1;
        }
        if (end >= cursor.text.length() || cursor.text.charAt(end) != ':') {
            return false;
        }
        boolean wordEnds = end + 1 == cursor.text.length() || cursor.text.charAt(end + 1) == ' ';
        if (!wordEnds && process.isEmpty()) {
            return false;
        }
        draft.program = cursor.text.substring(cursor.position, nameEnd);
        draft.process = process;
        cursor.position = end + 1;
        if (cursor.peek(0) == ' ') {
            cursor.position++;
        }
        return true;
    }

    private static final class Draft {
        final Instant received;

        @Nullable Instant time;

        int priority = DEFAULT_PRIORITY;
        String host;
        String program = "";
        String process = "";
        String messageId = "";
        String structuredData = "";

        Draft(Instant received, String host) {
            this.received = received;
            this.host = host;
        }

        SyslogEvent finish(String rest) {
            boolean marked = !rest.isEmpty() && rest.charAt(0) == BYTE_ORDER_MARK;
            return new SyslogEvent(
                    received,
                    time == null ? received : time,
                    Severity.ofPriority(priority),
                    priority >> 3,
                    host,
                    program,
                    process,
                    messageId,
                    structuredData,
                    marked ? rest.substring(1) : rest);
        }
    }
}
