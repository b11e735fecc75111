package dev.spillway.testkit;

import java.nio.charset.StandardCharsets;

/**
 * Takes received messages apart: RFC 5424 as strictly as its grammar is written, RFC 3164 as far as one can.
 *
 * <p>It shares no code with any sender, so that a sender's mistake isn't repeated here.
 *
 * <pre>{@code
 * SyslogMessage message = SyslogParser.parse5424(endpoint.awaitMessages(1, SOON).get(0).bytes());
 * assertThat(message.severity()).isEqualTo(6);
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class SyslogParser {
    private static final int LONGEST_NAME = 32;

    private SyslogParser() {}

    /**
     * Parses a message of RFC 5424, section 6.
     *
     * @throws IllegalArgumentException if it departs from the grammar, with the octet's position, from 0
     */
    public static SyslogMessage parse5424(byte[] message) {
        return new Rfc5424Parser(message, LONGEST_NAME).parse();
    }

    /**
     * Parses a message of RFC 5424 whose SD-NAMEs may be longer than 32 octets, as the tokens of some vendors are.
     *
     * @throws IllegalArgumentException if it departs from the grammar otherwise, with the octet's position, from 0
     */
    public static SyslogMessage parse5424WithLongNames(byte[] message) {
        return new Rfc5424Parser(message, Integer.MAX_VALUE).parse();
    }

    /**
     * Parses a message of RFC 3164 tolerantly: what cannot be made out is part of the text, and a message without a
     * priority is of facility user and severity notice (section 4.3.3).
     */
    public static SyslogMessage parse3164(byte[] message) {
        return new Rfc3164Parser(new String(message, StandardCharsets.UTF_8)).parse();
    }
}
