package dev.spillway.internal.format;

import dev.spillway.Severity;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * Makes messages of an encoded event, one for each line or part, and hands them to a sink. Confined to one thread at a
 * time.
 *
 * <p>A message must lie in one piece, so for each one head, tail and mark are written right before its piece of the text,
 * over what has been sent already. The sequenceId is drawn only then: what the event's own values logged while they were
 * encoded has lower numbers and was appended earlier.
 */
final class MessageWriter {
    /** How many messages one event may become. */
    static final int MAX_MESSAGES = 64;
    /** The length of the longest mark of a part, {@code [64/64]} and a space. */
    static final int MAX_PART_MARK = 8;
    /** Above the longest escape, so that a text that was cut is seen to be too long. */
    private static final int SLACK = 16;
    /** However large the messages: what one event may take while it is encoded, unless one message takes more. */
    private static final int LARGEST_EVENT = 16 << 20;
    /** Shows where text was cut off: an ellipsis. */
    private static final byte[] CUT = "\u2026".getBytes(StandardCharsets.UTF_8);

    private final int maxSize;
    private final boolean numbered;
    private final boolean byLine;
    private final Oversize oversize;
    private final IntSupplier sequenceIds;
    private final Head head;
    private final Enclosure enclosure;
    private final Utf8Buffer out;
    private final byte[] covered = new byte[8];

    private Severity severity = Severity.INFO;
    private long epochMillis;
    private int tailAt;
    private int tailLength;
    private int borderAt;
    private int left;
    private int sequenceId;

    /**
     * A writer.
     *
     * @param numbered whether messages have a sequenceId
     * @param byLine whether each line of the text is a message of its own
     */
    MessageWriter(
            FormatSettings settings,
            boolean numbered,
            boolean byLine,
            IntSupplier sequenceIds,
            Head head,
            Enclosure enclosure,
            Utf8Buffer out) {
        maxSize = settings.maxMessageSize();
        this.numbered = numbered;
        this.byLine = byLine;
        oversize = settings.oversize();
        this.sequenceIds = sequenceIds;
        this.head = head;
        this.enclosure = enclosure;
        this.out = out;
    }

    /** How many bytes of text are encoded before the rest of an event is cut off. */
    static int textLimit(FormatSettings settings, boolean byLine) {
        int size = settings.maxMessageSize();
        if (settings.oversize() != Oversize.SPLIT && !byLine) {
            return size + SLACK;
        }
        return (int) Math.min((long) MAX_MESSAGES * size, Math.max(size + SLACK, LARGEST_EVENT));
    }

    /**
     * Sends what the buffer holds: a tail, what opens the text, and up to its end the text.
     *
     * @param newTailAt where the tail begins, with room before it for the longest head, mark and opening
     * @param tailEnd where the text is opened
     * @param newBorderAt where the text's border is; 0 if it has none
     */
    Outcome write(
            int newTailAt, int tailEnd, int newBorderAt, Severity newSeverity, long epochMicros, MessageSink sink) {
        severity = newSeverity;
        epochMillis = Math.floorDiv(epochMicros, 1000L);
        tailAt = newTailAt;
        tailLength = tailEnd - newTailAt;
        borderAt = newBorderAt;
        left = MAX_MESSAGES;
        sequenceId = 0;
        head.set(newSeverity, epochMicros);
        out.reserve(CUT.length + covered.length);

        int textAt = tailEnd + enclosure.open().length;
        int end = out.length();
        int from = byLine && textAt < end && out.array()[textAt] == '\n' ? textAt + 1 : textAt;
        if (oversize == Oversize.DROP && hasLineAbove(room(), from, end)) {
            return Outcome.OVERSIZE;
        }
        while (true) {
            int lineEnd = lineEnd(from, end);
            int next = Math.min(lineEnd + 1, end);
            if (!line(from, lineEnd, next == end, sink)) {
                return Outcome.REFUSED;
            }
            if (next == end || left == 0) {
                return Outcome.APPENDED;
            }
            from = next;
        }
    }

    private boolean hasLineAbove(int room, int textFrom, int end) {
        int from = textFrom;
        for (int line = 0; line < MAX_MESSAGES && from < end; line++) {
            int lineEnd = lineEnd(from, end);
            if (lineEnd - from > room) {
                return true;
            }
            from = lineEnd + 1;
        }
        return false;
    }

