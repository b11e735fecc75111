package dev.spillway;

import dev.spillway.internal.transport.ProxySettings;
import dev.spillway.internal.transport.ProxySettings.Kind;
import dev.spillway.internal.transport.tls.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A proxy's URI, in which user and password may stand. */
final class ProxyType implements ValueType<ProxySettings> {
    private static final Pattern URI =
            Pattern.compile("([A-Za-z0-9]+)://(?:(.*)@)?(\\[[^\\[\\]]*]|[^:/\\[\\]]*)(?::(\\d+))?/?");

    private static final HostType HOST = new HostType();
    /** RFC 1929 has one byte for each length. */
    private static final int MOST_BYTES = 255;

    @Override
    public ProxySettings parse(String text) throws RefusedValueException {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw new RefusedValueException();
        }
        Kind kind = kind(uri.group(1));
        String host = HOST.parse(uri.group(3));
        if (uri.group(4) == null) {
            throw new RefusedValueException("has no port");
        }
        int port = DestinationType.port(uri.group(4));
        String userInfo = uri.group(2);
        if (userInfo == null) {
            return new ProxySettings(kind, host, port, null, null);
        }
        int colon = userInfo.indexOf(':');
        if (colon <= 0) {
            throw new RefusedValueException("has no user and password, separated by a colon, before the @");
        }
        return new ProxySettings(
                kind, host, port, decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    private static Kind kind(@Nullable String scheme) throws RefusedValueException {
        for (Kind kind : Kind.values()) {
            if (kind.scheme().equalsIgnoreCase(scheme)) {
                return kind;
            }
        }
        throw new RefusedValueException("has an unknown scheme");
    }

    /** Percent-encoding is for what a URI cannot have (RFC 3986 section 2.1); a plus stands for itself there. */
    private static Secret decoded(String text) throws RefusedValueException {
        String plain;
        try {
            plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException("has a % that is no percent-encoding; write it as %25");
        }
        if (plain.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                || plain.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedValueException("has a user or password with control characters or above 255 bytes");
        }
        return new Secret(plain);
    }

    @Override
    public String allowed() {
        return "http://user:password@host:port or socks5://user:password@host:port, user and password being optional";
    }

    /** Without all that stands before the host, wherever a password in it may have a slash or another {@code @}. */
    @Override
    public String shown(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return ShownText.of(text);
        }
        int scheme = text.indexOf("://");
        String before = scheme >= 0 && scheme < at ? text.substring(0, scheme + "://".length()) : "";
        return ShownText.of(before + "****" + text.substring(at));
    }
}
