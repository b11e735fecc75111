package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SOCKS 5 proxy (RFC 1928), with user and password (RFC 1929) where there are some. It looks names up itself. */
final class Socks5 implements ProxyDialogue {
    private static final int VERSION = 5;
    private static final int CREDENTIALS_VERSION = 1;
    private static final int NO_CREDENTIALS = 0;
    private static final int CREDENTIALS = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int HEAD = 4;
    private static final int PORT = 2;

    private static final List<String> REPLIES = List.of(
            "granted",
            "it failed",
            "its rules do not allow it",
            "the network cannot be reached",
            "the host cannot be reached",
            "the connection was refused",
            "it took too long",
            "it does not know the command",
            "it does not know this kind of address");

    private final ProxySettings proxy;
    private final Destination destination;
    private Turn turn = Turn.METHOD;

    private enum Turn {
        METHOD,
        CREDENTIALS,
        CONNECT,
        OPEN
    }

    Socks5(ProxySettings proxy, Destination destination) {
        this.proxy = proxy;
        this.destination = destination;
    }

    @Override
    public byte[] opening() {
        return proxy.user() == null
                ? new byte[] {VERSION, 1, NO_CREDENTIALS}
                : new byte[] {VERSION, 2, NO_CREDENTIALS, CREDENTIALS};
    }

    @Override
    public byte @Nullable [] next(ByteBuffer received) throws IOException {
        return turn == Turn.CONNECT ? connected(received) : chosen(received);
    }

    /** The answer to the methods, or to the credentials: two bytes each. */
    private byte @Nullable [] chosen(ByteBuffer received) throws IOException {
        if (received.remaining() < 2) {
            return null;
        }
        int version = received.get();
        int answer = received.get() & 0xff;
        if (turn == Turn.CREDENTIALS) {
            if (answer != 0) {
                throw new IOException("does not take this user and password");
            }
            return request();
        }
        if (version != VERSION) {
            throw new IOException("did not answer as a SOCKS 5 proxy does");
        }
        if (answer == NO_CREDENTIALS) {
            return request();
        }
        Secret user = proxy.user();
        Secret password = proxy.password();
        if (answer != CREDENTIALS || user == null || password == null) {
            throw new IOException(
                    proxy.user() == null
                            ? "asks for user and password, as in socks5://user:password@host:port"
                            : "asks for another way to say who we are than by user and password");
        }
        turn = Turn.CREDENTIALS;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(CREDENTIALS_VERSION);
        putText(out, user.reveal());
        putText(out, password.reveal());
        return out.toByteArray();
    }

    private byte[] request() {
        turn = Turn.CONNECT;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {VERSION, CONNECT, 0});
        byte[] address = address(destination.host());
        if (address == null) {
            out.write(NAME);
            putText(out, destination.host());
        } else {
            out.write(address.length == 4 ? IPV4 : IPV6);
            out.writeBytes(address);
        }
        out.write(destination.port() >>> 8);
        out.write(destination.port());
        return out.toByteArray();
    }

    /** The bytes of an IP literal; null for a name, which is not looked up here. */
    private static byte @Nullable [] address(String host) {
        boolean isIpv6 = host.indexOf(':') >= 0;
        if (!isIpv6 && !host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            return null;
        }
        int zone = host.indexOf('%');
        try {
            return InetAddress.getByName(zone < 0 ? host : host.substring(0, zone))
                    .getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static void putText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    private byte @Nullable [] connected(ByteBuffer received) throws IOException {
        if (received.remaining() < HEAD + 1) {
            return null;
        }
        int start = received.position();
        int reply = received.get(start + 1) & 0xff;
        if (received.get(start) != VERSION) {
            throw new IOException("did not answer as a SOCKS 5 proxy does");
        }
        if (reply != 0) {
            String why = reply < REPLIES.size() ? REPLIES.get(reply) : "it gave the reply " + reply;
            throw new IOException("did not connect to " + destination.host() + ":" + destination.port() + ": " + why);
        }
        int length = HEAD
                + PORT
                + switch (received.get(start + HEAD - 1)) {
                    case IPV4 -> 4;
                    case IPV6 -> 16;
                    case NAME -> 1 + (received.get(start + HEAD) & 0xff);
                    default -> throw new IOException("did not answer as a SOCKS 5 proxy does");
                };
        if (received.remaining() < length) {
            return null;
        }
        received.position(start + length);
        turn = Turn.OPEN;
        return new byte[0];
    }

    @Override
    public boolean isOpen() {
        return turn == Turn.OPEN;
    }
}
