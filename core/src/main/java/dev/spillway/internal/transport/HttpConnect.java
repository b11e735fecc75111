package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy: CONNECT (RFC 9110 section 9.3.6), with Basic credentials (RFC 7617) where there are some. */
final class HttpConnect implements ProxyDialogue {
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ProxySettings proxy;
    private final String target;
    private boolean open;

    HttpConnect(ProxySettings proxy, Destination destination) {
        this.proxy = proxy;
        String host = destination.host();
        this.target = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + destination.port();
    }

    @Override
    public byte[] opening() {
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization() + "\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    private String authorization() {
        Secret user = proxy.user();
        Secret password = proxy.password();
        if (user == null || password == null) {
            return "";
        }
        byte[] credentials = (user.reveal() + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(credentials) + "\r\n";
    }

    @Override
    public byte @Nullable [] next(ByteBuffer received) throws IOException {
        byte[] bytes = new byte[received.remaining()];
        received.duplicate().get(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("HTTP/1.".substring(0, Math.min(text.length(), "HTTP/1.".length())))) {
            throw new IOException("did not answer as an HTTP proxy does");
        }
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return null;
        }
        received.position(received.position() + end + "\r\n\r\n".length());
        int status = status(text);
        if (status == PROXY_AUTHENTICATION_REQUIRED) {
            throw new IOException(
                    proxy.user() == null
                            ? "answered 407: it asks for user and password, as in http://user:password@host:port"
                            : "answered 407: it does not take this user and password");
        }
        if (status / 100 != 2) {
            throw new IOException("answered " + status + " to CONNECT " + target);
        }
        open = true;
        return new byte[0];
    }

    private static int status(String text) throws IOException {
        String digits = text.substring(Math.min(STATUS_AT, text.length()), Math.min(STATUS_AT + 3, text.length()));
        if (!digits.matches("[1-9][0-9]{2}")) {
            throw new IOException("did not answer as an HTTP proxy does");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
