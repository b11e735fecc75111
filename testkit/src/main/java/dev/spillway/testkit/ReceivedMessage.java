package dev.spillway.testkit;

import java.nio.charset.StandardCharsets;

/**
 * One message as it arrived, without its framing.
 *
 * <pre>{@code
 * ReceivedMessage message = endpoint.awaitMessages(1, Duration.ofSeconds(5)).get(0);
 * assertThat(message.text()).endsWith("hello");
 * }</pre>
 */
public final class ReceivedMessage {
    private final byte[] bytes;
    private final int connection;
    private final long arrivalNanos;

    ReceivedMessage(byte[] bytes, int connection, long arrivalNanos) {
        this.bytes = bytes;
        this.connection = connection;
        this.arrivalNanos = arrivalNanos;
    }

    /** The message's bytes: not a copy, so not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of the connection it came by, from 1; 0 for UDP. */
    public int connection() {
        return connection;
    }

    /** When its last byte had been read, in terms of {@link System#nanoTime()}. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /** The bytes as UTF-8 text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * The bytes taken apart as a message of RFC 5424.
     *
     * @throws IllegalArgumentException if it departs from the grammar, with the octet's position, from 0
     */
    public SyslogMessage parsed() {
        return SyslogParser.parse5424(bytes);
    }

    @Override
    public String toString() {
        return "connection " + connection + ": " + text();
    }
}
