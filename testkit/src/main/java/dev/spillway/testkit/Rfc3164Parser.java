package dev.spillway.testkit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conventions of RFC 3164 section 4.1: {@code <PRI>Mmm dd hh:mm:ss HOSTNAME TAG[PID]: CONTENT}, with as much of it
 * missing as senders like.
 */
final class Rfc3164Parser {
    private static final int MAX_PRIVAL = 191;
    private static final int DEFAULT_PRIVAL = 13;
    private static final Pattern PRI = Pattern.compile("<(\\d{1,3})>");
    private static final Pattern TIMESTAMP = Pattern.compile(
            "((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-3]?\\d \\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?"
                    + "|\\d{4}-\\d{2}-\\d{2}T[\\d:.]{8,18}(?:Z|[+-]\\d{2}:\\d{2})) ");
    private static final Pattern HOSTNAME = Pattern.compile("([^\\s:\\[\\]]+|[0-9A-Fa-f:.]*::?[0-9A-Fa-f:.]*) ");
    private static final Pattern TAG = Pattern.compile("([^\\s:\\[\\]]{1,64})(?:\\[([^\\]\\s]{1,128})\\])?:(?: |$)");

    private final String message;
    private int at;

    Rfc3164Parser(String message) {
        this.message = message;
    }

    SyslogMessage parse() {
        int prival = prival();
        String timestamp = group(TIMESTAMP);
        String hostname = timestamp == null ? null : group(HOSTNAME);
        String appName = null;
        String procId = null;
        Matcher tag = match(TAG);
        if (tag != null) {
            appName = tag.group(1);
            procId = tag.group(2);
        }
        String text = message.substring(at);
        return new SyslogMessage(
                prival / 8, prival % 8, timestamp, hostname, appName, procId, null, Map.of(), text, false);
    }

    private int prival() {
        Matcher pri = PRI.matcher(message);
        if (!pri.lookingAt() || Integer.parseInt(pri.group(1)) > MAX_PRIVAL) {
            return DEFAULT_PRIVAL;
        }
        at = pri.end();
        return Integer.parseInt(pri.group(1));
    }

    private @Nullable String group(Pattern pattern) {
        Matcher matcher = match(pattern);
        return matcher == null ? null : matcher.group(1);
    }

    /** Matches at the present position and moves behind, or returns null and stays. */
    private @Nullable Matcher match(Pattern pattern) {
        Matcher matcher = pattern.matcher(message).region(at, message.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher;
    }
}
