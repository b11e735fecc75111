package dev.spillway.internal.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one syslog message as RFC 3164 sections 4.1.1 to 4.1.3 describe it. Shares no code with the encoder. */
public final class Rfc3164Parser {
    private static final Pattern MESSAGE = Pattern.compile(
            "<(?<pri>0|[1-9]\\d{0,2})>"
                    + "(?<time>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?: [1-9]|[12]\\d|3[01])"
                    + " (?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d)"
                    + " (?<host>[!-~]{1,255})"
                    + " (?<tag>[A-Za-z0-9._/-]{1,32})(?:\\[(?<pid>[A-Za-z0-9._/-]{1,32})\\])?:"
                    + "(?: (?<text>.+))?",
            Pattern.DOTALL);

    private Rfc3164Parser() {}

    /** A message in its parts; {@code pid} and {@code text} are empty where there are none. */
    public record Message(
            int facility, int severity, String timestamp, String hostname, String tag, String pid, String text) {}

    /**
     * Reads a message.
     *
     * @throws Rfc5424Parser.SyntaxException if it is none
     */
    public static Message parse(byte[] message) {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Rfc5424Parser.SyntaxException("not UTF-8: " + e.getMessage());
        }
        Matcher matcher = MESSAGE.matcher(decoded);
        if (!matcher.matches() || decoded.indexOf(0) >= 0 || Integer.parseInt(matcher.group("pri")) > 191) {
            throw new Rfc5424Parser.SyntaxException("not RFC 3164: " + decoded);
        }
        int pri = Integer.parseInt(matcher.group("pri"));
        return new Message(
                pri / 8,
                pri % 8,
                matcher.group("time"),
                matcher.group("host"),
                matcher.group("tag"),
                orEmpty(matcher.group("pid")),
                orEmpty(matcher.group("text")));
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }
}
