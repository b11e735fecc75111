package dev.spillway.testkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection that a {@link SyslogEndpoint} accepted: what is known of it, and two ways to end it.
 *
 * <pre>{@code
 * SyslogConnection connection = endpoint.awaitConnections(1, Duration.ofSeconds(5)).get(0);
 * connection.closePolitely();
 * }</pre>
 *
 * <p>Safe for use by many threads; the values are those of the moment.
 */
public final class SyslogConnection {
    private final int number;
    private final Wire wire;

    // Written by the connection's own thread only.
    private volatile ConnectionEnd end = ConnectionEnd.OPEN;
    private volatile long applicationBytes;
    private volatile long messages;
    private volatile int incompleteBytes;
    private volatile int malformedFrames;
    private volatile @Nullable String tlsProtocol;
    private volatile @Nullable String sniName;
    private volatile @Nullable String clientName;
    private volatile @Nullable String failure;

    SyslogConnection(int number, Wire wire) {
        this.number = number;
        this.wire = wire;
    }

    /** Its number: the endpoint's first is 1. */
    public int number() {
        return number;
    }

    /** How it ended, or that it is open. */
    public ConnectionEnd end() {
        return end;
    }

    /** Bytes of frames taken, framing included, TLS excluded; 0 as long as the handshake isn't complete. */
    public long applicationBytes() {
        return applicationBytes;
    }

    /** Whole messages taken. */
    public long messages() {
        return messages;
    }

    /** Bytes taken of a frame that isn't complete (yet). */
    public int incompleteBytes() {
        return incompleteBytes;
    }

    /** Frames that begin with a digit but are no octet count; each is taken as a line. */
    public int malformedFrames() {
        return malformedFrames;
    }

    /** The TLS version, such as {@code TLSv1.3}; empty before the handshake is complete, and on TCP. */
    public Optional<String> tlsProtocol() {
        return Optional.ofNullable(tlsProtocol);
    }

    /** The host name that the client sent in its ClientHello (RFC 6066 section 3). */
    public Optional<String> sniName() {
        return Optional.ofNullable(sniName);
    }

    /** The subject of the client's certificate, such as {@code CN=client.example}, where the endpoint demands one. */
    public Optional<String> clientName() {
        return Optional.ofNullable(clientName);
    }

    /** What went wrong on the wire, in the words of the JDK. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends it soon with close_notify (on TLS) and FIN, then discards what the client still sends, at most 5 s. */
    public void closePolitely() {
        wire.order(Wire.Order.CLOSE_POLITELY);
    }

    /** Resets it soon (RST). */
    public void reset() {
        wire.order(Wire.Order.RESET);
    }

    Wire wire() {
        return wire;
    }

    void ended(ConnectionEnd how) {
        end = how;
    }

    void failed(Exception cause) {
        failure = cause.toString();
    }

    void took(FrameReader frames, long messagesTaken) {
        applicationBytes = frames.bytesTaken();
        incompleteBytes = frames.incompleteBytes();
        malformedFrames = frames.malformedFrames();
        messages = messagesTaken;
    }

    void sawSniName(String name) {
        sniName = name;
    }

    void secured(String protocol, @Nullable String client) {
        tlsProtocol = protocol;
        clientName = client;
    }

    @Override
    public String toString() {
        String text =
                "connection " + number + ": " + end + ", " + messages + " messages, " + applicationBytes + " bytes";
        if (incompleteBytes > 0) {
            text += ", " + incompleteBytes + " of them incomplete";
        }
        if (malformedFrames > 0) {
            text += ", " + malformedFrames + " malformed frames";
        }
        String cause = failure;
        return cause == null ? text : text + ", " + cause;
    }
}
