package dev.spillway.internal.transport;

/** Makes messages shorter that an endpoint finds too large, as a last resort, so that they stay what they are. */
final class Shortening {
    private Shortening() {}

    /**
     * Shortens a message by cutting its end (RFC 5424 section 6.1), never within a character of UTF-8.
     *
     * @return its length now, at most {@code most}
     */
    static int ofText(byte[] message, int length, int most) {
        if (length <= most) {
            return length;
        }
        int end = most;
        while (end > 0 && (message[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    /**
     * Shortens a JSON object by cutting the end of its longest text, and of the next one if that does not suffice.
     *
     * @return its length now; more than {@code most} if its texts are too short for that
     */
    static int ofJson(byte[] message, int length, int most) {
        int now = length;
        while (now > most) {
            int[] longest = longestText(message, now);
            int from = longest[0];
            int end = longest[1];
            int cut = safeCut(message, from, Math.max(from, end - (now - most)));
            if (cut >= end) {
                return now;
            }
            System.arraycopy(message, end, message, cut, now - end);
            now -= end - cut;
        }
        return now;
    }

    /** Where the content of the longest string begins and ends that is a value and no name; empty if there is none. */
    private static int[] longestText(byte[] json, int length) {
        int[] longest = {length, length};
        int at = 0;
        while (at < length) {
            if (json[at] != '"') {
                at++;
                continue;
            }
            int from = at + 1;
            int end = endOfText(json, from, length);
            at = end + 1;
            boolean isName = at < length && json[at] == ':';
            if (!isName && end - from > longest[1] - longest[0]) {
                longest = new int[] {from, end};
            }
        }
        return longest;
    }

    private static int endOfText(byte[] json, int from, int length) {
        int at = from;
        while (at < length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, length);
    }

    /** The last place up to {@code wanted} that is neither within an escape, a pair of them, nor a character. */
    private static int safeCut(byte[] json, int from, int wanted) {
        int at = from;
        while (at < wanted) {
            int next = at + lengthAt(json, at);
            if (next > wanted) {
                break;
            }
            at = next;
        }
        return at;
    }

    private static int lengthAt(byte[] json, int at) {
        int first = json[at] & 0xFF;
        if (first == '\\') {
            if (json[at + 1] != 'u') {
                return 2;
            }
            // The first half of a surrogate pair goes with the second one.
            boolean high = (json[at + 2] | 0x20) == 'd' && "89aAbB".indexOf(json[at + 3]) >= 0;
            return high ? 12 : 6;
        }
        return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }
}