    private int lineEnd(int from, int end) {
        if (!byLine) {
            return end;
        }
        byte[] bytes = out.array();
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean line(int from, int to, boolean lastLine, MessageSink sink) {
        boolean last = lastLine || left == 1;
        boolean cut = lastLine ? out.isCut() : left == 1;
        int room = room();
        if (to - from + (cut ? CUT.length : 0) <= room) {
            return message(from, to, 0, 0, cut, last, sink);
        }
        if (oversize == Oversize.SPLIT && left > 1) {
            return parts(from, to, lastLine, sink);
        }
        return message(from, boundary(from + room - CUT.length, from, to), 0, 0, true, last, sink);
    }

    private boolean parts(int textFrom, int to, boolean lastLine, MessageSink sink) {
        int room = maxSize
                - head.length(Integer.MAX_VALUE)
                - tailLength
                - enclosure.longest()
                - MAX_PART_MARK
                - CUT.length;
        int available = left;
        int needed = 0;
        for (int at = textFrom; at < to && needed <= available; needed++) {
            at = behindBorder(boundary(at + room, at, to));
        }
        int count = Math.min(needed, available);
        boolean exhausted = count == available;
        boolean cut = needed > count || (lastLine ? out.isCut() : exhausted);
        int from = textFrom;
        for (int part = 1; part <= count; part++) {
            int partEnd = boundary(from + room, from, to);
            boolean lastPart = part == count;
            boolean last = lastPart && (lastLine || exhausted);
            if (!message(from, partEnd, part, count, cut && lastPart, last, sink)) {
                return false;
            }
            from = behindBorder(partEnd);
        }
        return true;
    }

    /** Sends a piece of the text, as part {@code part} of {@code count}, or unmarked if that is 0. */
    private boolean message(int from, int to, int part, int count, boolean cut, boolean last, MessageSink sink) {
        byte[] bytes = out.array();
        int markLength = count == 0 ? 0 : 4 + Digits.count(part) + Digits.count(count);
        boolean enclosed = to > from || cut || enclosure.isRequired();
        byte[] open = borderAt > 0 && from > borderAt ? enclosure.openSecond() : enclosure.open();
        int openLength = enclosed ? open.length : 0;
        int tailTo = from - markLength - openLength - tailLength;
        // Both are in their place already for a text that is written whole.
        if (tailTo != tailAt) {
            System.arraycopy(bytes, tailAt, bytes, tailTo, tailLength);
            tailAt = tailTo;
            System.arraycopy(open, 0, bytes, tailTo + tailLength, openLength);
        }
        if (count > 0) {
            partMark(bytes, from, part, count);
        }
        int end = to;
        if (cut) {
            System.arraycopy(CUT, 0, bytes, to, CUT.length);
            end += CUT.length;
        }
        byte[] close = enclosure.close();
        // The text goes on right there.
        System.arraycopy(bytes, end, covered, 0, close.length);
        System.arraycopy(close, 0, bytes, end, close.length);
        int start = head.writeBefore(bytes, tailTo, currentId());
        sequenceId = 0;
        left--;
        int length = end + close.length - start;
        boolean taken = sink.append(bytes, start, length, head.structuredDataAt(), severity, epochMillis, last);
        System.arraycopy(covered, 0, bytes, end, close.length);
        return taken;
    }

    private static void partMark(byte[] to, int end, int part, int count) {
        int at = end - 1;
        to[at] = ' ';
        to[--at] = ']';
        at = Digits.writeBefore(to, at, count);
        to[--at] = '/';
        at = Digits.writeBefore(to, at, part);
        to[at - 1] = '[';
    }

    /** The last position up to {@code wanted} that is inside of no character, none of our escapes and no border. */
    private int boundary(int wanted, int from, int to) {
        if (wanted >= to) {
            return to;
        }
        if (borderAt > 0 && wanted >= borderAt && wanted < borderAt + enclosure.border().length && from <= borderAt) {
            return borderAt;
        }
        byte[] bytes = out.array();
        int at = wanted;
        while (at > from && (bytes[at] & 0xC0) == 0x80) {
            at--;
        }
        for (int escape = at - 1; escape > from && escape > at - 6; escape--) {
            if (bytes[escape] == '\\') {
                int start = escapeStart(bytes, escape, from);
                return start + escapeWidth(bytes[start + 1]) > at ? start : at;
            }
        }
        return at;
    }

    /** Where the escape begins that a backslash belongs to. */
    private int escapeStart(byte[] bytes, int backslash, int from) {
        if (!enclosure.escapesBackslashes()) {
            return backslash;
        }
        int first = backslash;
        while (first > from && bytes[first - 1] == '\\') {
            first--;
        }
        return (backslash - first) % 2 == 0 ? backslash : backslash - 1;
    }

    private int escapeWidth(byte kind) {
        if (kind == 'u') {
            return 6;
        }
        boolean isPair = kind == 'n' || kind == 'r' || enclosure.escapesBackslashes();
        return isPair ? 2 : 1;
    }

    private int behindBorder(int at) {
        return borderAt > 0 && at == borderAt ? at + enclosure.border().length : at;
    }

    private int room() {
        return maxSize - head.length(currentId()) - tailLength - enclosure.open().length - enclosure.close().length;
    }

    private int currentId() {
        if (numbered && sequenceId == 0) {
            sequenceId = sequenceIds.getAsInt();
        }
        return sequenceId;
    }
}
