package dev.spillway.internal.format;

import dev.spillway.Severity;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * Makes messages of an encoded event, one for each line or part, and hands them to a sink. Confined to one thread at a
 * time.
 *
 * <p>A message must lie in one piece, so for each one header, tail and mark are written right before its piece of the
 * text, over what has been sent already. The sequenceId is drawn only then: what the event's own values logged while
 * they were encoded has lower numbers and was appended earlier.
 */
final class MessageWriter {
    /** Shows where text was cut off: an ellipsis. */
    private static final byte[] CUT = "\u2026".getBytes(StandardCharsets.UTF_8);

    private final int maxSize;
    private final boolean numbered;
    private final boolean byLine;
    private final Oversize oversize;
    private final IntSupplier sequenceIds;
    private final Header header;
    private final Utf8Buffer out;

    private Severity severity = Severity.INFO;
    private long epochMillis;
    private int tailAt;
    private int tailLength;
    private int left;
    private int sequenceId;

    MessageWriter(
            FormatSettings settings, MessageLayout layout, IntSupplier sequenceIds, Header header, Utf8Buffer out) {
        maxSize = settings.maxMessageSize();
        numbered = layout.isNumbered();
        byLine = settings.multiline() == Multiline.SPLIT;
        oversize = settings.oversize();
        this.sequenceIds = sequenceIds;
        this.header = header;
        this.out = out;
    }

    /**
     * Sends what the buffer holds: a tail, a space, and up to its end the text.
     *
     * @param newTailAt where the tail begins, with room before it for the longest header and mark
     * @param textAt where the text begins
     */
    Outcome write(int newTailAt, int textAt, Severity newSeverity, long epochMicros, MessageSink sink) {
        severity = newSeverity;
        epochMillis = Math.floorDiv(epochMicros, 1000L);
        tailAt = newTailAt;
        tailLength = textAt - 1 - newTailAt;
        left = MessageLayout.MAX_MESSAGES;
        sequenceId = 0;
        header.set(newSeverity, epochMicros);
        out.reserve(CUT.length);

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
        for (int line = 0; line < MessageLayout.MAX_MESSAGES && from < end; line++) {
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
        int room =
                maxSize - header.length(Integer.MAX_VALUE) - tailLength - 1 - MessageLayout.MAX_PART_MARK - CUT.length;
        int available = left;
        int needed = 0;
        for (int at = textFrom; at < to && needed <= available; needed++) {
            at = boundary(at + room, at, to);
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
            from = partEnd;
        }
        return true;
    }

    /** Sends a piece of the text, as part {@code part} of {@code count}, or unmarked if that is 0. */
    private boolean message(int from, int to, int part, int count, boolean cut, boolean last, MessageSink sink) {
        byte[] bytes = out.array();
        int markLength = count == 0 ? 0 : 4 + Digits.count(part) + Digits.count(count);
        boolean hasText = to > from || cut;
        int textAt = from - markLength;
        int tailTo = textAt - (hasText ? 1 : 0) - tailLength;
        System.arraycopy(bytes, tailAt, bytes, tailTo, tailLength);
        tailAt = tailTo;
        if (hasText) {
            bytes[textAt - 1] = ' ';
        }
        if (count > 0) {
            partMark(bytes, from, part, count);
        }
        int end = to;
        if (cut) {
            System.arraycopy(CUT, 0, bytes, to, CUT.length);
            end += CUT.length;
        }
        int start = header.writeBefore(bytes, tailTo, currentId());
        sequenceId = 0;
        left--;
        return sink.append(bytes, start, end - start, header.structuredDataAt(), severity, epochMillis, last);
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

    /** The last position up to {@code wanted} that is inside of no character and of none of our escapes. */
    private int boundary(int wanted, int from, int to) {
        if (wanted >= to) {
            return to;
        }
        byte[] bytes = out.array();
        int at = wanted;
        while (at > from && (bytes[at] & 0xC0) == 0x80) {
            at--;
        }
        for (int escape = at - 1; escape > from && escape > at - 6; escape--) {
            if (bytes[escape] == '\\') {
                byte kind = bytes[escape + 1];
                int width = kind == 'u' ? 6 : kind == 'n' || kind == 'r' ? 2 : 1;
                return escape + width > at ? escape : at;
            }
        }
        return at;
    }

    private int room() {
        return maxSize - header.length(currentId()) - tailLength - 1;
    }

    private int currentId() {
        if (numbered && sequenceId == 0) {
            sequenceId = sequenceIds.getAsInt();
        }
        return sequenceId;
    }
}
